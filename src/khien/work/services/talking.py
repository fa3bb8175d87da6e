"""Remarks and files beside an item. A unit named with @ finds the remark in its inbox until somebody there saw it.

Refuses private talk: whoever may open the item reads it all. A name in a remark opens nothing for anybody. Refuses
files that could run on the machine of who opens them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import PurePath

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from khien.base import audit, files
from khien.base.access import Actor
from khien.base.media import UNKNOWN
from khien.work.errors import Invalid
from khien.work.models import Attachment, Comment, Mention, WorkItem
from khien.work.services.taking import subject, taken

LONGEST = 5000
MOST_MENTIONS = 50
MOST_FILES = 50
LARGEST_FILE = 25 * (1 << 20)
RUNS = frozenset({UNKNOWN, "application/x-ole-storage", "text/html", "image/svg+xml"})
RUNS_BY_NAME = frozenset(
    [
        ".bat",
        ".cmd",
        ".com",
        ".exe",
        ".hta",
        ".jar",
        ".js",
        ".jse",
        ".lnk",
        ".msi",
        ".ps1",
        ".reg",
        ".scr",
        ".url",
        ".vbe",
        ".vbs",
        ".wsf",
    ]
)  # plain text, or an archive, by its content


def say(
    actor: Actor,
    item: WorkItem,
    *,
    text: str,
    unit_id: int | None,
    mentioned: Iterable[int],
    key: str,
    at: dt.datetime,
) -> Comment:
    """A remark; the same `key` is the same remark. `mentioned`: units that are told. Raises Invalid, NoLongerOpen."""
    text, units = text.strip(), list(dict.fromkeys(mentioned))
    if not text or len(text) > LONGEST:
        raise Invalid({"text": _("This is too long.") if text else _("Write something first.")})
    if len(units) > MOST_MENTIONS:
        raise Invalid({"text": _("Name fewer units at once.")})
    with transaction.atomic():
        mine = taken(item.pk, stopped_too=True)
        known = Comment.objects.filter(item=mine, key=key).first()
        if known is not None:
            return known
        made = Comment.objects.create(
            item=mine,
            unit_id=unit_id,
            text=text,
            key=key,
            said_by_id=actor.id,
            said_by=actor.label,
            said_at=at,
        )
        Mention.objects.bulk_create(Mention(comment=made, unit_id=unit) for unit in units)
        new = {"remark": str(made.uuid), "units": units}
        audit.record(actor=actor, action="work.said", subject=subject(mine), new=new, at=at)
    return made


def take_back(actor: Actor, comment: Comment, *, at: dt.datetime) -> None:
    """The words go, the place stays. Twice is once."""
    with transaction.atomic():
        mine = Comment.objects.select_for_update(of=("self",)).select_related("item__task").get(pk=comment.pk)
        if mine.taken_back_at is not None:
            return
        mine.text, mine.taken_back_at = "", at
        mine.save(update_fields=["text", "taken_back_at"])
        mine.mentions.filter(seen_at__isnull=True).delete()
        new = {"remark": str(mine.uuid)}
        audit.record(actor=actor, action="work.remark_taken_back", subject=subject(mine.item), new=new, at=at)


def mark_seen(actor: Actor, item: WorkItem, *, unit_ids: Iterable[int], at: dt.datetime) -> int:
    """Somebody of these units has the item's remarks before her; how many were new."""
    waiting = Mention.objects.filter(comment__item=item, unit_id__in=sorted(unit_ids), seen_at__isnull=True)
    return waiting.update(seen_at=at, seen_by=actor.label)


def attach(actor: Actor, item: WorkItem, stream: files.Readable, *, name: str, at: dt.datetime) -> Attachment:
    """Put a file beside an item; the same content is there once. Raises Invalid, NoLongerOpen, TooMuch, Unavailable."""
    stored = files.keep(stream, name=name, limit_bytes=LARGEST_FILE, at=at, actor=actor)
    if stored.media_type in RUNS or PurePath(name).suffix.lower() in RUNS_BY_NAME:
        raise Invalid(
            {"file": _("This kind of file could run by itself. Send a document, a table or a picture.")}
        )
    with transaction.atomic():
        mine = taken(item.pk, stopped_too=True)
        there = Attachment.objects.filter(item=mine, removed_at__isnull=True)
        known = there.filter(stored=stored).first()
        if known is not None:
            return known
        if there.count() >= MOST_FILES:
            raise Invalid({"file": _("So many files stand here already. Take one away first.")})
        made = Attachment.objects.create(
            item=mine,
            stored=stored,
            name=name[-255:],
            attached_by_id=actor.id,
            attached_by=actor.label,
            attached_at=at,
        )
        new = {"file": made.name}
        audit.record(actor=actor, action="work.attached", subject=subject(mine), new=new, at=at)
    return made


def detach(actor: Actor, attachment: Attachment, *, at: dt.datetime) -> None:
    """Take a file away; it stays kept, and the history says who did. Twice is once."""
    with transaction.atomic():
        mine = (
            Attachment.objects.select_for_update(of=("self",))
            .select_related("item__task")
            .get(pk=attachment.pk)
        )
        if mine.removed_at is not None:
            return
        mine.removed_at = at
        mine.save(update_fields=["removed_at"])
        old = {"file": mine.name}
        audit.record(actor=actor, action="work.detached", subject=subject(mine.item), old=old, at=at)


__all__ = ["attach", "detach", "mark_seen", "say", "take_back"]
