"""A material's row (or a draft of it) as `Content`. The only reader of Wagtail's stream outside its editor.

Refuses to follow links to pages that are not public: their words stay, the link goes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from wagtail.rich_text import expand_db_html

from khien.library.models import Edition, Material, MaterialAct
from khien.library.rules import content as shapes
from khien.library.rules.content import Block, Content
from khien.library.rules.content_data import content_from_data
from khien.library.rules.kinds import Act, Licence, MaterialKind
from khien.library.rules.runs import blocks_from_html
from khien.orgs import api as orgs
from khien.programme import api as programme


def content_of(material: Material, *, approval: shapes.Approval | None = None) -> Content:
    """What this row says. For a draft: pass what `revision.as_object()` gives."""
    with translation.override(material.language):
        topics = tuple((topic.code, str(topic)) for topic in material.topics.all())
        audiences = tuple((code, str(programme.AUDIENCE_WORDS[code])) for code in material.audiences)
    return Content(
        uuid=str(material.uuid),
        kind=MaterialKind(material.kind),
        title=material.title,
        summary=material.summary,
        language=material.language,
        blocks=tuple(_blocks(material.body)),
        address=f"{settings.WAGTAILADMIN_BASE_URL}/tai-lieu/{material.web_slug}/",
        topics=topics,
        audiences=audiences,
        scam=_scam(material),
        poster=shapes.PosterText(
            material.poster_headline, lines_of(material.poster_points), material.poster_call
        ),
        sms=material.sms,
        bulletin=material.bulletin,
        picture=_lead_picture(material),
        sources=tuple(
            shapes.Source(row.title, row.number, row.address, row.legal) for row in material.sources.all()
        ),
        licence=Licence(material.licence),
        version=max(material.version, 1),
        unit_name=orgs.unit(material.unit_id).name,
        approval=approval,
        published_on=_day(material.first_published_at),
        valid_until=material.valid_until,
    )


def edition_content(edition: Edition) -> Content:
    """What went out under that number, word for word."""
    return content_from_data(edition.content)


def newest_approval(material: Material) -> shapes.Approval | None:
    """Who approved last, as written in the act."""
    act = MaterialAct.objects.filter(material_id=material.pk, act=Act.APPROVED).first()
    if act is None:
        return None
    day = _day(act.at)
    assert day is not None
    return shapes.Approval(act.actor_label, act.actor_role, day, act.basis)


def lines_of(text: str) -> tuple[str, ...]:
    """One sentence a line; empty lines and leading dashes go."""
    return tuple(line for raw in text.splitlines() if (line := raw.strip().lstrip("-•* ").strip()))


def _day(at: dt.datetime | None) -> dt.date | None:
    return timezone.localtime(at).date() if at else None


def _scam(material: Material) -> shapes.Scam | None:
    if material.kind != MaterialKind.SCAM:
        return None
    return shapes.Scam(
        signs=lines_of(material.scam_signs),
        how_it_goes=lines_of(material.scam_how),
        do_now=lines_of(material.scam_do_now),
        tell_whom=lines_of(material.scam_tell),
        variants=lines_of(material.scam_variants),
        first_seen=material.scam_first_seen,
    )


def _lead_picture(material: Material) -> shapes.Picture | None:
    picture = material.picture
    if picture is None:
        return None
    return shapes.Picture(str(picture.uuid), picture.description or picture.title, credit=picture.credit)


def _blocks(body: Iterable[Any]) -> Iterator[Block]:
    for child in body:
        yield from _block(child.block_type, child.value)


def _block(kind: str, value: Any) -> Iterator[Block]:
    match kind:
        case "paragraph":
            yield from blocks_from_html(expand_db_html(value.source))
        case "heading":
            yield shapes.Heading(value["text"], 3 if value["small"] else 2)
        case "steps":
            steps = tuple(shapes.Step(step["title"], step["text"] or "") for step in value["steps"])
            yield shapes.Steps(value["title"] or "", steps)
        case "notice":
            yield shapes.Notice(value["title"], value["text"], value["tone"])
        case "dodont":
            yield shapes.DoDont(tuple(value["do"]), tuple(value["dont"]))
        case "quote":
            yield shapes.Quote(value["text"], value["who"] or "")
        case "quiz":
            options = tuple(shapes.Option(one["text"], bool(one["right"])) for one in value["options"])
            yield shapes.Quiz(value["question"], options, value["explanation"] or "")
        case "contact":
            yield shapes.Contact(
                value["name"], value["number"] or "", value["address"] or "", value["note"] or ""
            )
        case "picture":
            yield from _pictures(value)
        case "beforeafter":
            before, after = list(_pictures(value["before"])), list(_pictures(value["after"]))
            if before and after:
                yield shapes.BeforeAfter(before[0], after[0])
        case "table":
            rows = tuple(cells_of(row) for row in value["rows"])
            yield shapes.Table(value["caption"], cells_of(value["header"]), rows)
        case "video":
            yield shapes.Video(
                value["file"] or "",
                value["title"],
                value["captions"] or "",
                value["transcript"] or "",
                value["seconds"] or 0,
            )


def _pictures(value: Any) -> Iterator[shapes.Picture]:
    picture = value["picture"]
    if picture is not None:  # deleted since
        yield shapes.Picture(
            str(picture.uuid), value["alt"], value["caption"] or "", value["credit"] or picture.credit
        )


def cells_of(line: str) -> tuple[str, ...]:
    """The cells of a row typed between bars: "A | B" → ("A", "B")."""
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
