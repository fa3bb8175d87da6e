"""Opening, changing and closing report rounds, and who is expected in them.

Refuses to open a round for a duty that is itself the consolidated report: who receives the units' reports does not
report to herself by a round. A duty "when asked" opens none: that is `open_special`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from khien.base import audit
from khien.base.access import SYSTEM, Actor
from khien.base.periods import Period
from khien.orgs import api as orgs
from khien.programme import api as programmes
from khien.programme.api import DutyLine, Frequency, ProgrammeCard
from khien.reports.errors import NotAllowedNow, WrongRound
from khien.reports.models import ExpectedUnit, ReportRound, Submission
from khien.reports.rules import RoundState, SubmissionState
from khien.reports.rules import rounds as rules

MOST_UNITS = 20_000
LONGEST_ROUND = dt.timedelta(days=800)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDays:
    """What the standing office may set of a round."""

    title: str
    first: dt.date
    cut_off: dt.date
    opens_on: dt.date
    due_on: dt.date
    ask: str = ""


def open_due_rounds(*, on: dt.date, at: dt.datetime, programme_id: int | None = None) -> list[ReportRound]:
    """Open every round whose time has come, in one or every running programme. Run again, it opens nothing twice."""
    opened: list[ReportRound] = []
    for card in programmes.running_programmes(on=on):
        if programme_id is None or card.id == programme_id:
            opened += _open_of(card, on=on, at=at)
    return opened


def _open_of(card: ProgrammeCard, *, on: dt.date, at: dt.datetime) -> list[ReportRound]:
    """Earliest due day first, so that a round knows the one before it."""
    start = max(card.begun_on, on - rules.LOOK_BACK)
    duties = [duty for duty in programmes.duties(card.id, on=start) if duty.next_due]
    duties = [duty for duty in duties if not _is_consolidation(duty, duties)]
    asked: list[tuple[dt.date, DutyLine]] = []
    for duty in duties:
        asked += [(day, duty) for day in _due_days(card, duty, start, on + rules.OPEN_BEFORE)]
    opened = []
    for due_on, duty in sorted(asked, key=lambda pair: (pair[0], pair[1].id)):
        try:
            made = _open_one(card, duty, due_on, duties, on=on, at=at)
        except IntegrityError:  # another round took the code at this moment
            made = _open_one(card, duty, due_on, duties, on=on, at=at)
        if made is not None:
            opened.append(made)
    return opened


def _is_consolidation(duty: DutyLine, duties: Iterable[DutyLine]) -> bool:
    """Whether all who send it are those to whom another duty goes."""
    senders = {i for line in duty.senders for i in line.unit_ids}
    others = [other for other in duties if other.id != duty.id]
    to = {
        i
        for other in others
        for line in other.recipients
        for i in line.unit_ids
        if {s for sender in other.senders for s in sender.unit_ids} - senders
    }
    return bool(senders) and senders <= to


def _due_days(card: ProgrammeCard, duty: DutyLine, first: dt.date, last: dt.date) -> list[dt.date]:
    until = dt.date(card.period_to + 1, 1, 31) if card.period_to else None
    found: list[dt.date] = []
    day = programmes.next_due(duty.frequency, duty.due, after=first, until=until)
    while day is not None and day <= last:
        found.append(day)
        if duty.frequency == Frequency.ONCE:
            break
        day = programmes.next_due(duty.frequency, duty.due, after=day + dt.timedelta(days=1), until=until)
    return found


def _open_one(
    card: ProgrammeCard,
    duty: DutyLine,
    due_on: dt.date,
    duties: list[DutyLine],
    *,
    on: dt.date,
    at: dt.datetime,
) -> ReportRound | None:
    units = _answering([i for line in duty.senders for i in line.unit_ids], on=on)
    yearly = any(other.frequency == Frequency.ANNUAL and _is_late_in_year(other.due) for other in duties)
    period = rules.period_for(duty.frequency, due_on, yearly_elsewhere=yearly)
    if not units or _is_there(card.id, duty, due_on, period.code):
        return None
    with transaction.atomic():
        first, cut_off = rules.days_of(period, due_on, closed_before=_closed_before(card.id, period))
        found, made = ReportRound.objects.get_or_create(
            duty_id=duty.id,
            due_on=due_on,
            defaults={
                "programme_id": card.id,
                "code": rules.code_of(card.label, period.code, _codes(period.code)),
                "title": rules.title_of(period),
                "period": period.code,
                "first": first,
                "cut_off": cut_off,
                "opens_on": min(on, due_on),
                "made_by": SYSTEM.label,
                "made_at": at,
            },
        )
        if not made:
            return None
        _expect(found, units)
        _audit(SYSTEM, "reports.round_opened", found, at, {"units": len(units), "due": due_on.isoformat()})
    return found


def _is_late_in_year(due: str) -> bool:
    return "-" in due and not 5 <= int(due.split("-", maxsplit=1)[0]) <= 8


def _is_there(programme_id: int, duty: DutyLine, due_on: dt.date, period: str) -> bool:
    """This duty's round is there, or the version of the plan before this one has it already."""
    of_duty = ReportRound.objects.filter(duty_id=duty.id)
    if of_duty.filter(due_on=due_on).exists() or (period and of_duty.filter(period=period).exists()):
        return True
    if duty.frequency == Frequency.ONCE and of_duty.exists():
        return True
    older = ReportRound.objects.filter(programme__replaced_by=programme_id, period=period)
    return older.exclude(state=RoundState.CANCELLED).exists()


def _closed_before(programme_id: int, period: Period) -> dt.date | None:
    rows = ReportRound.objects.filter(period__in=rules.before(period)).exclude(state=RoundState.CANCELLED)
    mine = rows.filter(programme_id=programme_id) | rows.filter(programme__replaced_by=programme_id)
    return mine.order_by("-cut_off").values_list("cut_off", flat=True).first()


def _codes(mark: str) -> set[str]:
    return set(ReportRound.objects.filter(code__contains=mark).values_list("code", flat=True))


def _answering(unit_ids: Iterable[int], *, on: dt.date) -> list[int]:
    """Who answers today for each, the main successor only; each once, in the order given."""
    today = orgs.answering(unit_ids, on=on)
    return list(dict.fromkeys(units[0] for units in today.values() if units))


def _expect(found: ReportRound, unit_ids: Iterable[int]) -> None:
    ExpectedUnit.objects.bulk_create(
        [ExpectedUnit(round=found, unit_id=unit_id) for unit_id in unit_ids],
        batch_size=1000,
        ignore_conflicts=True,
    )


def open_special(
    actor: Actor, programme_id: int, days: RoundDays, *, unit_ids: Iterable[int], key: str, at: dt.datetime
) -> ReportRound:
    """A round the plan does not foresee ("đột xuất"). `key`: the form's own; sent twice it opens one round.

    Raises WrongRound.
    """
    units = list(dict.fromkeys(unit_ids))
    if not units or len(units) > MOST_UNITS:
        raise WrongRound({"units": _("Choose at least one unit.") if not units else _("Too many units.")})
    _check(days)
    try:
        return _special(actor, programme_id, days, units=units, key=key, at=at)
    except IntegrityError:  # another round took the code, or the form came twice: now it is there to be seen
        return _special(actor, programme_id, days, units=units, key=key, at=at)


@transaction.atomic
def _special(
    actor: Actor, programme_id: int, days: RoundDays, *, units: list[int], key: str, at: dt.datetime
) -> ReportRound:
    card = programmes.programme(programme_id)
    again = ReportRound.objects.filter(programme_id=programme_id, ask_key=key).first() if key else None
    if again is not None:
        return again
    mark = f"{days.due_on.year}-DX{days.due_on:%m%d}"
    found = ReportRound.objects.create(
        programme_id=programme_id,
        code=rules.code_of(card.label, mark, _codes(mark)),
        title=days.title.strip(),
        first=days.first,
        cut_off=days.cut_off,
        opens_on=days.opens_on,
        due_on=days.due_on,
        ask=days.ask.strip(),
        ask_key=key,
        made_by=actor.label,
        made_at=at,
    )
    _expect(found, units)
    _audit(actor, "reports.round_opened", found, at, {"units": len(units), "due": days.due_on.isoformat()})
    return found


def _check(days: RoundDays) -> None:
    wrong: dict[str, str] = {}
    if not days.title.strip():
        wrong["title"] = _("Say what the report is called.")
    if days.cut_off < days.first:
        wrong["cut_off"] = _("The last day that counts lies before the first.")
    elif days.cut_off - days.first > LONGEST_ROUND:
        wrong["cut_off"] = _("A round covers two years at most.")
    if days.due_on < days.opens_on:
        wrong["due_on"] = _("The due day lies before the day the round opens.")
    if wrong:
        raise WrongRound(wrong)


@transaction.atomic
def change_round(
    actor: Actor, round_id: int, days: RoundDays, *, revision: int, at: dt.datetime
) -> ReportRound:
    """Another title, other days, another question. The days that count stay once a report was accepted on them.

    Raises WrongRound, NotAllowedNow.
    """
    found = locked(round_id)
    if found.revision != revision:
        raise NotAllowedNow(_("Somebody changed this round meanwhile. Look at it again, then change it."))
    _check(days)
    moved = (found.first, found.cut_off) != (days.first, days.cut_off)
    settled = found.submissions.filter(state__in=[SubmissionState.SUBMITTED, SubmissionState.ACCEPTED])
    if moved and settled.exists():
        raise WrongRound(
            {"cut_off": _("Reports were handed in on these days. Return them first, then change the days.")}
        )
    old = {"title": found.title, "cut_off": str(found.cut_off), "due_on": str(found.due_on)}
    found.title, found.ask = days.title.strip(), days.ask.strip()
    found.first, found.cut_off = days.first, days.cut_off
    found.opens_on, found.due_on = days.opens_on, days.due_on
    found.revision += 1
    found.save(update_fields=["title", "ask", "first", "cut_off", "opens_on", "due_on", "revision"])
    new = {"title": found.title, "cut_off": str(found.cut_off), "due_on": str(found.due_on)}
    _audit(actor, "reports.round_changed", found, at, new, old=old)
    return found


@transaction.atomic
def close_round(actor: Actor, round_id: int, *, at: dt.datetime) -> ReportRound:
    """Nothing more is taken in; what is missing now, is missing. Twice is once. Raises NotAllowedNow."""
    found = locked(round_id)
    if found.state == RoundState.CLOSED:
        return found
    if found.state == RoundState.CANCELLED:
        raise NotAllowedNow(_("This round was cancelled."))
    found.state, found.closed_by, found.closed_at = RoundState.CLOSED, actor.label, at
    found.save(update_fields=["state", "closed_by", "closed_at"])
    _audit(actor, "reports.round_closed", found, at, {"state": found.state})
    return found


@transaction.atomic
def reopen_round(actor: Actor, round_id: int, *, at: dt.datetime) -> ReportRound:
    """A closed or cancelled round takes reports again."""
    found = locked(round_id)
    if found.state == RoundState.OPEN:
        return found
    old = {"state": found.state}
    found.state, found.closed_by, found.closed_at = RoundState.OPEN, "", None
    found.save(update_fields=["state", "closed_by", "closed_at"])
    _audit(actor, "reports.round_reopened", found, at, {"state": found.state}, old=old)
    return found


@transaction.atomic
def cancel_round(actor: Actor, round_id: int, *, reason: str, at: dt.datetime) -> ReportRound:
    """Nobody is expected any more. Not once a report was accepted. Raises NotAllowedNow, WrongRound."""
    if not reason.strip():
        raise WrongRound({"reason": _("Say why, so that the units understand.")})
    found = locked(round_id)
    if found.submissions.filter(state=SubmissionState.ACCEPTED).exists():
        raise NotAllowedNow(_("Reports were accepted in this round. Close it instead of cancelling it."))
    found.state, found.closed_by, found.closed_at = RoundState.CANCELLED, actor.label, at
    found.save(update_fields=["state", "closed_by", "closed_at"])
    _audit(actor, "reports.round_cancelled", found, at, {"reason": reason.strip()})
    return found


@transaction.atomic
def expect_units(actor: Actor, round_id: int, unit_ids: Iterable[int], *, at: dt.datetime) -> int:
    """Ask more units; those excused are asked again. Returns how many are new."""
    found = _open(round_id)
    wanted = list(dict.fromkeys(unit_ids))
    known = set(found.expected.filter(unit_id__in=wanted, excused="").values_list("unit_id", flat=True))
    found.expected.filter(unit_id__in=wanted).update(excused="")
    _expect(found, wanted)
    new = [unit_id for unit_id in wanted if unit_id not in known]
    if new:
        _audit(actor, "reports.unit_expected", found, at, {"units": new[:50], "count": len(new)})
    return len(new)


@transaction.atomic
def excuse_unit(actor: Actor, round_id: int, unit_id: int, *, reason: str, at: dt.datetime) -> None:
    """Nothing is expected of the unit any more. Raises WrongRound (no reason), NotAllowedNow (it handed in)."""
    if not reason.strip():
        raise WrongRound({"reason": _("Say why the unit is excused.")})
    found = _open(round_id)
    handed_in = [SubmissionState.SUBMITTED, SubmissionState.ACCEPTED]
    if Submission.objects.filter(round=found, unit_id=unit_id, state__in=handed_in).exists():
        raise NotAllowedNow(_("The unit has handed in its report. Return it first, or leave it."))
    found.expected.filter(unit_id=unit_id).update(excused=reason.strip()[:300])
    _audit(actor, "reports.unit_excused", found, at, {"unit": unit_id, "reason": reason.strip()})


@transaction.atomic
def give_time(actor: Actor, round_id: int, unit_id: int, *, due_on: dt.date | None, at: dt.datetime) -> None:
    """Another due day for one unit; None = the round's again."""
    found = _open(round_id)
    if due_on is not None and due_on < found.opens_on:
        raise WrongRound({"due_on": _("The due day lies before the day the round opens.")})
    found.expected.filter(unit_id=unit_id).update(due_on=due_on)
    _audit(actor, "reports.unit_given_time", found, at, {"unit": unit_id, "due": str(due_on or "")})


def follow_mergers(*, on: dt.date, at: dt.datetime) -> int:
    """In open rounds, a unit gone before the last day that counts gives way to whoever took it over; one that lived
    through all days keeps its place, and its successor writes for it. Returns how many gave way."""
    moved = 0
    open_rounds = ReportRound.objects.filter(state=RoundState.OPEN)
    gone = ExpectedUnit.objects.filter(
        round__in=open_rounds, excused="", unit__valid_to__lte=on, unit__valid_to__isnull=False
    ).select_related("round", "unit")
    for row in gone:
        if row.unit.valid_to is None or row.unit.valid_to > row.round.cut_off:
            continue
        moved += _give_way(row, on=on, at=at)
    return moved


def _give_way(row: ExpectedUnit, *, on: dt.date, at: dt.datetime) -> int:
    heirs = orgs.successors_today(row.unit_id, on=on)
    handed_in = [SubmissionState.SUBMITTED, SubmissionState.ACCEPTED]
    with transaction.atomic():
        found = locked(row.round_id)
        if found.submissions.filter(unit_id=row.unit_id, state__in=handed_in).exists():
            return 0
        names = orgs.units(heirs[:1])
        into = names[heirs[0]].name if heirs else ""
        excuse = _("Now part of %(unit)s.") % {"unit": into} if into else _("The unit no longer exists.")
        changed = found.expected.filter(unit_id=row.unit_id, excused="").update(excused=excuse[:300])
        if not changed:
            return 0
        if heirs:
            _expect(found, heirs[:1])
        new = {"unit": row.unit_id, "reason": excuse}
        _audit(SYSTEM, "reports.unit_excused", found, at, new)
    return 1


def locked(round_id: int) -> ReportRound:
    """The round, held until the transaction ends: whoever closes it and whoever hands in meet here."""
    return ReportRound.objects.select_for_update().get(pk=round_id)


def _open(round_id: int) -> ReportRound:
    found = locked(round_id)
    if found.state != RoundState.OPEN:
        raise NotAllowedNow(_("This round is closed. Open it again first."))
    return found


def subject_of(found: ReportRound) -> audit.Subject:
    return audit.Subject("report-round", found.code, found.title)


def _audit(
    actor: Actor,
    action: str,
    found: ReportRound,
    at: dt.datetime,
    new: Mapping[str, object],
    *,
    old: Mapping[str, object] | None = None,
) -> None:
    before = dict(old) if old is not None else None
    audit.record(actor=actor, action=action, subject=subject_of(found), old=before, new=dict(new), at=at)
