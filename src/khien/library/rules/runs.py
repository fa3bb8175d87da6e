"""Stretches of text with a look (`Runs`) from and to the three ways people write them: mini-markdown in the starter
library and on the command line, rich text of the editor (HTML), safe HTML for a page.

Refuses everything but bold, italic, links and line breaks inside a line, and paragraphs, headings and lists around
it: an unknown tag leaves its words, a script or style leaves nothing, a link that is not http(s), a path of this
site, tel: or mailto: leaves its text. Nothing here knows Django; all text that comes out as HTML is escaped.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import groupby

from khien.library.rules.content import Bullets, Heading, Paragraph, Run, Runs

RichBlock = Paragraph | Heading | Bullets
LinkOf = Callable[[Mapping[str, str]], str]

_LONGEST_HREF = 2000
_SCHEME = re.compile(r"(?:https?://[^/?#@\\]+(?:[/?#]|$)|mailto:[^/]|tel:\+?\d)", re.IGNORECASE)
_PATH = re.compile(r"/(?![/\\])")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\<>\"'`{}|^\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile(r"[ \t]+")
_BREAK = re.compile(r" *(?:\r\n|\r|\n|\x85|\u2028|\u2029) *")


def safe_href(href: str) -> str:
    """The address if a page may link to it, else "". Spaces at the ends go, round brackets are percent-encoded."""
    href = unicodedata.normalize("NFC", href).strip().replace("(", "%28").replace(")", "%29")
    if not href or len(href) > _LONGEST_HREF or _FORBIDDEN.search(href):
        return ""
    return href if _SCHEME.match(href) or _PATH.match(href) else ""


def tidy_runs(runs: Iterable[Run]) -> Runs:
    """One way to write the same thing: NFC, single spaces, no control characters, neighbours of one look joined,
    nothing empty, no white space at either end, no unsafe link. Idempotent."""
    tidied: list[Run] = []
    for run in runs:
        text = _CONTROL.sub("", run.text.replace("\xa0", " "))
        text = _SPACES.sub(" ", _BREAK.sub("\n", unicodedata.normalize("NFC", text)))
        if not tidied or tidied[-1].text[-1:] in ("\n", " "):
            text = text.lstrip(" ") if tidied else text.lstrip(" \n")
        if tidied and text.startswith("\n"):
            _strip_end(tidied, " ")
        if text:
            _add(tidied, replace(run, text=text, href=safe_href(run.href)))
    _strip_end(tidied, " \n")
    return tuple(tidied)


def _strip_end(runs: list[Run], characters: str) -> None:
    while runs:
        kept = runs[-1].text.rstrip(characters)
        if kept == runs[-1].text:
            return
        if kept:
            runs[-1] = replace(runs[-1], text=kept)
            return
        runs.pop()


def _add(runs: list[Run], run: Run) -> None:
    if runs and replace(runs[-1], text="") == replace(run, text=""):
        runs[-1] = replace(run, text=unicodedata.normalize("NFC", runs[-1].text + run.text))
    else:
        runs.append(run)


def plain_from_runs(runs: Sequence[Run]) -> str:
    """The words alone."""
    return "".join(run.text for run in runs)


# --- mini-markdown ---------------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"\\(?P<escaped>[\\*\[\]])|(?P<newline>\\\n)|(?P<soft>\s*\n\s*)|(?P<mark>\*\*|\*)"
    r"|\[(?P<label>(?:\\[\s\S]|[^\[\]\\])*)\]\((?P<href>[^()\s]*)\)"
)
_ESCAPE = re.compile(r"[\\*\[\]]")


def runs_from_markdown(text: str) -> Runs:
    """`**đậm**`, `*nghiêng*`, `[chữ](địa chỉ)`, a backslash before a sign or at the end of a line. A sign without its
    partner, or with a space on both sides ("5 * 3"), stands for itself."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    runs: list[Run] = []
    _read_markdown(text, runs, Run(""))
    return tidy_runs(runs)


def _read_markdown(text: str, runs: list[Run], look: Run) -> Run:
    tokens = list(_TOKEN.finditer(text))
    live = _marks_that_count(text, tokens)
    at = 0
    for token in tokens:
        runs.append(replace(look, text=text[at : token.start()]))
        at = token.end()
        if token.lastgroup == "mark":
            look = (
                _toggled(look, token.group()) if token.start() in live else _said(runs, look, token.group())
            )
        elif token.lastgroup == "href":
            inner = _read_markdown(token["label"], runs, replace(look, href=token["href"]))
            look = replace(inner, href=look.href)
        else:
            _said(runs, look, token["escaped"] or ("\n" if token["newline"] else " "))
    runs.append(replace(look, text=text[at:]))
    return look


def _said(runs: list[Run], look: Run, text: str) -> Run:
    runs.append(replace(look, text=text))
    return look


def _toggled(look: Run, mark: str) -> Run:
    return replace(look, bold=not look.bold) if mark == "**" else replace(look, italic=not look.italic)


def _marks_that_count(text: str, tokens: Sequence[re.Match[str]]) -> set[int]:
    places: dict[str, list[int]] = {"*": [], "**": []}
    for token in tokens:
        around = text[token.start() - 1 : token.start()] + text[token.end() : token.end() + 1]
        alone = not around.strip() and len(around) == 2
        if token.lastgroup == "mark" and not alone:
            places[token.group()].append(token.start())
    return {at for starts in places.values() for at in starts[: len(starts) // 2 * 2]}


def markdown_from_runs(runs: Sequence[Run]) -> str:
    """The inverse of `runs_from_markdown` for tidy runs."""
    written: list[str] = []
    bold = italic = False
    for run in tidy_runs(runs):
        marks = ("**" if run.bold != bold else "") + ("*" if run.italic != italic else "")
        bold, italic = run.bold, run.italic
        text = _ESCAPE.sub(r"\\\g<0>", run.text).replace("\n", "\\\n")
        written.append(marks + (f"[{text}]({run.href})" if run.href else text))
    written.append(("**" if bold else "") + ("*" if italic else ""))
    return "".join(written)


# --- HTML ------------------------------------------------------------------------------------------------------

_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"i", "em"})
_SILENT = frozenset({"script", "style", "template", "title", "noscript", "textarea", "select", "svg", "math"})
_HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 3, "h5": 3, "h6": 3}
_LISTS = frozenset({"ul", "ol"})
_EDGES = frozenset(
    {"p", "div", "li", "blockquote", "section", "article", "table", "tr", "td", "th", "dd", "dt", "pre", "hr"}
)


def _href(attributes: Mapping[str, str]) -> str:
    return attributes.get("href", "")


def blocks_from_html(text: str, *, link_of: LinkOf = _href) -> tuple[RichBlock, ...]:
    """Rich text as paragraphs, headings and lists, in order; lists in lists become one. `link_of` gives the address
    of an `<a>` from its attributes (an editor's link to a page has an id and no href)."""
    reader = _Reader(link_of)
    reader.feed(text)
    reader.close()
    reader.edge()
    reader.end_list()
    return tuple(reader.blocks)


def runs_from_html(text: str, *, link_of: LinkOf = _href) -> Runs:
    """Rich text as one stretch: paragraphs and items of lists are parted by a line break."""
    runs: list[Run] = []
    for block in blocks_from_html(text, link_of=link_of):
        for line in _lines(block):
            runs += [Run("\n"), *line]
    return tidy_runs(runs)


def _lines(block: RichBlock) -> tuple[Runs, ...]:
    match block:
        case Paragraph(runs):
            return (runs,)
        case Heading(words):
            return ((Run(words),),)
        case Bullets(items):
            return items


@dataclass
class _Reader(HTMLParser):
    """Gathers the runs of one block until its edge; `looks` are the open inline tags, innermost last."""

    link_of: LinkOf
    blocks: list[RichBlock] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    looks: list[tuple[str, Run]] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    lists: list[bool] = field(default_factory=list)  # numbered?, of each open list
    items: list[Runs] = field(default_factory=list)
    heading: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    @property
    def look(self) -> Run:
        return self.looks[-1][1] if self.looks else Run("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent.append(tag)
        elif tag == "br":
            self.runs.append(replace(self.look, text="\n"))
        elif tag in _BOLD:
            self.looks.append((tag, replace(self.look, bold=True)))
        elif tag in _ITALIC:
            self.looks.append((tag, replace(self.look, italic=True)))
        elif tag == "a":
            href = self.link_of({name: value or "" for name, value in attrs})
            self.looks.append((tag, replace(self.look, href=href)))
        else:
            self._open_block(tag)

    def _open_block(self, tag: str) -> None:
        if tag in _HEADINGS:
            self.edge()
            self.heading = _HEADINGS[tag]
        elif tag in _LISTS:
            self.edge()
            self.lists.append(tag == "ol")
        elif tag in _EDGES:
            self.edge()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.runs.append(replace(self.look, text="\n"))
        elif tag in _EDGES:
            self.edge()

    def handle_endtag(self, tag: str) -> None:
        if tag in self.silent:
            del self.silent[self.silent.index(tag) :]
        elif tag in _BOLD or tag in _ITALIC or tag == "a":
            self._close_look(tag)
        elif tag in _HEADINGS:
            self.edge()
            self.heading = 0
        elif tag in _LISTS:
            self.edge()
            numbered = self.lists.pop() if self.lists else False
            if not self.lists:
                self.end_list(numbered=numbered)
        elif tag in _EDGES:
            self.edge()

    def _close_look(self, tag: str) -> None:
        for place in range(len(self.looks) - 1, -1, -1):
            if self.looks[place][0] == tag:
                del self.looks[place:]
                return

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.runs.append(replace(self.look, text=re.sub(r"[ \t\r\n\f]+", " ", data)))

    def edge(self) -> None:
        """The block ends here: what was gathered becomes an item, a heading or a paragraph."""
        runs, self.runs = tidy_runs(self.runs), []
        if not runs:
            return
        if self.lists:
            self.items.append(runs)
        elif self.heading:
            self.blocks.append(Heading(plain_from_runs(runs).replace("\n", " "), self.heading))
        else:
            self.blocks.append(Paragraph(runs))

    def end_list(self, *, numbered: bool = False) -> None:
        if self.items:
            numbered = numbered or bool(self.lists and self.lists[0])
            self.blocks.append(Bullets(tuple(self.items), numbered))
        self.items, self.lists = [], []


def html_from_runs(runs: Sequence[Run]) -> str:
    """Safe HTML of one line: `<b>`, `<i>`, `<a href>`, `<br>`; everything else escaped."""
    return "".join(
        f'<a href="{html.escape(href)}">{inner}</a>' if href else inner
        for href, group in groupby(tidy_runs(runs), key=lambda run: run.href)
        for inner in ["".join(_inline(run) for run in group)]
    )


def _inline(run: Run) -> str:
    text = html.escape(run.text, quote=False).replace("\n", "<br>")
    if run.italic:
        text = f"<i>{text}</i>"
    return f"<b>{text}</b>" if run.bold else text


def html_from_blocks(blocks: Iterable[RichBlock]) -> str:
    """Safe rich text as the editor keeps it: `<p>`, `<h2>`/`<h3>`, `<ul>`/`<ol>` with `<li>`."""
    return "".join(_block_html(block) for block in blocks)


def _block_html(block: RichBlock) -> str:
    match block:
        case Paragraph(runs):
            return f"<p>{html_from_runs(runs)}</p>"
        case Heading(words, level):
            return f"<h{level}>{html.escape(words, quote=False)}</h{level}>"
        case Bullets(items, numbered):
            tag = "ol" if numbered else "ul"
            return f"<{tag}>{''.join(f'<li>{html_from_runs(item)}</li>' for item in items)}</{tag}>"
