"""Booklets: a choice of published materials in an order, made as PDF and EPUB. Two tabs: the second to save is told.

Refuses drafts as chapters: a material that is taken down leaves the next making by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khien.base import audit
from khien.base.access import Actor
from khien.base.errors import Conflict, KhienError
from khien.base.jobs import Job, enqueue_on_commit
from khien.library.models import Booklet, BookletEntry, Edition, Material, RenditionFile
from khien.library.renditions.book import BOOK_FORMS, Book, make_book
from khien.library.renditions.errors import NotMade
from khien.library.rules.content import Brand
from khien.library.rules.kinds import Licence
from khien.library.rules.life import slug_of
from khien.library.selectors.brands import brand_of
from khien.library.selectors.content import edition_content
from khien.library.selectors.pictures import picture_bytes
from khien.library.services import renditions
from khien.library.wording import NOT_MADE
from khien.web.kept_pages import forget_pages

MOST_CHAPTERS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletText:
    """What stands on the cover, and the chapters (outside ids of materials) in order."""

    title: str
    subtitle: str
    foreword: str
    chapters: tuple[str, ...]


def begin_booklet(actor: Actor, unit_id: int, text: BookletText, *, at: dt.datetime) -> Booklet:
    """Raises KhienError("too-many-chapters")."""
    chapters = _chapters(text.chapters)
    with transaction.atomic():
        base = slug_of(text.title)
        taken = set(Booklet.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        slug = next(one for one in (base, *(f"{base}-{n}" for n in range(2, 1000))) if one not in taken)
        booklet = Booklet.objects.create(
            unit_id=unit_id,
            title=text.title,
            subtitle=text.subtitle,
            foreword=text.foreword,
            slug=slug,
            made_by=actor.label,
            changed_at=at,
        )
        _put_chapters(booklet, chapters)
        _note(actor, booklet, {"chapters": len(chapters)}, at=at)
    return booklet


def change_booklet(
    actor: Actor, booklet: Booklet, text: BookletText, *, lock: int, at: dt.datetime
) -> Booklet:
    """Raises Conflict when somebody saved after the page with `lock` was opened."""
    chapters = _chapters(text.chapters)
    with transaction.atomic():
        held = Booklet.objects.select_for_update().get(pk=booklet.pk)
        if held.lock != lock:
            raise Conflict(
                _(
                    "Somebody saved this booklet after you opened it. Your words stand below; look at the other"
                    " version, then save again."
                ),
                code="changed-meanwhile",
            )
        held.title, held.subtitle, held.foreword = text.title, text.subtitle, text.foreword
        held.changed_at, held.lock = at, held.lock + 1
        held.save()
        held.entries.all().delete()
        _put_chapters(held, chapters)
        _note(actor, held, {"chapters": len(chapters)}, at=at)
        if held.shown:
            forget_pages()
    return held


def show_booklet(actor: Actor, booklet: Booklet, *, shown: bool, at: dt.datetime) -> None:
    """On or off the public site. Raises KhienError("inside")."""
    if shown and any(one.content["licence"] == Licence.INSIDE for one in newest_editions(booklet)):
        raise KhienError(
            _("A chapter of this booklet is for units of the programme only. Take it out first."),
            code="inside",
        )
    with transaction.atomic():
        held = Booklet.objects.select_for_update().get(pk=booklet.pk)
        if held.shown != shown:
            held.shown, held.changed_at = shown, at
            held.save(update_fields=["shown", "changed_at"])
            forget_pages()
            _note(actor, held, {"shown": shown}, at=at)


def bin_booklet(actor: Actor, booklet: Booklet, *, gone: bool, at: dt.datetime) -> None:
    """Out of the list, or back."""
    with transaction.atomic():
        held = Booklet.objects.select_for_update().get(pk=booklet.pk)
        if (held.deleted_at is not None) != gone:
            held.deleted_at, held.shown = (at if gone else None), False
            held.save(update_fields=["deleted_at", "shown"])
            forget_pages()
            _note(actor, held, {"deleted": gone}, at=at)


def ask_book(
    booklet: Booklet, form: str, *, options: dict[str, str], unit_id: int | None, job: Job, at: dt.datetime
) -> RenditionFile:
    """The row of this making; a changed order, text or chapter is another one. Raises KhienError."""
    try:
        chosen = BOOK_FORMS[form].chosen(options)
    except (KeyError, NotMade) as error:
        raise KhienError(NOT_MADE["bad_choice"], code="bad-choice") from error
    editions = newest_editions(booklet)
    if not editions:
        raise KhienError(_("Choose at least one published material first."), code="no-chapters")
    key = key_of(booklet, editions, form, chosen, brand_of(unit_id))
    with transaction.atomic():
        row, made = RenditionFile.objects.select_for_update().get_or_create(
            booklet=booklet,
            wanted_key=key,
            defaults={"form": form, "options": chosen, "unit_id": unit_id, "asked_at": at},
        )
        if made:
            enqueue_on_commit(job, rendition_id=row.pk)
        else:
            renditions.ask_again(row, job=job, at=at)
    return row


def key_of(
    booklet: Booklet, editions: Sequence[Edition], form: str, chosen: Mapping[str, str], brand: Brand
) -> str:
    """What a file of the booklet depends on: order and cover, texts, form, name."""
    parts = ",".join(str(edition.pk) for edition in editions)
    return renditions.wanted_key(form, {"lock": str(booklet.lock), "parts": parts, **chosen}, brand)


def make_booklet(rendition_id: int, *, at: dt.datetime) -> None:
    """What the job does."""
    row = renditions.taken(rendition_id, at=at)
    if row is None or row.booklet is None:
        return
    booklet = row.booklet
    book = Book(
        uuid=str(booklet.uuid),
        title=booklet.title,
        subtitle=booklet.subtitle,
        foreword=booklet.foreword,
        contents=tuple(edition_content(edition) for edition in newest_editions(booklet)),
        version=booklet.lock + 1,
        on=timezone.localtime(booklet.changed_at).date(),
    )
    try:
        made = make_book(row.form, book, brand_of(row.unit_id), row.options, picture_bytes)
    except NotMade as error:
        renditions.fail(row, str(NOT_MADE.get(error.code, NOT_MADE[""])))
        return
    except Exception:
        renditions.fail(row, str(NOT_MADE[""]))
        raise
    renditions.put_away(row, made, at=at)
    if booklet.shown:
        forget_pages()


def newest_editions(booklet: Booklet) -> list[Edition]:
    """The newest edition of every chapter that the public may read now, in order. Two queries."""
    ids = list(
        booklet.entries.filter(material__live=True, material__deleted_at__isnull=True).values_list(
            "material_id", flat=True
        )
    )
    newest: dict[int, Edition] = {}
    for edition in Edition.objects.filter(material_id__in=ids).order_by("number"):
        newest[edition.material_id] = edition
    return [newest[pk] for pk in ids if pk in newest]


def _chapters(uuids: Sequence[str]) -> list[int]:
    wanted = list(dict.fromkeys(uuids))
    if len(wanted) > MOST_CHAPTERS:
        raise KhienError(
            _("A booklet holds at most %(most)s materials.") % {"most": MOST_CHAPTERS},
            code="too-many-chapters",
        )
    rows = Material.objects.filter(uuid__in=wanted, live=True, deleted_at__isnull=True)
    known = {str(uuid): pk for uuid, pk in rows.values_list("uuid", "pk")}
    return [known[uuid] for uuid in wanted if uuid in known]


def _put_chapters(booklet: Booklet, ids: Sequence[int]) -> None:
    BookletEntry.objects.bulk_create(
        BookletEntry(booklet=booklet, material_id=pk, position=n) for n, pk in enumerate(ids)
    )


def _note(actor: Actor, booklet: Booklet, new: dict[str, object], *, at: dt.datetime) -> None:
    audit.record(
        actor=actor,
        action="booklet.changed",
        subject=audit.Subject("booklet", str(booklet.uuid), booklet.title),
        new=new,
        at=at,
    )
