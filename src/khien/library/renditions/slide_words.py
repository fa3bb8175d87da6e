"""What stands on each slide: at most six short lines, the whole text in the notes.

Refuses to squeeze: a long list becomes two slides, a long line is cut and stands whole in the notes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khien.library.renditions.labels import labels
from khien.library.renditions.plain_words import clean, cut, plain, sentences
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
    Steps,
    Table,
    Video,
)

MOST_LINES, LINE, TITLE, MOST_ROWS, MOST_COLUMNS = 5, 120, 90, 7, 5
NOTE = 8000


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide. `look`: list | number | cross | tick | say | quote | quiz | table | picture | pair.

    `lines`: what is shown; `marked`: index of the right answer on an answer slide, or -1. `second`: right column.
    """

    title: str
    lines: tuple[str, ...] = ()
    look: str = "list"
    notes: str = ""
    tone: str = "strong"
    marked: tuple[int, ...] = ()
    second: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    picture: str = ""
    alt: str = ""
    shortened: bool = False
    start: int = 1


def slides_of(content: Content) -> list[Slide]:
    """All slides between the title and the last one."""
    say = labels(content.language)
    made = _opening(content, say) + _of_scam(content, say)
    title = clean(content.title)
    for block in content.blocks:
        if isinstance(block, Heading):
            title = clean(block.text) or title
        elif not isinstance(block, Contact):
            made += _of_block(block, title, say)
    return made + _ending(content, say)


def _opening(content: Content, say: dict[str, str]) -> list[Slide]:
    if content.poster.headline and content.poster.points:
        notes = "\n".join(
            [clean(content.summary), *map(clean, content.poster.points), clean(content.poster.call)]
        )
        return _listed(clean(content.poster.headline), content.poster.points, "list", notes=notes)
    return (
        _said(say["summary"], sentences(content.summary), clean(content.summary)) if content.summary else []
    )


def _of_scam(content: Content, say: dict[str, str]) -> list[Slide]:
    if content.scam is None:
        return []
    parts = (
        ("signs", content.scam.signs, "cross", "danger"),
        ("how", content.scam.how_it_goes, "number", "strong"),
        ("do_now", content.scam.do_now, "number", "good"),
        ("tell_whom", content.scam.tell_whom, "list", "strong"),
        ("variants", content.scam.variants, "list", "strong"),
    )
    return [s for code, lines, look, tone in parts for s in _listed(say[code], lines, look, tone=tone)]


def _ending(content: Content, say: dict[str, str]) -> list[Slide]:
    contacts = [block for block in content.blocks if isinstance(block, Contact)]
    told = [": ".join(p for p in (clean(c.name), clean(c.number or c.address)) if p) for c in contacts]
    sources = [", ".join(p for p in (clean(s.title), clean(s.number)) if p) for s in content.sources]
    return [*_listed(say["contacts"], told, "list"), *_listed(say["sources"], sources, "list")]


def _of_block(block: Block, title: str, say: dict[str, str]) -> list[Slide]:
    match block:
        case Paragraph():
            text = plain(block.runs)
            return _said(title, sentences(text), text) if text else []
        case Bullets():
            return _listed(
                title, [plain(item) for item in block.items], "number" if block.numbered else "list"
            )
        case Steps():
            notes = "\n".join(
                f"{n}. {clean(s.title)} {clean(s.text)}" for n, s in enumerate(block.steps, start=1)
            )
            lines = [clean(step.title) or clean(step.text) for step in block.steps]
            return _listed(clean(block.title) or title, lines, "number", tone="good", notes=notes)
        case Notice():
            tone = {"danger": "danger", "done": "good"}.get(block.tone, "strong")
            return _said(clean(block.title) or title, sentences(block.text), clean(block.text), tone=tone)
        case DoDont():
            return _do_dont(block, title, say)
        case Quote():
            return [
                Slide(
                    cut(title, TITLE),
                    (cut(clean(block.text), 260), clean(block.who)),
                    "quote",
                    clean(block.text),
                )
            ]
        case Quiz():
            return _quiz(block, say)
        case Table():
            return _table(block, title)
        case Picture():
            return [_picture(block, title)]
        case BeforeAfter():
            return [_picture(block.before, say["before"]), _picture(block.after, say["after"])]
        case Video():
            text = clean(block.transcript)
            return _said(f"{say['video']}: {clean(block.title)}", sentences(text), text)
        case _:
            return []


def _listed(
    title: str, lines: Sequence[str], look: str, *, tone: str = "strong", notes: str = ""
) -> list[Slide]:
    """A list over as many slides as it needs, evenly dealt."""
    said = [line for line in map(clean, lines) if line]
    if not said:
        return []
    count = -(-len(said) // MOST_LINES)
    size = -(-len(said) // count)
    out = []
    for at in range(0, len(said), size):
        part = said[at : at + size]
        short = tuple(cut(line, LINE) for line in part)
        name = f"{cut(title, TITLE)} ({at // size + 1}/{count})" if count > 1 else cut(title, TITLE)
        told = cut(notes or "\n".join(part), NOTE)
        out.append(Slide(name, short, look, told, tone, shortened=short != tuple(part), start=at + 1))
    return out


def _said(title: str, lines: list[str], text: str, *, tone: str = "strong") -> list[Slide]:
    """A text as slides of a few sentences; long texts show their first sentences, the notes have all."""
    shown, used = [], 0
    for line in lines[:4]:
        if used and used + len(line) > 320:
            break
        shown.append(cut(line, 240))
        used += len(line)
    if not shown:
        return []
    less = len(shown) < len(lines) or any(line.endswith("…") for line in shown)
    return [Slide(cut(title, TITLE), tuple(shown), "say", cut(text, NOTE), tone, shortened=less)]


def _do_dont(block: DoDont, title: str, say: dict[str, str]) -> list[Slide]:
    do, dont = [clean(x) for x in block.do if clean(x)], [clean(x) for x in block.dont if clean(x)]
    notes = "\n".join([f"{say['do']}:", *do, f"{say['dont']}:", *dont])
    if not do or not dont or max(len(do), len(dont)) > MOST_LINES:
        return _listed(say["do"], do, "tick", tone="good") + _listed(
            say["dont"], dont, "cross", tone="danger"
        )
    left, right = tuple(cut(x, 90) for x in do), tuple(cut(x, 90) for x in dont)
    less = [*left, *right] != [*do, *dont]
    return [Slide(cut(title, TITLE), left, "pair", notes, second=right, shortened=less)]


def _quiz(block: Quiz, say: dict[str, str]) -> list[Slide]:
    options = tuple(cut(clean(option.text), 110) for option in block.options[:6])
    right = tuple(n for n, option in enumerate(block.options[:6]) if option.right)
    question, why = clean(block.question), clean(block.explanation)
    ask = Slide(cut(question, 160), options, "quiz", question)
    answer = Slide(
        say["right"],
        options,
        "quiz",
        f"{question}\n{why}".strip(),
        "good",
        marked=right,
        second=(cut(why, 220),),
    )
    return [ask, answer]


def _table(block: Table, title: str) -> list[Slide]:
    rows = [tuple(cut(clean(cell), 70) for cell in row[:MOST_COLUMNS]) for row in (block.header, *block.rows)]
    width = max(map(len, rows), default=0)
    if not width:
        return []
    even = [row + ("",) * (width - len(row)) for row in rows]
    notes = "\n".join(" | ".join(map(clean, row)) for row in (block.header, *block.rows))
    shown = tuple(even[: MOST_ROWS + 1])
    less = len(even) > len(shown) or any(len(row) > MOST_COLUMNS for row in (block.header, *block.rows))
    name = cut(clean(block.caption) or title, TITLE)
    return [Slide(name, (), "table", cut(notes, NOTE), rows=shown, shortened=less)]


def _picture(picture: Picture, title: str) -> Slide:
    caption = clean(picture.caption)
    notes = "\n".join(part for part in (clean(picture.alt), caption, clean(picture.credit)) if part)
    alt = clean(picture.alt) or caption
    return Slide(
        cut(title, TITLE), (cut(caption or alt, 140),), "picture", notes, picture=picture.key, alt=alt
    )
