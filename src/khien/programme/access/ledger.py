"""The only way a view gets an activity, a draft or a piece of evidence. Foreign and missing answer alike (404).

| | reads a unit's entries and evidence | records, corrects, withdraws, adds and hides evidence |
|---|---|---|
| standing office | all | all |
| auditor, administrator | all | no |
| leader, focal officer, editor, trainer | own unit, units below, units they came from | the same |
| approver, helpline | own unit, units below, units they came from | no |

Another commune sees none of it: what is in force counts in the programme's sums, the entry itself with its photos is
its unit's. A draft is seen by who typed it and nobody else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.base.typed import uuid_of
from khien.orgs import api as orgs
from khien.orgs.api import EVERYWHERE, Role, UnitCard
from khien.programme.models import (
    Activity,
    ActivityDraft,
    ActivityImport,
    DraftUpload,
    Evidence,
    EvidenceAlbum,
)
from khien.programme.models.ledger import ActivityQuerySet
from khien.programme.rules.ledger import Entry

RECORDERS = (Role.STANDING_OFFICE, Role.LEADER, Role.FOCAL_OFFICER, Role.EDITOR, Role.TRAINER)
OFFICE = (Role.STANDING_OFFICE,)
MOST_UNITS = 20_000


def reads_all(actor: Actor) -> bool:
    return any(grant.unit_id is None and grant.role in EVERYWHERE for grant in actor.grants)


def records_all(actor: Actor) -> bool:
    return any(grant.unit_id is None and grant.role in RECORDERS for grant in actor.grants)


def readable_units(actor: Actor, *, on: dt.date) -> frozenset[int] | None:
    """Ids of the units whose entries she reads; None = all."""
    return None if reads_all(actor) else _with_before(actor.unit_ids, on)


def recording_units(actor: Actor, *, on: dt.date) -> frozenset[int] | None:
    """Ids of the units she may record for; None = all."""
    return None if records_all(actor) else _with_before(actor.units_as(RECORDERS), on)


def _with_before(unit_ids: Iterable[int], on: dt.date) -> frozenset[int]:
    found = frozenset(i for unit_id in unit_ids for i in orgs.units_under(unit_id, on=on))
    return found | orgs.units_before(found)


def may_record(actor: Actor, unit_id: int, *, on: dt.date) -> bool:
    units = recording_units(actor, on=on)
    return units is None or unit_id in units


def unit_to_record_for(actor: Actor, uuid: UUID | str, *, on: dt.date) -> UnitCard:
    """Raises Missing for a unit she may not record for."""
    unit_id = orgs.unit_id_of(str(uuid))
    if not may_record(actor, unit_id, on=on):
        raise Missing
    return orgs.unit(unit_id)


def unit_to_read(actor: Actor, uuid: UUID | str, *, on: dt.date) -> UnitCard:
    """Raises Missing for a unit whose entries she may not read."""
    unit_id = orgs.unit_id_of(str(uuid))
    units = readable_units(actor, on=on)
    if units is not None and unit_id not in units:
        raise Missing
    return orgs.unit(unit_id)


def activities_for(actor: Actor, *, on: dt.date) -> ActivityQuerySet:
    """Every entry she may read, replaced and withdrawn ones too."""
    return activities_in(readable_units(actor, on=on))


def activities_in(units: frozenset[int] | None) -> ActivityQuerySet:
    """The same, for a page that has asked for her `readable_units` already."""
    entries = Activity.objects.all()
    return entries if units is None else entries.filter(unit_id__in=units)


def activity_for(actor: Actor, chain: UUID | str, *, on: dt.date, to: str = "see") -> Activity:
    """The newest entry of a chain. `to`: "see", "change" (correct, withdraw, evidence). Raises Missing, Refused.

    A correction may have moved an activity to another unit: whoever reads the newest entry reads the chain.
    """
    chains = Activity.objects.select_related("unit", "place_unit").filter(
        chain=uuid_of(chain), replaced_by__isnull=True
    )
    units = recording_units(actor, on=on) if to == "change" else readable_units(actor, on=on)
    found = (chains if units is None else chains.filter(unit_id__in=units)).first()
    if found is None and to == "change":
        activity_for(actor, chain, on=on)  # Missing, unless she may at least read it
        raise Refused
    if found is None:
        raise Missing
    return found


def may_change(actor: Actor, activity: Activity, *, on: dt.date) -> bool:
    return activity.entry != Entry.WITHDRAWAL and may_record(actor, activity.unit_id, on=on)


def evidence_for(actor: Actor, uuid: UUID | str, *, on: dt.date, to: str = "see") -> Evidence:
    """A piece of evidence of an activity she reads. What is hidden is seen only by those who may change.
    Raises Missing, Refused."""
    piece = (
        Evidence.objects.select_related("activity", "stored", "preview").filter(uuid=uuid_of(uuid)).first()
    )
    if piece is None:
        raise Missing
    activity = activity_for(actor, piece.activity.chain, on=on)
    changes = may_record(actor, activity.unit_id, on=on)
    if piece.hidden_at is not None and not (changes or reads_all(actor)):
        raise Missing
    if to == "change" and not changes:
        raise Refused
    return piece


def draft_for(actor: Actor, key: UUID | str) -> ActivityDraft | None:
    """Her own draft of that key, if there is one."""
    return ActivityDraft.objects.filter(actor_id=actor.id, key=uuid_of(key)).first()


def drafts_for(actor: Actor) -> list[ActivityDraft]:
    """Her drafts, the newest first; at most twenty. One that a late script saved after it was recorded is none."""
    drafts = list(ActivityDraft.objects.filter(actor_id=actor.id)[:20])
    keys = {f"{actor.id}:{draft.key}" for draft in drafts}
    done = (
        set(Activity.objects.filter(source_key__in=keys).values_list("source_key", flat=True))
        if keys
        else set()
    )
    return [draft for draft in drafts if f"{actor.id}:{draft.key}" not in done]


def draft_upload_for(actor: Actor, uuid: UUID | str) -> DraftUpload:
    """Raises Missing."""
    found = (
        DraftUpload.objects.select_related("stored", "preview")
        .filter(uuid=uuid_of(uuid), draft__actor_id=actor.id)
        .first()
    )
    if found is None:
        raise Missing
    return found


def units_to_record_for(actor: Actor, *, on: dt.date) -> list[UnitCard]:
    """Every unit she may record for today, her own first, with those they came from."""
    ids = recording_units(actor, on=on)
    if ids is None:
        return orgs.find_units("", on=on, limit=MOST_UNITS)
    own = actor.units_as(RECORDERS)
    cards = orgs.units(ids).values()
    return sorted(cards, key=lambda card: (card.id not in own, not card.holds_on(on), card.name))


def import_for(actor: Actor, uuid: UUID | str) -> ActivityImport:
    """An upload waits for her who uploaded it. Raises Missing."""
    found = ActivityImport.objects.filter(uuid=uuid_of(uuid), actor_id=actor.id).first()
    if found is None or not actor.has(*RECORDERS):
        raise Missing
    return found


def album_for(actor: Actor, uuid: UUID | str) -> EvidenceAlbum:
    """An album belongs to who asked for it. Raises Missing."""
    found = (
        EvidenceAlbum.objects.select_related("stored").filter(uuid=uuid_of(uuid), actor_id=actor.id).first()
    )
    if found is None:
        raise Missing
    return found
