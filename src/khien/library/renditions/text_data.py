"""A whole material as values for the templates of long texts: every block, pictures as files, links made whole.

NOTES  "picture_missing" a picture is gone, its words stand in its place; "signs_lost" a letter shows as "?".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from khien.library.renditions import images
from khien.library.renditions.errors import TooLarge
from khien.library.renditions.labels import labels
from khien.library.renditions.made import Pictures
from khien.library.renditions.plain_words import breakable, breakable_address, clean, cut
from khien.library.rules.content import (
    BeforeAfter,
    Block,
    Bullets,
    Contact,
    Content,
    DoDont,
    Heading,
    Notice,
    Paragraph,
    Picture,
    Quiz,
    Quote,
    Runs,
    Scam,
    Source,
    Steps,
    Table,
    Video,
)

MOST_BLOCKS, MOST_PICTURES, MOST_SIGNS = 1500, 150, 1_500_000
MOST_COLUMNS = 12
Item = dict[str, Any]


@dataclass(slots=True)
class TextData:
    """Grows while a text is read: files of pictures, notes, quizzes in order."""

    pictures: Pictures
    prefix: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    questions: int = 0


def text_items(content: Content, data: TextData) -> list[Item]:
    """The body of `content`: a scam's lists first, then its blocks. TooLarge when it is no text any more."""
    if len(content.blocks) > MOST_BLOCKS:
        raise TooLarge("blocks of a text")
    items = [_picture(content.picture, data)] if content.picture else []
    items += _scam(content.scam, labels(content.language))
    level = 1
    for block in content.blocks:
        item = _item(block, content, data)
        if item["kind"] == "heading":
            item["level"] = level = min(max(2, item["level"]), level + 1, 3)
        items.append(item)
    if _signs(items) > MOST_SIGNS or len(data.files) > MOST_PICTURES:
        raise TooLarge("a text with its pictures")
    return items


def source_items(sources: tuple[Source, ...]) -> list[Item]:
    """Sources as lines: "Luật An ninh mạng, 116/2025/QH15" and where to read them."""
    return [
        {
            "text": breakable(", ".join(part for part in (clean(s.title), clean(s.number)) if part)),
            "address": s.address if _safe(s.address) else "",
            "shown": breakable_address(clean(s.address)) if _safe(s.address) else "",
            "legal": s.legal,
        }
        for s in sources[:200]
    ]


def whole_address(href: str, base: str) -> str:
    """`href` made absolute; empty when it is none that a print may carry."""
    try:
        address = urljoin(base, href.strip())
    except ValueError:
        return ""
    return address if _safe(address) else ""


def _safe(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if len(address) > 2000 or not address.isprintable():
        return False
    return bool(parts.netloc) if parts.scheme in ("http", "https") else parts.scheme in ("tel", "mailto")


def _item(block: Block, content: Content, data: TextData) -> Item:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "runs": _runs(block.runs, content)}
        case Heading():
            return {"kind": "heading", "level": block.level, "text": breakable(clean(block.text))}
        case Bullets():
            items = [_runs(item, content) for item in block.items]
            return {"kind": "bullets", "numbered": block.numbered, "items": items}
        case Steps():
            steps = [{"title": _said(step.title), "text": _said(step.text)} for step in block.steps]
            return {"kind": "steps", "title": _said(block.title), "steps": steps}
        case Notice():
            tone = block.tone if block.tone in ("danger", "need", "info", "done") else "info"
            return {"kind": "notice", "tone": tone, "title": _said(block.title), "text": _said(block.text)}
        case DoDont():
            return {"kind": "dodont", "do": [*map(_said, block.do)], "dont": [*map(_said, block.dont)]}
        case Quote():
            return {"kind": "quote", "text": _said(block.text), "who": _said(block.who)}
        case Quiz():
            return _quiz(block, data)
        case Contact():
            return _contact(block, content)
        case Table():
            return _table(block)
        case Picture():
            return _picture(block, data)
        case BeforeAfter():
            pair = [_picture(block.before, data), _picture(block.after, data)]
            return {"kind": "pair", "pictures": pair}
        case Video():
            return {"kind": "video", "title": _said(block.title), "transcript": _said(block.transcript)}


def _said(text: str) -> str:
    return breakable(clean(text))


def _runs(runs: Runs, content: Content) -> list[Item]:
    """Stretches of text; spaces at their edges are kept."""
    return [
        {
            "text": breakable(_edged(run.text)),
            "bold": run.bold,
            "italic": run.italic,
            "href": whole_address(run.href, content.address) if run.href else "",
        }
        for run in runs
    ]


def _edged(text: str) -> str:
    said = clean(text)
    return (" " if text[:1].isspace() else "") + said + (" " if said and text[-1:].isspace() else "")


def _quiz(block: Quiz, data: TextData) -> Item:
    data.questions += 1
    letters = [chr(ord("A") + n) for n, option in enumerate(block.options[:26]) if option.right]
    return {
        "kind": "quiz",
        "number": data.questions,
        "question": _said(block.question),
        "options": [_said(option.text) for option in block.options[:26]],
        "right": ", ".join(letters),
        "explanation": _said(block.explanation),
    }


def _contact(block: Contact, content: Content) -> Item:
    address = whole_address(block.address, content.address) if block.address else ""
    return {
        "kind": "contact",
        "name": _said(block.name),
        "number": _said(block.number),
        "address": address,
        "shown": breakable_address(clean(block.address)),
        "note": _said(block.note),
    }


def _table(block: Table) -> Item:
    width = min(MOST_COLUMNS, max([len(block.header), *map(len, block.rows)], default=0))
    rows = [[*map(_said, row[:width])] + [""] * (width - len(row)) for row in block.rows]
    header = [*map(_said, block.header[:width])] + [""] * (width - len(block.header))
    longest = [max([1, *(len(row[n]) for row in (header, *rows))]) for n in range(width)]
    weights = [max(1.0, min(6.0, (length / 8) ** 0.6)) for length in longest]
    return {
        "kind": "table",
        "caption": _said(block.caption),
        "header": header,
        "rows": rows,
        "weights": weights,
    }


def _picture(picture: Picture, data: TextData) -> Item:
    name = f"picture-{data.prefix}{len(data.files)}"
    safe = images.safe_picture(data.pictures(picture.key), side=images.PICTURE_SIDE, name=name)
    if safe is None:
        data.notes.append("picture_missing")
    else:
        data.files[safe.name] = safe.data
    caption = " · ".join(part for part in (clean(picture.caption), clean(picture.credit)) if part)
    return {
        "kind": "picture",
        "file": f"/{safe.name}" if safe else "",
        "width": safe.width if safe else 0,
        "height": safe.height if safe else 0,
        "alt": cut(clean(picture.alt or picture.caption), 500) or "…",
        "caption": breakable(caption),
    }


def _scam(scam: Scam | None, say: dict[str, str]) -> list[Item]:
    if scam is None:
        return []
    parts = (
        ("signs", scam.signs, "cross", "danger"),
        ("how", scam.how_it_goes, "number", "info"),
        ("do_now", scam.do_now, "number", "done"),
        ("tell_whom", scam.tell_whom, "dot", "info"),
        ("variants", scam.variants, "dot", "info"),
    )
    return [
        {"kind": "listed", "title": say[code], "items": [*map(_said, lines)], "mark": mark, "tone": tone}
        for code, lines, mark, tone in parts
        if any(map(_said, lines))
    ]


def _signs(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(_signs, value.values()))
    return sum(map(_signs, value)) if isinstance(value, list) else 0
