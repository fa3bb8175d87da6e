"""What the demo's units handed in: rounds that the calendar opened, most on time, some late, one returned.

A few units go through the services, as people would; thousands are written in bulk, with figures frozen by the same
count. Refuses real data: only `year` calls it.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from khien.base.access import SYSTEM, Actor
from khien.programme.models import LedgerBook, LedgerLock
from khien.reports.models import ExpectedUnit, ReportRound, Submission, SubmissionActivity, SubmissionEvent
from khien.reports.rules import SubmissionState, figures_to_data
from khien.reports.selectors.figures import Counted, count_many, counted_units, round_book
from khien.reports.services.rounds import close_round, open_due_rounds
from khien.reports.services.submissions import (
    Narrative,
    accept,
    begin,
    return_report,
    submit,
)

EACH = dt.timedelta(days=28)  # how often the calendar is looked at; a round missed is made up
MANY = 200  # expected units: from here on in bulk
SETTLED_AFTER = dt.timedelta(days=20)  # by then the standing office has decided and closed
SEED = 7
DIRECTIONS = (
    "Ban hành kế hoạch thực hiện, phân công một lãnh đạo phụ trách và cán bộ đầu mối.",
    "Đưa nội dung tuyên truyền vào chương trình công tác quý; giao ban hằng tháng để đôn đốc.",
)
RESULTS = (
    "Người dân đã chủ động gọi điện hỏi trước khi chuyển tiền; nhiều trường hợp dừng lại kịp thời.",
    "Tổ công nghệ số cộng đồng hoạt động đều, được người cao tuổi đón nhận.",
    "Bản tin truyền thanh ngắn, dễ nghe, phát đúng giờ người dân ở nhà.",
)
DIFFICULTIES = (
    "Kinh phí bố trí chậm, chưa in đủ tờ rơi.",
    "Hệ thống loa ở một số thôn đã cũ, âm thanh chưa rõ.",
    "Cán bộ kiêm nhiệm nhiều việc nên có tháng chưa đủ số buổi.",
)
CAUSES = ("Nguồn lực còn hạn chế; cán bộ đầu mối kiêm nhiệm.", "Địa bàn rộng, dân cư phân tán.")
NEXT_STEPS = (
    "Duy trì bản tin hằng tuần; mở thêm buổi hướng dẫn cho người cao tuổi.",
    "Phối hợp nhà trường nói chuyện với cha mẹ học sinh.",
)
PROPOSALS = (
    "Đề nghị cấp thêm áp phích, tờ rơi.",
    "Đề nghị tập huấn thêm cho tuyên truyền viên.",
    "",
)


def report_through(office: Actor, *, began: dt.datetime, at: dt.datetime) -> None:
    """Open every round since `began` on its day, and hand in what had time to be handed in before `at`."""
    day, last = timezone.localdate(began), timezone.localdate(at)
    while day <= last:
        for found in open_due_rounds(on=day, at=_moment(day)):
            _live(office, found, at=at)
        day += EACH


def _live(office: Actor, found: ReportRound, *, at: dt.datetime) -> None:
    expected = list(found.expected.filter(excused="").order_by("id"))
    fates = list(_fates(found, expected, last=timezone.localdate(at) - dt.timedelta(days=1)))
    if len(expected) >= MANY:
        _in_bulk(found, fates)
    else:
        for line, day, decided in fates:
            _hand_in(office, line, day, decided)
    if found.due_on + SETTLED_AFTER <= timezone.localdate(at):
        close_round(office, found.pk, at=_moment(found.due_on + SETTLED_AFTER))


def _fates(
    found: ReportRound, expected: Sequence[ExpectedUnit], *, last: dt.date
) -> Iterator[tuple[ExpectedUnit, dt.date, bool]]:
    """(who, on which day, decided): one in six late, one in fifteen not at all; those of the last days undecided."""
    settled = found.due_on + SETTLED_AFTER <= last
    lot = random.Random(SEED)  # noqa: S311 - invented data
    for number, line in enumerate(expected):
        late = number % 6 == 4
        days = lot.randint(1, 9) if late else -lot.randint(0, 4)
        day = max(found.due_on + dt.timedelta(days=days), found.cut_off + dt.timedelta(days=1))
        missing = number % 15 == 13 or (not settled and number % 5 == 3)
        if not missing and day <= last:
            yield line, day, settled or number % 4 != 2


def _hand_in(office: Actor, line: ExpectedUnit, day: dt.date, decided: bool) -> None:
    at = _moment(day)
    report = begin(SYSTEM, line, at=at)
    said = _narrative(line.pk)
    key = uuid4().hex
    report = submit(SYSTEM, report.pk, said, revision=report.revision, key=key, on=day, at=at)
    if line.pk % 9 == 0:
        remark = "Bổ sung số liệu và minh chứng của các buổi hướng dẫn trực tiếp."
        report = return_report(office, report.pk, remark=remark, at=at + dt.timedelta(hours=5))
        if not decided:
            return
        again = at + dt.timedelta(days=1)
        key = uuid4().hex
        report = submit(SYSTEM, report.pk, said, revision=report.revision, key=key, on=day, at=again)
        at = again
    if decided:
        accept(office, report.pk, on=day, at=at + dt.timedelta(hours=20))


def _narrative(number: int) -> Narrative:
    lot = random.Random(number)  # noqa: S311 - invented data
    return Narrative(
        direction=lot.choice(DIRECTIONS),
        results=lot.choice(RESULTS),
        difficulties=lot.choice(DIFFICULTIES),
        causes=lot.choice(CAUSES),
        next_steps=lot.choice(NEXT_STEPS),
        proposals=lot.choice(PROPOSALS),
    )


def _in_bulk(found: ReportRound, fates: Sequence[tuple[ExpectedUnit, dt.date, bool]]) -> None:
    book = round_book(found, on=found.due_on)
    units = counted_units(found, [line.unit_id for line, _, _ in fates], on=found.due_on)
    for start in range(0, len(fates), 500):
        part = fates[start : start + 500]
        many = count_many(book, {line.unit_id: units[line.unit_id] for line, _, _ in part})
        counted = [many[line.unit_id] for line, _, _ in part]
        with transaction.atomic():
            _write_many(found, part, counted)


def _write_many(
    found: ReportRound, part: Sequence[tuple[ExpectedUnit, dt.date, bool]], counted: Sequence[Counted]
) -> None:
    reports = Submission.objects.bulk_create(
        _submission(found, line, day, decided, figures)
        for (line, day, decided), figures in zip(part, counted, strict=True)
    )
    SubmissionActivity.objects.bulk_create(
        (
            SubmissionActivity(submission=report, activity_id=activity_id)
            for report, figures in zip(reports, counted, strict=True)
            for activity_id in figures.activity_ids
        ),
        batch_size=2000,
    )
    SubmissionEvent.objects.bulk_create(_events(reports), batch_size=1000)
    accepted = [report.unit_id for report in reports if report.state == SubmissionState.ACCEPTED]
    LedgerBook.objects.bulk_create((LedgerBook(unit_id=pk) for pk in accepted), ignore_conflicts=True)
    LedgerLock.objects.bulk_create(
        LedgerLock(
            unit_id=pk,
            first=found.first,
            last=found.cut_off,
            code=found.code,
            label=found.title,
            locked_at=_moment(found.due_on),
            locked_by=SYSTEM.label,
        )
        for pk in accepted
    )


def _submission(
    found: ReportRound, line: ExpectedUnit, day: dt.date, decided: bool, counted: Counted
) -> Submission:
    said = _narrative(line.pk)
    at = _moment(day)
    return Submission(
        round=found,
        unit_id=line.unit_id,
        state=SubmissionState.ACCEPTED if decided else SubmissionState.SUBMITTED,
        direction=said.direction,
        results=said.results,
        difficulties=said.difficulties,
        causes=said.causes,
        next_steps=said.next_steps,
        proposals=said.proposals,
        figures=figures_to_data(counted.figures),
        first_submitted_at=at,
        submitted_at=at,
        submitted_by=SYSTEM.label,
        saved_at=at,
        saved_by=SYSTEM.label,
        decided_at=at + dt.timedelta(hours=20) if decided else None,
        decided_by=SYSTEM.label if decided else "",
    )


def _events(reports: Sequence[Submission]) -> Iterator[SubmissionEvent]:
    for report in reports:
        for what, at in (("submitted", report.submitted_at), ("accepted", report.decided_at)):
            if at is not None:
                yield SubmissionEvent(submission=report, what=what, by_id=SYSTEM.id, by=SYSTEM.label, at=at)


def _moment(day: dt.date) -> dt.datetime:
    """Nine in the morning of a day in Vietnam."""
    return dt.datetime.combine(day, dt.time(2), tzinfo=dt.UTC)
