"""The whole text of a material as an accessible PDF (PDF/UA-1, A4): contents when it is long, answers at the end.

NOTES  those of text_data; "no_logo", "logo_unreadable", "no_address" as in print_data.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from khien.library.renditions.labels import labels
from khien.library.renditions.made import Made, Pictures
from khien.library.renditions.pages import page_count
from khien.library.renditions.plain_words import breakable, clean, file_name
from khien.library.renditions.press import press
from khien.library.renditions.print_data import day_of, print_data, shown_address
from khien.library.renditions.text_data import TextData, source_items, text_items
from khien.library.rules.content import Brand, Content

A4_MM = (210, 297)
LONG = 6  # headings from which a text gets a list of contents


def document(content: Content, brand: Brand, options: Mapping[str, str], pictures: Pictures) -> Made:
    """The text with every block; options: colour."""
    told = print_data(content, brand, colourway=options["colour"], size_mm=A4_MM, bleed=False)
    data = TextData(pictures)
    items = text_items(content, data)
    heads = sum(1 for item in items if item["kind"] in ("heading", "listed"))
    values: dict[str, Any] = {
        **told.values,
        "title": breakable(clean(content.title)) or "…",
        "lead": breakable(clean(content.summary)),
        "facts": facts(content),
        "long": heads >= LONG,
        "items": items,
        "sources": source_items(content.sources),
        "approval": approval_rows(content),
        "foot_left": clean(shown_address(content.address)) or clean(content.title),
    }
    done = press("document", values, pictures={**told.files, **data.files}, on=day_of(content))
    kept = [note for note in told.notes if note in ("no_logo", "logo_unreadable", "no_address", "signs_lost")]
    return Made(
        filename=file_name(content.title, content.version, "tai-lieu", "pdf"),
        media_type="application/pdf",
        data=done.files[0],
        pages=page_count(done.files[0]),
        width=A4_MM[0],
        height=A4_MM[1],
        notes=tuple(dict.fromkeys((*kept, *data.notes, *done.notes))),
    )


def facts(content: Content) -> list[str]:
    """Lines under the title: topics and audiences, first seen, until when it holds."""
    say = labels(content.language)
    names = " · ".join(clean(name) for _code, name in content.topics)
    people = ", ".join(clean(name) for _code, name in content.audiences)
    seen = content.scam.first_seen if content.scam else None
    rows = [
        names,
        f"{say['for_whom']}: {people}" if people else "",
        f"{say['first_seen']}: {seen:%m/%Y}" if seen else "",
        f"{say['valid_until']} {content.valid_until:%d/%m/%Y}" if content.valid_until else "",
    ]
    return [row for row in rows if row]


def approval_rows(content: Content) -> list[str]:
    """Who answers for the text, and on what basis."""
    say, approval = labels(content.language), content.approval
    if approval is None:
        return []
    who = ", ".join(part for part in (clean(approval.name), clean(approval.role)) if part)
    rows = [f"{say['approved_by']}: {who}, {approval.on:%d/%m/%Y}"]
    return [*rows, f"{say['basis']}: {clean(approval.basis)}"] if clean(approval.basis) else rows
