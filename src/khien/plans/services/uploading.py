"""A file becomes a plan, once: its content decides, so that sending it twice points at the plan that is there.

Refuses to read the file: that is a job's work. Refuses to alter it: `base.files` keeps it by its SHA-256.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from khien.base import audit, files
from khien.base.access import Actor
from khien.base.errors import Conflict, KhienError, Refused
from khien.base.models import StoredFile
from khien.plans.access import can_write
from khien.plans.errors import NotAPlanFile
from khien.plans.models import PlanDocument
from khien.plans.rules.kinds import PlanStatus, can_withdraw, may_become
from khien.plans.services.log import locked, subject_of

LIMIT_BYTES = 50 * 1024 * 1024  # what the reader itself is willing to look at
MAX_FILES = 20  # in one go

READABLE = frozenset(
    {
        "application/pdf",
        "application/msword",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "text/plain",
        "text/html",
        "text/markdown",
        "image/png",
        "image/jpeg",
        "image/tiff",
    }
)


AskToRead = Callable[[int], object]  # plan id -> the reading job is in the queue of this transaction


@dataclass(frozen=True, slots=True)
class Uploaded:
    """`existed` = this very content is already a plan of that unit; nothing was added."""

    plan: PlanDocument
    existed: bool


def upload_plan(
    actor: Actor,
    stream: files.Readable,
    *,
    name: str,
    unit_id: int | None,
    parent: PlanDocument | None = None,
    replaces: PlanDocument | None = None,
    ask_to_read: AskToRead,
    at: dt.datetime,
) -> Uploaded:
    """Keep the file and make the plan, waiting to be read. Sending the same again changes nothing.

    Raises Refused, NotAPlanFile, TooMuch, KhienError("empty-file"), Unavailable.
    """
    if not can_write(actor, unit_id):
        raise Refused
    stored = files.keep(stream, name=name, limit_bytes=LIMIT_BYTES, at=at, actor=actor)
    if stored.media_type not in READABLE:
        raise NotAPlanFile(
            _("“%(name)s” is not a kind of file we read. Send Word, PDF, a scan, a web page, text or Excel.")
            % {"name": name}
        )
    existing = _existing(stored, unit_id)
    if existing is not None:
        return Uploaded(existing, existed=True)
    try:
        with transaction.atomic():
            plan = _create(actor, stored, name=name, unit_id=unit_id, parent=parent, replaces=replaces, at=at)
            ask_to_read(plan.pk)
    except IntegrityError:  # the same file arrived twice at the same moment
        existing = _existing(stored, unit_id)
        if existing is None:
            raise
        return Uploaded(existing, existed=True)
    return Uploaded(plan, existed=False)


def _existing(stored: StoredFile, unit_id: int | None) -> PlanDocument | None:
    return PlanDocument.objects.listed().of_unit(unit_id).filter(stored=stored).first()


def _create(
    actor: Actor,
    stored: StoredFile,
    *,
    name: str,
    unit_id: int | None,
    parent: PlanDocument | None,
    replaces: PlanDocument | None,
    at: dt.datetime,
) -> PlanDocument:
    check_relatives(unit_id=unit_id, parent=parent, replaces=replaces)
    plan = PlanDocument.objects.create(
        stored=stored,
        file_name=name.replace("\\", "/").rsplit("/", 1)[-1].replace("\x00", "")[-255:],
        unit_id=unit_id,
        parent=parent,
        replaces=replaces,
        uploaded_at=at,
        uploaded_by_id=actor.id,
        uploaded_by_label=actor.label,
    )
    audit.record(
        actor=actor,
        action="plans.uploaded",
        subject=subject_of(plan),
        new={"sha256": stored.sha256, "unit_id": unit_id, "file": plan.file_name},
        at=at,
    )
    return plan


def check_relatives(
    *, unit_id: int | None, parent: PlanDocument | None, replaces: PlanDocument | None
) -> None:
    """A plan stands under an adopted plan of somebody else, and replaces an adopted plan of the same unit."""
    if parent is not None and (parent.unit_id == unit_id or parent.status != PlanStatus.ADOPTED):
        raise KhienError(_("Choose an adopted plan of the level above."), code="wrong-parent")
    if replaces is not None and (replaces.unit_id != unit_id or replaces.status != PlanStatus.ADOPTED):
        raise KhienError(_("Only an adopted plan of the same unit can be replaced."), code="wrong-replaced")


@transaction.atomic
def withdraw_plan(actor: Actor, plan: PlanDocument, *, reason: str, at: dt.datetime) -> PlanDocument:
    """Take an uploaded plan off the desk before adoption. The file and everything done to it stay kept."""
    plan = locked(plan)
    if plan.status == PlanStatus.WITHDRAWN:
        return plan
    if not can_withdraw(plan.status):
        raise Conflict(_("An adopted plan cannot be withdrawn. Upload the version that replaces it."))
    old = plan.status
    plan.status = PlanStatus.WITHDRAWN
    plan.withdrawn_reason = reason[:500]
    plan.save(update_fields=["status", "withdrawn_reason"])
    audit.record(
        actor=actor,
        action="plans.withdrawn",
        subject=subject_of(plan),
        old={"status": old},
        new={"status": plan.status, "reason": plan.withdrawn_reason},
        at=at,
    )
    return plan


@transaction.atomic
def read_again(actor: Actor, plan: PlanDocument, *, ask_to_read: AskToRead, at: dt.datetime) -> PlanDocument:
    """Put a plan that could not be read, or was read by an older reader, back in the queue. What people decided
    stays. A plan under review stays under review while it is read again."""
    plan = locked(plan)
    if plan.status == PlanStatus.REVIEW:
        plan.reader_version = ""
    elif may_become(plan.status, PlanStatus.QUEUED):
        plan.status, plan.unreadable = PlanStatus.QUEUED, ""
    else:
        raise Conflict(_("This plan cannot be read again in the state it is in."))
    plan.reading_done = plan.reading_total = 0
    plan.reading_doing, plan.heartbeat = "", at
    plan.save()
    ask_to_read(plan.pk)
    audit.record(actor=actor, action="plans.read_again", subject=subject_of(plan), at=at)
    return plan
