"""Explaining a difference, and saying whose money a source is. Refuses to touch a figure."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from khien.base import audit
from khien.base.access import Actor
from khien.base.errors import Conflict
from khien.budget.errors import NoteChanged, WrongMoney
from khien.budget.models import SourceLevel, VarianceNote
from khien.budget.rules.levels import LONGEST_SOURCE, Level, key_of
from khien.budget.rules.states import Fault
from khien.budget.rules.sums import Check

LONGEST_NOTE = 4000


def explain(
    actor: Actor, programme_id: int, check: Check, *, text: str, revision: int, at: dt.datetime
) -> VarianceNote:
    """Keep the words beside the check; `revision` 0 = there were none when the page was opened.

    Raises WrongMoney without words, NoteChanged when somebody else explained it meanwhile.
    """
    text = text.strip()[:LONGEST_NOTE]
    if not text:
        raise WrongMoney({"text": Fault.EMPTY})
    with transaction.atomic():
        row, made = VarianceNote.objects.select_for_update().get_or_create(
            programme_id=programme_id,
            subject=check.subject,
            defaults={
                "year": check.year,
                "source": check.source,
                "unit_id": check.unit_id,
                "text": text,
                "written_by_id": actor.id,
                "written_by": actor.label,
                "written_at": at,
            },
        )
        if row.text == text and not made:
            return row
        if not made and row.revision != revision:
            raise NoteChanged(row.text)
        old = "" if made else row.text
        if not made:
            row.text, row.revision = text, row.revision + 1
            row.written_by_id, row.written_by, row.written_at = actor.id, actor.label, at
            row.save()
        audit.record(
            actor=actor,
            action="budget.variance_explained",
            subject=audit.Subject("variance", str(row.uuid), check.code),
            old={"text": old},
            new={"text": text, "left": check.left, "right": check.right},
            at=at,
        )
    return row


def place_source(
    actor: Actor,
    programme_id: int,
    *,
    source: str,
    level: Level,
    counts_as: str = "",
    revision: int,
    at: dt.datetime,
) -> None:
    """Say whose money a source is, or that it is another name of one. `revision` 0 = nobody had said.

    Raises Conflict when somebody said otherwise meanwhile, WrongMoney when a source would count as itself.
    """
    key, other = key_of(source), counts_as.strip()[:LONGEST_SOURCE]
    if other and key_of(other) == key:
        other = ""
    if not key:
        raise WrongMoney({"source": Fault.EMPTY})
    try:
        with transaction.atomic():
            row = SourceLevel.objects.select_for_update().filter(programme_id=programme_id, key=key).first()
            if row is not None and (row.level, row.counts_as) == (level.value, other):
                return
            if (row.revision if row else 0) != revision:
                raise Conflict(_conflict(source))
            old = {"level": row.level, "counts_as": row.counts_as} if row else None
            row = row or SourceLevel(
                programme_id=programme_id, key=key, source=source.strip()[:LONGEST_SOURCE], revision=0
            )
            row.level, row.counts_as, row.revision = level.value, other, row.revision + 1
            row.save()
            audit.record(
                actor=actor,
                action="budget.source_placed",
                subject=audit.Subject("source", key[:64], source),
                old=old,
                new={"level": level.value, "counts_as": other},
                at=at,
            )
    except IntegrityError as error:  # two said so at once: the first one stands
        raise Conflict(_conflict(source)) from error


def _conflict(source: str) -> str:
    return _("Somebody changed the source “%(source)s” meanwhile. Look at it again.") % {"source": source}
