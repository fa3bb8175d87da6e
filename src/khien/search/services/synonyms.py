"""Sets of synonyms: written, changed, taken out of use, taken back. Readers see it with their next question.

A form sent twice acts once; who changes what somebody else changed meanwhile is told. Who may is decided before
(`access`).
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from khien.base import audit
from khien.base.access import Actor
from khien.base.text import tidy
from khien.search.errors import SynonymsMoved, WrongSynonyms
from khien.search.models import SynonymSet
from khien.search.rules.synonym_sets import cleaned, fault_of
from khien.search.services.indexing import say_changed

LONGEST_NOTE = 300
KEPT = dt.timedelta(days=30)


def write_set(actor: Actor, words: str, *, note: str = "", key: str, at: dt.datetime) -> SynonymSet:
    """A new set. The same key comes back as the same set, changed when the words are others. Raises WrongSynonyms."""
    words = _checked(words)
    with transaction.atomic():
        row, made = SynonymSet.objects.get_or_create(
            form_key=f"{actor.id}:{key}"[:120],
            defaults={"words": words, "note": _note(note), **_by(actor, at)},
        )
        if made:
            _record(actor, "search.synonyms_written", row, at, new={"words": words})
            say_changed()
            return row
    return change_set(actor, row, words, note=note, revision=row.revision, at=at)


def change_set(
    actor: Actor, row: SynonymSet, words: str, *, note: str, revision: int, at: dt.datetime
) -> SynonymSet:
    """Other words. Raises WrongSynonyms, SynonymsMoved."""
    words = _checked(words)
    with transaction.atomic():
        found = SynonymSet.objects.select_for_update().get(pk=row.pk)
        if (found.words, found.note, found.removed_at) == (words, _note(note), None):
            return found
        if found.revision != revision or found.removed_at is not None:
            raise SynonymsMoved
        old = found.words
        found.words, found.note, found.revision = words, _note(note), found.revision + 1
        _save(found, actor, at)
        _record(actor, "search.synonyms_changed", found, at, old={"words": old}, new={"words": words})
        say_changed()
    return found


def remove_set(actor: Actor, row: SynonymSet, *, at: dt.datetime) -> None:
    """Out of use; it can come back for 30 days. Twice is once."""
    with transaction.atomic():
        found = SynonymSet.objects.select_for_update().get(pk=row.pk)
        if found.removed_at is not None:
            return
        found.removed_at, found.revision = at, found.revision + 1
        _save(found, actor, at)
        _record(actor, "search.synonyms_removed", found, at, old={"words": found.words})
        say_changed()


def restore_set(actor: Actor, row: SynonymSet, *, at: dt.datetime) -> None:
    """Back into use. Twice is once."""
    with transaction.atomic():
        found = SynonymSet.objects.select_for_update().get(pk=row.pk)
        if found.removed_at is None:
            return
        found.removed_at, found.revision = None, found.revision + 1
        _save(found, actor, at)
        _record(actor, "search.synonyms_restored", found, at, new={"words": found.words})
        say_changed()


def forget_removed(*, at: dt.datetime) -> int:
    """Delete what was taken out of use more than 30 days ago; returns how many."""
    return SynonymSet.objects.filter(removed_at__lt=at - KEPT).delete()[0]


def _checked(words: str) -> str:
    words = cleaned(words)
    if fault := fault_of(words):
        raise WrongSynonyms(fault)
    return words


def _note(note: str) -> str:
    return tidy(note)[:LONGEST_NOTE]


def _by(actor: Actor, at: dt.datetime) -> dict[str, object]:
    return {"changed_by_id": actor.id, "changed_by": actor.label[:200], "changed_at": at}


def _save(row: SynonymSet, actor: Actor, at: dt.datetime) -> None:
    for name, value in _by(actor, at).items():
        setattr(row, name, value)
    row.save()


def _record(
    actor: Actor,
    action: str,
    row: SynonymSet,
    at: dt.datetime,
    *,
    old: dict[str, object] | None = None,
    new: dict[str, object] | None = None,
) -> None:
    subject = audit.Subject("synonyms", str(row.uuid), str(row))
    audit.record(actor=actor, action=action, subject=subject, old=old, new=new, at=at)
