"""A unit's report: begun, saved, submitted, taken back; accepted, returned, opened again.

Figures are counted from the ledger when it is submitted and frozen with it; accepting locks the unit's days, so that
what was accepted stays what the ledger says. Refuses typed figures, a report into a closed round, and an activity in
two reports of one round.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from khien.base import audit
from khien.base.access import Actor
from khien.base.models import StoredFile
from khien.orgs import api as orgs
from khien.programme import api as programmes
from khien.reports.errors import ChangedMeanwhile, CountedTwice, LedgerMoved, NotAllowedNow, WrongRound
from khien.reports.models import (
    ExpectedUnit,
    ReportRound,
    Submission,
    SubmissionActivity,
    SubmissionEvent,
)
from khien.reports.rules import RoundState, SubmissionState, figures_to_data
from khien.reports.selectors.figures import Counted, RoundBook, count, counted_units, round_book
from khien.reports.services.rounds import locked

LONGEST_TEXT = 20_000
NARRATIVE = ("direction", "results", "difficulties", "causes", "next_steps", "proposals")
SCAN_TYPES = frozenset({"application/pdf", "image/jpeg", "image/png"})
LARGEST_SCAN = 30 * 1024 * 1024
WRITABLE = frozenset({SubmissionState.DRAFT, SubmissionState.RETURNED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """What the officer writes: the parts offices expect."""

    direction: str = ""
    results: str = ""
    difficulties: str = ""
    causes: str = ""
    next_steps: str = ""
    proposals: str = ""


def freeze_figures(
    found: ReportRound, unit_id: int, *, on: dt.date, book: RoundBook | None = None
) -> Counted:
    """What the unit (with those it took over) did in the round's days, from the ledger as it is now."""
    units = counted_units(found, [unit_id], on=on)[unit_id]
    return count(book or round_book(found, on=on), units)


def narrative_of(found: Submission) -> Narrative:
    return Narrative(**{name: getattr(found, name) for name in NARRATIVE})


def begin(actor: Actor, expected: ExpectedUnit, *, at: dt.datetime) -> Submission:
    """The unit's report in the round, made when first opened. Twice is once. Raises NotAllowedNow."""
    found = Submission.objects.filter(round_id=expected.round_id, unit_id=expected.unit_id).first()
    if found is not None:
        return found
    _check_open(expected.round, expected)
    made, _new = Submission.objects.get_or_create(
        round_id=expected.round_id,
        unit_id=expected.unit_id,
        defaults={"saved_at": at, "saved_by": actor.label},
    )
    return made


@transaction.atomic
def save_draft(
    actor: Actor, submission_id: int, narrative: Narrative, *, revision: int, at: dt.datetime, page: str = ""
) -> Submission:
    """Keep what is written. `page`: a key of the open page, which may save again and again without learning the new
    revision. Raises ChangedMeanwhile (with how it stands), NotAllowedNow."""
    found = _locked(submission_id)
    _check_writable(found)
    _check_revision(found, revision, page, narrative)
    _write(found, narrative)
    found.saved_at, found.saved_by, found.save_key = at, actor.label, page
    found.revision += 1
    found.save(update_fields=[*NARRATIVE, "saved_at", "saved_by", "save_key", "revision"])
    return found


@transaction.atomic
def submit(
    actor: Actor,
    submission_id: int,
    narrative: Narrative,
    *,
    revision: int,
    key: str,
    on: dt.date,
    at: dt.datetime,
    way: str = "screen",
    page: str = "",
    strict: bool = False,
) -> Submission:
    """Count the figures, freeze them and hand the report in. The same `key` again is the same act.

    `strict`: only the very revision that was looked at. Late is taken, and counted as late. Raises ChangedMeanwhile, NotAllowedNow (round closed, already handed in).
    """
    round_, found = _both(submission_id)
    if key and found.submit_key == key and found.state == SubmissionState.SUBMITTED:
        return found
    expected = ExpectedUnit.objects.filter(round=round_, unit_id=found.unit_id).first()
    _check_open(round_, expected)
    _check_writable(found)
    if strict and found.revision != revision:
        raise ChangedMeanwhile({name: getattr(found, name) for name in NARRATIVE}, found.revision)
    _check_revision(found, revision, page, narrative)
    _write(found, narrative)
    counted = freeze_figures(round_, found.unit_id, on=on)
    _freeze(found, counted)
    found.state, found.way, found.submit_key = SubmissionState.SUBMITTED, way, key
    found.submitted_at, found.submitted_by = at, actor.label
    found.first_submitted_at = found.first_submitted_at or at
    found.saved_at, found.saved_by, found.save_key = at, actor.label, ""
    found.decided_at, found.decided_by = None, ""
    found.revision += 1
    found.save()
    _event(actor, found, "submitted", at, snapshot=snapshot_of(found))
    new = {"activities": counted.figures.activities, "round": round_.code}
    _audit(actor, "reports.submitted", found, at, new)
    return found


@transaction.atomic
def take_back(actor: Actor, submission_id: int, *, at: dt.datetime) -> Submission:
    """Before it is decided on, the unit writes on; it counts as not handed in meanwhile. Raises NotAllowedNow."""
    round_, found = _both(submission_id)
    if found.state != SubmissionState.SUBMITTED:
        raise NotAllowedNow(_("Only a report that waits for a decision can be taken back."))
    _check_open(round_, None)
    found.state, found.first_submitted_at, found.submit_key = SubmissionState.DRAFT, None, ""
    found.revision += 1
    found.save(update_fields=["state", "first_submitted_at", "submit_key", "revision"])
    SubmissionActivity.objects.filter(submission=found).delete()
    _event(actor, found, "taken_back", at)
    _audit(actor, "reports.taken_back", found, at, {"state": found.state})
    return found


@transaction.atomic
def accept(
    actor: Actor, submission_id: int, *, on: dt.date, at: dt.datetime, recount: bool = False
) -> Submission:
    """Lock the unit's days and accept. Twice is once.

    When the ledger changed after the report was submitted: LedgerMoved, or with `recount` the figures are counted
    anew. Raises NotAllowedNow, CountedTwice.
    """
    round_, found = _both(submission_id)
    if found.state == SubmissionState.ACCEPTED:
        return found
    if on <= round_.cut_off:
        raise NotAllowedNow(
            _(
                "This round counts up to %(day)s. Accept the report after that day: until then the unit may still act."
            )
            % {"day": date_format(round_.cut_off, "SHORT_DATE_FORMAT")}
        )
    if found.state != SubmissionState.SUBMITTED or round_.state == RoundState.CANCELLED:
        raise NotAllowedNow(_("Only a report that was handed in can be accepted."))
    units = counted_units(round_, [found.unit_id], on=on)[found.unit_id]
    for unit_id in sorted(units):  # first the locks: after this the ledger of these days stands still
        programmes.lock_days(
            actor,
            unit_id,
            first=round_.first,
            last=round_.cut_off,
            code=round_.code,
            label=round_.title,
            at=at,
        )
    counted = count(round_book(round_, on=on), units)
    _check_ledger(found, counted, recount)
    _check_once(found, counted)
    found.state, found.decided_at, found.decided_by = SubmissionState.ACCEPTED, at, actor.label
    found.revision += 1
    found.save(update_fields=["state", "figures", "decided_at", "decided_by", "revision"])
    _event(actor, found, "accepted", at)
    new = {"round": round_.code, "recounted": recount, "activities": counted.figures.activities}
    _audit(actor, "reports.accepted", found, at, new)
    return found


@transaction.atomic
def return_report(actor: Actor, submission_id: int, *, remark: str, at: dt.datetime) -> Submission:
    """Back to the unit, with what has to be put right. Raises WrongRound (no remark), NotAllowedNow."""
    if not remark.strip():
        raise WrongRound({"remark": _("Say what has to be put right.")})
    round_, found = _both(submission_id)
    if found.state == SubmissionState.RETURNED:
        return found
    if found.state != SubmissionState.SUBMITTED:
        raise NotAllowedNow(_("Only a report that waits for a decision can be returned."))
    if round_.state != RoundState.OPEN:
        raise NotAllowedNow(
            _("The round is closed: the unit could not hand in again. Open the round first, then return.")
        )
    _decide(found, SubmissionState.RETURNED, actor, at)
    _event(actor, found, "returned", at, remark=remark.strip())
    _audit(actor, "reports.returned", found, at, {"remark": remark.strip()})
    return found


@transaction.atomic
def reopen(actor: Actor, submission_id: int, *, reason: str, at: dt.datetime) -> Submission:
    """An accepted report goes back to the unit; its days can be written in again. Raises WrongRound, NotAllowedNow."""
    if not reason.strip():
        raise WrongRound({"remark": _("Say why the accepted report is opened again.")})
    round_, found = _both(submission_id)
    if found.state != SubmissionState.ACCEPTED:
        raise NotAllowedNow(_("Only an accepted report can be opened again."))
    if round_.state != RoundState.OPEN:
        raise NotAllowedNow(
            _("The round is closed: the unit could not hand in again. Open the round first, then the report.")
        )
    for unit_id in sorted(_locked_units(found)):
        programmes.lift_lock(actor, unit_id, code=round_.code, reason=reason.strip(), at=at)
    _decide(found, SubmissionState.RETURNED, actor, at)
    _event(actor, found, "reopened", at, remark=reason.strip())
    _audit(actor, "reports.reopened", found, at, {"reason": reason.strip()})
    return found


def _locked_units(found: Submission) -> set[int]:
    """Whose days its acceptance locked: those whose activities it counts, and the unit with all it ever took over."""
    over = orgs.taken_over([found.unit_id], on=dt.date.max)[found.unit_id]
    expected = set(
        ExpectedUnit.objects.filter(round_id=found.round_id, excused="").values_list("unit_id", flat=True)
    )
    return {found.unit_id, *(unit_id for unit_id in over if unit_id not in expected)}


def snapshot_of(found: Submission) -> dict[str, Any]:
    """What was handed in, as the next one is compared with and a superior reads while the unit mends it."""
    return {
        **{name: getattr(found, name) for name in NARRATIVE},
        "figures": found.figures,
        "scan": found.scan_name,
        "scan_sha256": found.scan.sha256 if found.scan else "",
    }


def _freeze(found: Submission, counted: Counted) -> None:
    found.figures = figures_to_data(counted.figures)
    SubmissionActivity.objects.filter(submission=found).delete()
    SubmissionActivity.objects.bulk_create(
        [SubmissionActivity(submission=found, activity_id=i) for i in counted.activity_ids], batch_size=1000
    )


def _check_ledger(found: Submission, counted: Counted, recount: bool) -> None:
    frozen = set(found.activity_links.values_list("activity_id", flat=True))
    now = set(counted.activity_ids)
    if frozen == now:
        return
    if not recount:
        raise LedgerMoved(len(now - frozen), len(frozen - now))
    _freeze(found, counted)


def _check_once(found: Submission, counted: Counted) -> None:
    """No other report of the round that is handed in counts one of these activities, in whatever version."""
    others = SubmissionActivity.objects.filter(
        submission__round_id=found.round_id,
        submission__state__in=[SubmissionState.SUBMITTED, SubmissionState.ACCEPTED],
        activity__chain__in=[line.chain for line in counted.activities],
    ).exclude(submission=found)
    twice = others.select_related("activity", "submission__unit").first()
    if twice is not None:
        raise CountedTwice(twice.activity.title, str(twice.submission.unit))


def _check_open(round_: ReportRound, expected: ExpectedUnit | None) -> None:
    if round_.state != RoundState.OPEN:
        raise NotAllowedNow(
            _(
                "The round “%(title)s” is closed. What you wrote is kept; ask the standing office to open it again."
            )
            % {"title": round_.title}
        )
    if expected is not None and expected.excused:
        raise NotAllowedNow(_("Your unit is excused from this report: %(why)s") % {"why": expected.excused})


def _check_writable(found: Submission) -> None:
    if found.state == SubmissionState.ACCEPTED:
        raise NotAllowedNow(
            _("The report was accepted and is locked. Ask the standing office to open it again.")
        )
    if found.state not in WRITABLE:
        raise NotAllowedNow(
            _("The report was handed in already. Take it back first if something is to be changed.")
        )


def _check_revision(found: Submission, revision: int, page: str, narrative: Narrative) -> None:
    """The page that saved last goes on; a stale page that says the same as what stands is no conflict."""
    if page and page == found.save_key:
        return
    theirs = {name: getattr(found, name) for name in NARRATIVE}
    mine = _cleaned(narrative)
    if found.revision != revision and theirs != mine:
        raise ChangedMeanwhile(theirs, found.revision)


def _write(found: Submission, narrative: Narrative) -> None:
    for name, text in _cleaned(narrative).items():
        setattr(found, name, text)


def _cleaned(narrative: Narrative) -> Mapping[str, str]:
    return {
        name: text.replace("\r\n", "\n").strip()[:LONGEST_TEXT] for name, text in asdict(narrative).items()
    }


@transaction.atomic
def attach_scan(
    actor: Actor, submission_id: int, stored: StoredFile | None, *, name: str, at: dt.datetime
) -> Submission:
    """The signed paper as PDF or photo; None takes it away. Also after handing in, until it is accepted."""
    found = _locked(submission_id)
    if found.state == SubmissionState.ACCEPTED:
        raise NotAllowedNow(
            _("The report was accepted and is locked. Ask the standing office to open it again.")
        )
    if stored is not None and stored.media_type not in SCAN_TYPES:
        raise WrongRound({"scan": _("Only PDF files and photos (JPEG, PNG) can be attached.")})
    found.scan, found.scan_name = stored, name[-255:] if stored else ""
    found.saved_at, found.saved_by = at, actor.label
    found.save(update_fields=["scan", "scan_name", "saved_at", "saved_by"])
    return found


def _decide(found: Submission, state: SubmissionState, actor: Actor, at: dt.datetime) -> None:
    found.state, found.decided_at, found.decided_by = state, at, actor.label
    found.submit_key = ""
    found.revision += 1
    found.save(update_fields=["state", "decided_at", "decided_by", "submit_key", "revision"])


def _locked(submission_id: int) -> Submission:
    return Submission.objects.select_for_update().get(pk=submission_id)


def _both(submission_id: int) -> tuple[ReportRound, Submission]:
    """Round first, then report: everyone takes them in this order."""
    round_ = locked(Submission.objects.values_list("round_id", flat=True).get(pk=submission_id))
    found = _locked(submission_id)
    found.round = round_
    return round_, found


def _event(
    actor: Actor,
    found: Submission,
    what: str,
    at: dt.datetime,
    *,
    remark: str = "",
    snapshot: Mapping[str, Any] | None = None,
) -> None:
    SubmissionEvent.objects.create(
        submission=found,
        what=what,
        remark=remark,
        snapshot=dict(snapshot or {}),
        by_id=actor.id,
        by=actor.label,
        at=at,
    )


def _audit(actor: Actor, action: str, found: Submission, at: dt.datetime, new: Mapping[str, object]) -> None:
    label = f"{found.round.title} - {found.unit}"
    subject = audit.Subject("report", str(found.uuid), label[:300])
    audit.record(actor=actor, action=action, subject=subject, new=dict(new), at=at)
