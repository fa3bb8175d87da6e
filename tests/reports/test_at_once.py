"""Two officers, two buttons, one moment: on a database that lets them pass each other (PostgreSQL)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection

from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.reports.models import ReminderSent, ReportRound, ReportTemplate, Submission
from khien.reports.services import rounds, submissions
from khien.reports.services.reminding import remind_all
from khien.reports.services.templates import save_template
from tests.people import Cast
from tests.reports.conftest import JUNE, WORDS, expected, moment

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one writer in at a time"),
]


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Runs them in threads that start together; what each gave, or the error it met."""
    gate = threading.Barrier(len(acts))
    answers: list[object] = [None] * len(acts)

    def run(number: int, act: Callable[[], object]) -> None:
        gate.wait()
        try:
            answers[number] = act()
        except KhienError as error:
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.fixture
def row(half: ReportRound, cast: Cast) -> Submission:
    binh = cast.actor("commune_officer")
    return submissions.begin(binh, expected(half, cast.units.commune), at=moment(JUNE))


def test_two_officers_who_hand_in_at_once_make_one_report(row: Submission, cast: Cast) -> None:
    binh = cast.actor("commune_officer")

    def hand_in(key: str) -> Callable[[], object]:
        words = replace(WORDS, results=key)
        return lambda: submissions.submit(binh, row.pk, words, revision=1, key=key, on=JUNE, at=moment(JUNE))

    answers = at_once(hand_in("a"), hand_in("b"))
    assert sum(isinstance(answer, KhienError) for answer in answers) == 1
    assert row.events.filter(what="submitted").count() == 1


def test_a_round_that_closes_while_somebody_hands_in_either_has_the_report_or_refuses_it(
    row: Submission, half: ReportRound, cast: Cast, hoa: Actor
) -> None:
    binh = cast.actor("commune_officer")
    answers = at_once(
        lambda: submissions.submit(binh, row.pk, WORDS, revision=1, key="a", on=JUNE, at=moment(JUNE)),
        lambda: rounds.close_round(hoa, half.pk, at=moment(JUNE)),
    )
    row.refresh_from_db()
    half.refresh_from_db()
    assert half.state == "closed"
    assert row.state == ("draft" if isinstance(answers[0], KhienError) else "submitted")


def test_accepted_and_returned_at_once_is_one_of_the_two(row: Submission, cast: Cast, hoa: Actor) -> None:
    binh = cast.actor("commune_officer")
    submissions.submit(binh, row.pk, WORDS, revision=1, key="a", on=JUNE, at=moment(JUNE))
    at_once(
        lambda: submissions.accept(hoa, row.pk, on=JUNE, at=moment(JUNE)),
        lambda: submissions.return_report(hoa, row.pk, remark="Sửa", at=moment(JUNE)),
    )
    row.refresh_from_db()
    assert [event.what for event in row.events.all()] == ["submitted", row.state]


def test_two_workers_on_the_ladder_write_each_step_once(half: ReportRound) -> None:
    asked: list[int] = []
    at_once(*[lambda: remind_all(on=JUNE, at=moment(JUNE), ask=asked.append)] * 2)
    assert len(asked) == len(set(asked)) == ReminderSent.objects.count() == 3


def test_one_form_of_a_special_round_sent_three_times_at_once_opens_one(
    half: ReportRound, hoa: Actor
) -> None:
    days = rounds.RoundDays(
        title="Báo cáo đột xuất", first=half.first, cut_off=half.cut_off, opens_on=JUNE, due_on=JUNE, ask=""
    )
    units = list(half.expected.values_list("unit_id", flat=True))

    def ask(key: str) -> Callable[[], object]:
        return lambda: rounds.open_special(
            hoa, half.programme_id, days, unit_ids=units, key=key, at=moment(JUNE)
        )

    answers = at_once(ask("a"), ask("a"), ask("a"))
    assert len({answer.pk for answer in answers if isinstance(answer, ReportRound)}) == 1
    two = at_once(ask("b"), ask("c"))
    assert len({answer.code for answer in two if isinstance(answer, ReportRound)}) == 2


def test_two_first_templates_saved_at_once_are_one_after_the_other(half: ReportRound, hoa: Actor) -> None:
    def save(words: str) -> Callable[[], object]:
        return lambda: save_template(
            hoa, half.programme_id, name="Mẫu", texts={"closing": words}, stored=None, at=moment(JUNE)
        )

    answers = at_once(save("Hết."), save("Xin hết."))
    assert all(isinstance(answer, ReportTemplate) for answer in answers)
    assert ReportTemplate.objects.count() == 2
    assert ReportTemplate.objects.filter(current=True).count() == 1
