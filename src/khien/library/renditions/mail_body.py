"""The body of a letter: each block of a material as a row of the table. Refuses pictures: their words stand instead,
because a picture from outside tells its server who opened the letter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urljoin

from lxml import etree

from khien.library.rules import content as c
from khien.library.rules.phrases import phrases
from khien.library.rules.runs import runs_from_markdown, safe_href

FONT = "font-family:'Be Vietnam Pro',Arial,Helvetica,sans-serif;"
_TEXT = f"{FONT}margin:0 0 14px;font-size:16px;line-height:26px;color:#1d2427;"
_HEADING = f"{FONT}margin:12px 0 8px;font-size:19px;line-height:28px;font-weight:600;color:#1d2427;"
_ITEM = f"{FONT}margin:0 0 8px;font-size:16px;line-height:26px;color:#1d2427;"
_EDGES = {"danger": "#b3261e", "need": "#9a6700", "info": "#1a5fb4", "done": "#1b7f4b"}
_FILLS = {"danger": "#fdeceb", "need": "#fdf3df", "info": "#e9f1fb", "done": "#e7f5ed"}


class Tree:
    """A node that is written to: text and attributes are escaped by lxml, never by hand."""

    def __init__(self, tag: str, words: str = "", **attributes: str) -> None:
        self.node = etree.Element(tag)
        _fill(self.node, words, attributes)

    def add(self, tag: str, words: str = "", **attributes: str) -> Tree:
        child = Tree(tag, words, **attributes)
        self.node.append(child.node)
        return child

    def text(self, words: str) -> None:
        """After what is already inside."""
        if len(self.node):
            self.node[-1].tail = (self.node[-1].tail or "") + xml_words(words)
        else:
            self.node.text = (self.node.text or "") + xml_words(words)


def _fill(node: etree._Element, words: str, attributes: Mapping[str, str]) -> None:
    node.text = xml_words(words) or None
    for name, value in attributes.items():
        node.set({"cls": "class"}.get(name, name), xml_words(value))


def xml_words(text: str) -> str:
    """Without the characters XML and HTML cannot hold."""
    return "".join(
        sign
        for sign in text
        if sign in "\t\n"
        or (
            sign >= " "
            and not "\ud800" <= sign <= "\udfff"
            and sign not in "\ufffe\uffff"
            and not "\x7f" <= sign <= "\x9f"
        )
    )


def rich(parent: Tree, text: str | c.Runs, address: str) -> None:
    """Words with bold, italic and links; links of the site become whole addresses."""
    runs = runs_from_markdown(text) if isinstance(text, str) else text
    for run in runs:
        at = parent
        if href := safe_href(run.href):
            at = at.add("a", href=urljoin(address, href), style="color:#0b5563;")
        at = at.add("b") if run.bold else at
        at = at.add("i") if run.italic else at
        first, *others = run.text.split("\n")
        at.text(first)
        for line in others:
            at.add("br")
            at.text(line)


def body_rows(card: Tree, content: c.Content) -> None:
    """One row holds all: mail programs keep text of one cell together."""
    labels = phrases(content.language)
    cell = card.add("tr").add("td", style="padding:8px 24px;")
    if content.scam is not None:
        for code in ("signs", "how_it_goes", "do_now", "tell_whom", "variants"):
            _titled(
                cell, labels[code], getattr(content.scam, code), content.address, numbered=code == "do_now"
            )
    for block in content.blocks:
        _block(cell, block, content.address, labels)


def _block(cell: Tree, block: c.Block, address: str, labels: Mapping[str, str]) -> None:
    match block:
        case c.Paragraph(runs):
            rich(cell.add("p", cls="ink", style=_TEXT), runs, address)
        case c.Heading(text, level):
            cell.add(f"h{level}", text, cls="ink", style=_HEADING)
        case c.Bullets(items, numbered):
            _list(cell, items, address, numbered=numbered)
        case c.Steps(title, steps):
            written = [f"**{step.title}**" + (f": {step.text}" if step.text else "") for step in steps]
            _titled(cell, title, written, address, numbered=True)
        case c.Notice(title, text, tone):
            box = _box(cell, tone)
            if title:
                box.add("p", title, cls="ink", style=f"{_TEXT}margin:0 0 4px;font-weight:600;")
            rich(box.add("p", cls="ink", style=f"{_TEXT}margin:0;"), text, address)
        case c.DoDont(do, dont):
            _titled(cell, labels["do"], do, address)
            _titled(cell, labels["dont"], dont, address)
        case c.Quote(text, who):
            line = cell.add("p", cls="ink", style=f"{_TEXT}padding-left:16px;border-left:3px solid #9aa5a9;")
            rich(line, f"{who}: “{text}”" if who else f"“{text}”", address)
        case _:
            _figure(cell, block, address, labels)


def _figure(cell: Tree, block: c.Block, address: str, labels: Mapping[str, str]) -> None:
    match block:
        case c.Quiz(question, options, explanation):
            _titled(cell, question, [option.text for option in options], address, numbered=True)
            right = "; ".join(option.text for option in options if option.right)
            rich(
                cell.add("p", cls="ink", style=_TEXT),
                f"{labels['answer']}: **{right}**. {explanation}",
                address,
            )
        case c.Contact(name, number, web, note):
            _contact(cell, name, (number, web, note), address)
        case c.Table(caption, header, rows):
            _grid(cell, caption, header, rows, address)
        case c.Picture(_key, alt, caption):
            rich(cell.add("p", cls="soft", style=_TEXT), caption or alt, address)
        case c.BeforeAfter(before, after):
            for label, picture in ((labels["before"], before), (labels["after"], after)):
                cell.add("p", f"{label}: {picture.caption or picture.alt}", cls="soft", style=_TEXT)
        case c.Video(_key, title, _captions, transcript):
            _titled(cell, title, (), address)
            for line in transcript.split("\n"):
                cell.add("p", line, cls="ink", style=_TEXT)


def _contact(cell: Tree, name: str, reached: tuple[str, str, str], address: str) -> None:
    number, web, note = reached
    box = _box(cell, "info")
    box.add("p", name, cls="ink", style=f"{_TEXT}margin:0;font-weight:600;")
    dialled = "".join(sign for sign in number if sign.isdigit() or sign == "+")
    if number:
        line = box.add("p", cls="ink", style=f"{_TEXT}margin:0;font-size:20px;")
        rich(line, (c.Run(number, bold=True, href=f"tel:{dialled}" if dialled else ""),), address)
    if web:
        rich(box.add("p", cls="ink", style=f"{_TEXT}margin:0;"), (c.Run(web, href=web),), address)
    if note:
        rich(box.add("p", cls="ink", style=f"{_TEXT}margin:0;"), note, address)


def _box(cell: Tree, tone: str) -> Tree:
    table = cell.add(
        "table",
        role="presentation",
        cellpadding="0",
        cellspacing="0",
        border="0",
        width="100%",
        style="margin:0 0 14px;",
    )
    edge, fill = _EDGES.get(tone, _EDGES["info"]), _FILLS.get(tone, _FILLS["info"])
    return table.add("tr").add(
        "td", cls="box", style=f"padding:12px 16px;border-left:4px solid {edge};background:{fill};"
    )


def _titled(cell: Tree, title: str, items: Iterable[str], address: str, *, numbered: bool = False) -> None:
    listed = [runs_from_markdown(item) for item in items]
    if title and (listed or not numbered):
        rich(cell.add("h3", cls="ink", style=_HEADING), title, address)
    _list(cell, listed, address, numbered=numbered)


def _list(cell: Tree, items: Sequence[c.Runs], address: str, *, numbered: bool) -> None:
    if not items:
        return
    listed = cell.add(
        "ol" if numbered else "ul", cls="ink", style="margin:0 0 14px;padding:0 0 0 24px;color:#1d2427;"
    )
    for item in items:
        rich(listed.add("li", cls="ink", style=_ITEM), item, address)


def _grid(
    cell: Tree, caption: str, header: Sequence[str], rows: Sequence[Sequence[str]], address: str
) -> None:
    if caption:
        cell.add("h3", caption, cls="ink", style=_HEADING)
    table = cell.add(
        "table",
        cellpadding="8",
        cellspacing="0",
        border="0",
        width="100%",
        style="margin:0 0 14px;border-collapse:collapse;",
    )
    style = f"{FONT}font-size:15px;line-height:23px;color:#1d2427;border:1px solid #c9d0d3;text-align:left;vertical-align:top;"
    if any(header):
        top = table.add("tr")
        for name in header:
            top.add(
                "th", name, cls="ink box", scope="col", style=f"{style}background:#eef2f3;font-weight:600;"
            )
    for row in rows:
        line = table.add("tr")
        for value in row:
            rich(line.add("td", cls="ink", style=style), value, address)
