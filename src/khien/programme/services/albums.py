"""Evidence of a task (or of some activities) as one PDF: asked for, made by a job, kept a week.

Refuses more than one can print: the limits say to choose a shorter time. The photos are made smaller for paper.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from khien.base import files
from khien.base.access import Actor
from khien.base.errors import KhienError, Missing, TooMuch
from khien.base.money import vnd
from khien.base.numbers import count
from khien.programme.models import Activity, EvidenceAlbum, Programme, Task
from khien.programme.rules.ledger import EvidenceKind
from khien.programme.selectors.chronicle import (
    Chapter,
    EvidenceLine,
    chapter_of,
    evidence_lines,
    with_parts,
)
from khien.programme.services import pictures
from khien.programme.wording.ledger import AUDIENCE_WORDS, BASIS_WORDS
from vanban import Album, AlbumEntry, AlbumPhoto, CannotWrite, write_album

MOST_ACTIVITIES, MOST_PHOTOS = 500, 600
AT_ONCE_PHOTOS = 12  # more are made by the job
PRINT_SIDE = 1000  # px: 8 cm on paper at 300 dpi
LARGEST = 200 * 1024 * 1024
KEPT = dt.timedelta(days=7)
Progress = Callable[[int, int], None]


def ask_for_album(
    actor: Actor,
    activity_ids: Sequence[int],
    *,
    title: str,
    task: Task | None = None,
    programme: Programme | None = None,
    at: dt.datetime,
) -> EvidenceAlbum:
    """Note what is asked for; making it is the job's work. Raises TooMuch, Missing when there is nothing."""
    if not activity_ids:
        raise Missing(_("There is no activity to put into the album."))
    if len(activity_ids) > MOST_ACTIVITIES:
        raise TooMuch(_("These are more than 500 activities. Choose one task, one unit or a shorter time."))
    chains = Activity.objects.filter(pk__in=activity_ids).values_list("chain", flat=True)
    total = sum(line.is_photo for lines in evidence_lines(chains).values() for line in lines)
    if total > MOST_PHOTOS:
        raise TooMuch(_("These are more than 600 photos. Choose one task, one unit or a shorter time."))
    return EvidenceAlbum.objects.create(
        title=title[:300],
        task=task,
        programme=programme,
        activity_ids=list(activity_ids),
        total=total,
        actor_id=actor.id,
        actor_label=actor.label,
        asked_at=at,
    )


def make_album(album_id: int, *, at: dt.datetime) -> None:
    """Make what was asked for; made already is no error. A failure leaves its sentence with the album."""
    album = EvidenceAlbum.objects.filter(pk=album_id, state=EvidenceAlbum.State.WAITING).first()
    if album is None:
        return
    mine = EvidenceAlbum.objects.filter(pk=album_id)

    def progress(done: int, total: int) -> None:
        mine.update(done=done, total=total)

    try:
        data = album_pdf(album.activity_ids, title=str(album.title), subtitle="", at=at, progress=progress)
        name = f"minh-chung-{timezone.localdate(at):%Y%m%d}.pdf"
        stored = files.keep(io.BytesIO(data), name=name, limit_bytes=LARGEST, at=at, made_here=True)
    except (KhienError, CannotWrite) as error:
        mine.update(state=EvidenceAlbum.State.FAILED, problem=str(error)[:500])
        return
    except Exception:  # a fault of ours: said, so that nobody waits for ever
        problem = _("Something went wrong on our side. The evidence is as it was; ask for the album again.")
        mine.update(state=EvidenceAlbum.State.FAILED, problem=problem)
        raise
    mine.update(state=EvidenceAlbum.State.DONE, stored=stored, done=album.total)


def album_pdf(
    activity_ids: Iterable[int],
    *,
    title: str,
    subtitle: str,
    at: dt.datetime,
    progress: Progress | None = None,
) -> bytes:
    """The PDF of these entries, oldest first: what was done, when, where, figures, photos and links."""
    rows = with_parts(Activity.objects.filter(pk__in=list(activity_ids))).order_by("ends_on", "id")
    chapters = [chapter_of(row) for row in rows]
    evidence = evidence_lines(chapter.entry.chain for chapter in chapters)
    total = sum(line.is_photo for lines in evidence.values() for line in lines)
    entries, done = [], 0
    for chapter in chapters:
        lines = evidence.get(str(chapter.entry.chain), [])
        entries.append(_entry(chapter, lines))
        done += sum(line.is_photo for line in lines)
        if progress is not None and lines:
            progress(done, total)
    units = {str(chapter.entry.unit) for chapter in chapters}
    day = timezone.localdate(at)
    return write_album(
        Album(
            issuer=units.pop().upper() if len(units) == 1 else "",
            title=title,
            subtitle=subtitle,
            foot=_("Made on %(day)s from the ledger of activities") % {"day": f"{day:%d/%m/%Y}"},
            made_on=(day.year, day.month, day.day),
            entries=entries,
            page_word=_("Page"),
            contents_word=_("Contents"),
        )
    )


def forget_old_albums(*, at: dt.datetime) -> int:
    gone, _each = EvidenceAlbum.objects.filter(asked_at__lt=at - KEPT).delete()
    return gone


def _entry(chapter: Chapter, lines: Sequence[EvidenceLine]) -> AlbumEntry:
    row = chapter.entry
    first, last = (date_format(day, "SHORT_DATE_FORMAT") for day in (row.starts_on, row.ends_on))
    when = first if first == last else f"{first} – {last}"
    return AlbumEntry(
        title=row.title,
        lede=f"{when} · {row.unit}",
        facts=tuple(_facts(chapter)),
        photos=tuple(photo for line in lines if line.is_photo for photo in _photo(line, row.title)),
        links=tuple(_link(line) for line in lines if not line.is_photo),
    )


def _facts(chapter: Chapter) -> Iterable[tuple[str, str]]:
    row = chapter.entry
    if row.place or row.place_unit:
        yield _("Place"), ", ".join(str(part) for part in (row.place, row.place_unit) if part)
    if chapter.tasks:
        yield _("Tasks"), "; ".join(f"{task.path} {task.text}".strip() for task in chapter.tasks)
    if chapter.reach:
        told = [
            f"{AUDIENCE_WORDS[r.audience]} {count(r.people)} ({BASIS_WORDS[r.basis]})" for r in chapter.reach
        ]
        yield _("People reached"), "; ".join(told)
    if chapter.products:
        yield _("Products"), "; ".join(f"{count(p.quantity)} {p.name}" for p in chapter.products)
    if row.spent_vnd is not None:
        yield _("Money spent"), f"{vnd(row.spent_vnd)} {row.money_source}".strip()
    if row.note:
        yield _("Note"), row.note


def _photo(line: EvidenceLine, title: str) -> Iterable[AlbumPhoto]:
    """Nothing when the folder has lost it: the album says the rest all the same."""
    try:
        with files.open_kept(line.sha256) as stream:
            yield AlbumPhoto(pictures.smaller(stream.read(), side=PRINT_SIDE), line.caption, title)
    except Missing:
        return


def _link(line: EvidenceLine) -> tuple[str, str]:
    if line.kind == EvidenceKind.LINK:
        return (f"{line.caption}: {line.url}" if line.caption else line.url), line.url
    return _("File: %(name)s") % {"name": line.label}, ""
