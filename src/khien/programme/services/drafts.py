"""Drafts of activities: saved as typed, with the photos that came along; recorded as one entry, or dropped.

Refuses to check a draft: it may be half written. Recording goes through `services.ledger` like everything else, with
the draft's key, so that a form sent twice records once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from khien.base.access import SYSTEM, Actor
from khien.base.errors import KhienError
from khien.programme.models import Activity, ActivityDraft, DraftUpload
from khien.programme.rules.activity import NewActivity
from khien.programme.rules.ledger import EvidenceKind
from khien.programme.services.evidence import Kept, Upload, add_evidence, keep_upload
from khien.programme.services.ledger import correct_activity, record_activity

KEPT = dt.timedelta(days=30)
MOST_DRAFTS = 200  # of one person
MOST_UPLOADS = 40  # of one draft
MOST_CHARACTERS = 40_000  # of one draft
SOURCE = "form"


def save_draft(
    actor: Actor, key: UUID, data: Mapping[str, Sequence[str]], *, at: dt.datetime
) -> ActivityDraft:
    """The draft as it was last typed. What is too long to be a form is cut off, field by field."""
    left = MOST_CHARACTERS
    plain: dict[str, list[str]] = {}
    for name, values in data.items():
        taken = [str(value)[:6000] for value in values][:60]
        left -= sum(map(len, taken)) + len(name)
        if left < 0:
            break
        plain[str(name)[:60]] = taken
    title = (plain.get("title") or [""])[0].strip()[:300]
    defaults = {"data": plain, "title": title, "saved_at": at}
    try:
        with transaction.atomic():
            draft, _new = ActivityDraft.objects.update_or_create(
                actor_id=actor.id, key=key, defaults=defaults, create_defaults=defaults | {"made_at": at}
            )
    except IntegrityError:  # two tabs began the same draft at the same moment
        draft = ActivityDraft.objects.get(actor_id=actor.id, key=key)
    old = ActivityDraft.objects.filter(actor_id=actor.id).values_list("id", flat=True)[MOST_DRAFTS:]
    ActivityDraft.objects.filter(pk__in=list(old)).delete()
    return draft


def keep_with_draft(
    draft: ActivityDraft, uploads: Sequence[Upload], *, at: dt.datetime, actor: Actor = SYSTEM
) -> list[str]:
    """Keep what was sent; the sentences for what could not be kept. The others are not lost."""
    problems = []
    room = MOST_UPLOADS - draft.uploads.count()
    if len(uploads) > max(0, room):
        uploads = uploads[: max(0, room)]
        problems.append(
            _("One activity takes at most 40 photos and files at first. Record it, then add the others.")
        )
    for upload in uploads:
        try:
            kept = keep_upload(upload, at=at, actor=actor)
        except KhienError as error:
            problems.append(str(error.message))
            continue
        try:
            DraftUpload.objects.get_or_create(
                draft=draft,
                stored=kept.stored,
                defaults={"kind": kept.kind, "preview": kept.preview, "name": kept.name},
            )
        except IntegrityError:
            problems += _after_all(draft, kept, at)
    return problems


def _after_all(draft: ActivityDraft, kept: Kept, at: dt.datetime) -> list[str]:
    """The draft went while its photo was on the way: recorded by the same form sent twice, or thrown away."""
    key = f"{draft.actor_id}:{draft.key}"
    made = Activity.objects.filter(source__in=(SOURCE, "change"), source_key=key).first()
    if made is None:
        return [_("The draft was thrown away. Nothing was recorded.")]
    add_evidence(Actor(id=draft.actor_id, label=made.recorded_by), made, kept=[kept], at=at)
    return []


def drop_upload(draft: ActivityDraft, uuids: Sequence[str]) -> None:
    """Take photos or files out of the draft again; those whose id is none are passed over."""
    wanted = set(uuids)
    for upload in draft.uploads.all():
        if str(upload.uuid) in wanted:
            upload.delete()


def drop_draft(draft: ActivityDraft) -> None:
    draft.delete()


def forget_old_drafts(*, at: dt.datetime) -> int:
    """Drafts nobody touched for thirty days."""
    gone, _by_kind = ActivityDraft.objects.filter(saved_at__lt=at - KEPT).delete()
    return gone


def key_of(actor: Actor, key: UUID) -> str:
    """One person's key of one form: two people's keys never meet."""
    return f"{actor.id}:{key}"


def recorded_with(actor: Actor, key: UUID) -> Activity | None:
    """The entry a form with this key made already."""
    return Activity.objects.filter(source__in=(SOURCE, "change"), source_key=key_of(actor, key)).first()


def record_draft(
    actor: Actor, draft: ActivityDraft, new: NewActivity, *, links: Sequence[str], at: dt.datetime
) -> Activity:
    """The entry with its evidence; the draft is gone. All or nothing. Raises WrongActivity, PeriodLocked."""
    with transaction.atomic():
        made = record_activity(actor, new, source=SOURCE, key=key_of(actor, draft.key), at=at)
        _finish(actor, draft, made, links, at)
    return made


def correct_from_draft(
    actor: Actor,
    draft: ActivityDraft,
    activity: Activity,
    new: NewActivity,
    *,
    reason: str,
    links: Sequence[str],
    at: dt.datetime,
) -> Activity:
    """Raises WrongActivity, PeriodLocked, AlreadyReplaced; then nothing is written and the draft stays."""
    with transaction.atomic():
        made = correct_activity(actor, activity, new, reason=reason, key=key_of(actor, draft.key), at=at)
        _finish(actor, draft, made, links, at)
    return made


def _finish(
    actor: Actor, draft: ActivityDraft, made: Activity, links: Sequence[str], at: dt.datetime
) -> None:
    # Held, so that a photo still on the way comes before this or after it, never in between.
    ActivityDraft.objects.select_for_update().filter(pk=draft.pk).first()
    uploads = draft.uploads.select_related("stored", "preview")
    kept = [Kept(EvidenceKind(row.kind), row.stored, row.preview, row.name) for row in uploads]
    add_evidence(actor, made, kept=kept, links=links, at=at)
    draft.delete()
