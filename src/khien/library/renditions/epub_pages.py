"""XHTML pages of an e-book, from the same values as the prints. Text is always escaped; addresses are whole or absent."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

Item = dict[str, Any]
_UNBROKEN = str.maketrans({"\u200b": None})

STYLE = """@namespace epub "http://www.idpf.org/2007/ops";
body { line-height: 1.55; margin: 0 4%%; }
h1, h2, h3 { line-height: 1.25; page-break-after: avoid; break-after: avoid; }
h1 { font-size: 1.6em; } h2 { font-size: 1.25em; margin-top: 1.6em; } h3 { font-size: 1.08em; }
.lead { font-size: 1.1em; font-weight: 600; } .quiet { font-size: 0.9em; }
.box { border-left: 0.25em solid #666; padding: 0.4em 0.9em; margin: 1.2em 0; page-break-inside: avoid; break-inside: avoid; }
.danger { border-color: #a31420; } .need { border-color: #7a4a00; } .done { border-color: #17613c; } .info { border-color: %s; }
.title { font-weight: 700; margin: 0 0 0.3em; }
table { border-collapse: collapse; width: 100%%; } caption { text-align: left; font-weight: 600; margin-bottom: 0.4em; }
th, td { border: 1px solid #999; padding: 0.35em 0.5em; text-align: left; vertical-align: top; }
figure { margin: 1.2em 0; text-align: center; } img { max-width: 100%%; } figcaption { font-size: 0.9em; }
blockquote { margin: 1.2em 1em; font-style: italic; }
.cover { text-align: center; margin-top: 12%%; } .cover img { max-height: 6em; }
"""


def style(colour: str) -> str:
    """The sheet of a book; `colour`: "#rrggbb"."""
    return STYLE % colour


def page(title: str, body: str, *, lang: str, kind: str = "chapter") -> str:
    """A whole XHTML page."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{_t(lang)}" xml:lang="{_t(lang)}">'
        f'<head><meta charset="utf-8"/><title>{_t(title)}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>'
        f'<body epub:type="{kind}">{body}</body></html>\n'
    )


def chapter_body(chapter: Item, say: dict[str, str]) -> str:
    """A chapter: title, summary, facts, blocks, who approved it."""
    parts = [f"<h1>{_t(chapter['title'])}</h1>"]
    if chapter["lead"]:
        parts.append(f'<p class="lead">{_t(chapter["lead"])}</p>')
    parts += [f'<p class="quiet">{_t(row)}</p>' for row in chapter["facts"]]
    parts += [_item(item, say) for item in chapter["items"]]
    parts += [f'<p class="quiet">{_t(row)}</p>' for row in chapter["approval"]]
    return "\n".join(parts)


def answers_body(chapters: Sequence[Item], say: dict[str, str]) -> str:
    """Answers to all questions, by chapter; empty when there are none."""
    parts = []
    for chapter in chapters:
        quizzes = [item for item in chapter["items"] if item["kind"] == "quiz"]
        if quizzes:
            parts.append(f"<h2>{_t(chapter['title'])}</h2>")
        for quiz in quizzes:
            head = f"{say['question']} {quiz['number']}: {quiz['right']}."
            parts.append(f"<p><strong>{_t(head)}</strong> {_t(quiz['explanation'])}</p>")
    return f"<h1>{_t(say['answers'])}</h1>" + "\n".join(parts) if parts else ""


def sources_body(chapters: Sequence[Item], say: dict[str, str]) -> str:
    """Sources of all chapters; empty when there are none."""
    parts = []
    for chapter in chapters:
        if chapter["sources"]:
            lines = "".join(f"<li>{_t(s['text'])}{_linked(s)}</li>" for s in chapter["sources"])
            parts.append(f"<h2>{_t(chapter['title'])}</h2><ol>{lines}</ol>")
    return f"<h1>{_t(say['sources'])}</h1>" + "\n".join(parts) if parts else ""


def _linked(source: Item) -> str:
    return f'<br/><a href="{_t(source["address"])}">{_t(source["shown"])}</a>' if source["address"] else ""


def _item(item: Item, say: dict[str, str]) -> str:
    return _DRAWN[item["kind"]](item, say)


def _t(text: str) -> str:
    return escape(text.translate(_UNBROKEN), quote=True)


def _runs(runs: list[Item]) -> str:
    out = []
    for run in runs:
        words = _t(run["text"])
        words = f"<strong>{words}</strong>" if run["bold"] else words
        words = f"<em>{words}</em>" if run["italic"] else words
        out.append(f'<a href="{_t(run["href"])}">{words}</a>' if run["href"] else words)
    return "".join(out)


def _list(lines: Sequence[str], *, numbered: bool) -> str:
    tag = "ol" if numbered else "ul"
    return f"<{tag}>" + "".join(f"<li>{line}</li>" for line in lines) + f"</{tag}>" if lines else ""


def _steps(item: Item, say: dict[str, str]) -> str:
    lines = [
        "<br/>".join(
            part
            for part in (f"<strong>{_t(s['title'])}</strong>" if s["title"] else "", _t(s["text"]))
            if part
        )
        for s in item["steps"]
    ]
    head = f'<p class="title">{_t(item["title"])}</p>' if item["title"] else ""
    return head + _list(lines, numbered=True)


def _box(item: Item, say: dict[str, str]) -> str:
    head = f'<p class="title">{_t(item["title"])}</p>' if item["title"] else ""
    return f'<div class="box {item["tone"]}">{head}<p>{_t(item["text"])}</p></div>'


def _dodont(item: Item, say: dict[str, str]) -> str:
    parts = []
    for tone, word, lines in (("done", say["do"], item["do"]), ("danger", say["dont"], item["dont"])):
        if lines:
            listed = _list([_t(line) for line in lines], numbered=False)
            parts.append(f'<div class="box {tone}"><p class="title">{_t(word)}</p>{listed}</div>')
    return "".join(parts)


def _quote(item: Item, say: dict[str, str]) -> str:
    who = f"<footer>— {_t(item['who'])}</footer>" if item["who"] else ""
    return f"<blockquote><p>“{_t(item['text'].strip('“”' + chr(34)))}”</p>{who}</blockquote>"


def _quiz(item: Item, say: dict[str, str]) -> str:
    options = "".join(f"<li>{_t(option)}</li>" for option in item["options"])
    head = f"{say['question']} {item['number']}. {item['question']}"
    listed = f'<ol style="list-style-type: upper-alpha">{options}</ol>' if options else ""
    return f'<div class="box info"><p class="title">{_t(head)}</p>{listed}</div>'


def _contact(item: Item, say: dict[str, str]) -> str:
    shown = _t(item["shown"])
    where = f'<a href="{_t(item["address"])}">{shown}</a>' if item["address"] else shown
    parts = (f"<strong>{_t(item['name'])}</strong>", _t(item["number"]), where, _t(item["note"]))
    return '<p class="box info">' + "<br/>".join(part for part in parts if part) + "</p>"


def _table(item: Item, say: dict[str, str]) -> str:
    caption = f"<caption>{_t(item['caption'])}</caption>" if item["caption"] else ""
    if not item["header"]:
        return ""
    head = "".join(f'<th scope="col">{_t(cell)}</th>' for cell in item["header"])
    rows = "".join("<tr>" + "".join(f"<td>{_t(c)}</td>" for c in row) + "</tr>" for row in item["rows"])
    body = f"<tbody>{rows}</tbody>" if rows else ""
    return f"<table>{caption}<thead><tr>{head}</tr></thead>{body}</table>"


def _picture(item: Item, say: dict[str, str]) -> str:
    if not item["file"]:
        return f'<p class="quiet">[{_t(item["alt"])}]</p>'
    caption = f"<figcaption>{_t(item['caption'])}</figcaption>" if item["caption"] else ""
    return f'<figure><img src="{_t(item["file"].lstrip("/"))}" alt="{_t(item["alt"])}"/>{caption}</figure>'


def _pair(item: Item, say: dict[str, str]) -> str:
    words = (say["before"], say["after"])
    return "".join(
        f'<p class="title">{_t(word)}</p>{_picture(picture, say)}'
        for word, picture in zip(words, item["pictures"], strict=True)
    )


def _video(item: Item, say: dict[str, str]) -> str:
    told = f"<p>{_t(item['transcript'])}</p>" if item["transcript"] else ""
    return f'<div class="box info"><p class="title">{_t(say["video"] + ": " + item["title"])}</p>{told}</div>'


def _listed(item: Item, say: dict[str, str]) -> str:
    lines = [_t(line) for line in item["items"]]
    return f"<h2>{_t(item['title'])}</h2>" + _list(lines, numbered=item["mark"] == "number")


_DRAWN = {
    "paragraph": lambda item, say: f"<p>{_runs(item['runs'])}</p>",
    "heading": lambda item, say: f"<h{item['level']}>{_t(item['text'])}</h{item['level']}>",
    "bullets": lambda item, say: _list([_runs(line) for line in item["items"]], numbered=item["numbered"]),
    "steps": _steps,
    "notice": _box,
    "dodont": _dodont,
    "quote": _quote,
    "quiz": _quiz,
    "contact": _contact,
    "table": _table,
    "picture": _picture,
    "pair": _pair,
    "video": _video,
    "listed": _listed,
}
