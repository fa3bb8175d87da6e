"""Rules of campaigns without a database: comparing two texts, costs, what a plan lacks, ready plans."""

from __future__ import annotations

import datetime as dt
import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khien.channels.rules.comparing import Arm, Verdict, compared, newcombe, wilson
from khien.channels.rules.costs import CostLine, Rate, Warn, estimated, shared, warnings_of
from khien.channels.rules.kinds import Medium, StepKind
from khien.channels.rules.planning import Lack, Plan, PlannedStep, PlannedText, first_open, lacks_of
from khien.channels.rules.proposals import LINK, proposal, same_words
from khien.channels.rules.templates import template, templates
from khien.programme.rules.ledger import Audience

AT = dt.datetime(2026, 12, 1, 9, 0, tzinfo=dt.UTC)
counts = st.integers(0, 400).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


# ---- comparing ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [  # Newcombe 1998, table II, method 10
        (Arm(70, 56), Arm(80, 48), 0.0524, 0.3339),
        (Arm(10, 9), Arm(10, 3), 0.1705, 0.8090),
        (Arm(7, 6), Arm(7, 2), 0.0582, 0.8062),
        (Arm(56, 5), Arm(29, 0), -0.0381, 0.1926),
        (Arm(10, 0), Arm(20, 0), -0.1611, 0.2775),
        (Arm(10, 10), Arm(10, 0), 0.6075, 1.0),
    ],
)
def test_intervals_are_those_of_the_paper(a: Arm, b: Arm, low: float, high: float) -> None:
    found = newcombe(a, b)
    assert found == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))


@settings(deadline=None)
@given(counts, counts)
def test_an_interval_holds_the_difference_and_turns_with_the_texts(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    a, b = Arm(*one), Arm(*other)
    low, high = newcombe(a, b)
    assert -1 <= low <= a.share - b.share + 1e-12
    assert a.share - b.share - 1e-12 <= high <= 1
    turned = newcombe(b, a)
    assert turned == (pytest.approx(-high), pytest.approx(-low))


@settings(deadline=None)
@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))))
def test_wilson_solves_its_own_equation(case: tuple[int, int]) -> None:
    """The bounds are the shares at which the score statistic is exactly z: checked with whole fractions."""
    number, hits = case
    z = 1.959963984540054
    for bound in wilson(hits, number):
        gap = abs(float(Fraction(hits, number)) - bound)
        assert gap == pytest.approx(z * math.sqrt(bound * (1 - bound) / number), abs=1e-7)


def test_wilson_of_nothing_says_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    with pytest.raises(ValueError, match="3 of 2"):
        wilson(3, 2)


def test_a_verdict_is_no_stronger_than_the_figures() -> None:
    assert compared(Arm(29, 29), Arm(500, 0)).verdict == Verdict.TOO_FEW
    assert compared(Arm(1000, 100), Arm(1000, 95)).verdict == Verdict.OPEN
    better = compared(Arm(1000, 200), Arm(1000, 100))
    assert better.verdict == Verdict.A
    assert 6 < better.by_least < 10 < better.by_most < 14
    assert compared(Arm(1000, 100), Arm(1000, 200)).verdict == Verdict.B


def test_more_clicks_than_messages_count_as_all_of_them() -> None:
    assert Arm(10, 25).share == 1.0
    assert newcombe(Arm(100, 250), Arm(100, 100)) == newcombe(Arm(100, 100), Arm(100, 100))


# ---- costs ----------------------------------------------------------------------------------------------------------
@settings(deadline=None)
@given(st.integers(0, 2_000_000), st.integers(1, 99))
def test_nobody_is_lost_between_two_texts(total: int, share: int) -> None:
    parts = shared(total, [share, 100 - share])
    assert sum(parts) == total
    assert all(part >= 0 for part in parts)


def test_shares_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="over"):
        shared(10, [101])


def test_a_long_sms_costs_each_of_its_parts() -> None:
    rate = Rate(1, "Nhà mạng", 300, left_vnd=1_000_000)
    mail = Rate(2, "Hộp thư", 0)
    lines = [
        CostLine(1, 1, "sms", "A", 1000, 2, rate),
        CostLine(2, 1, "email", "A", 5000, 1, mail),
        CostLine(3, 1, "facebook", "A", 0, 1, Rate(3, "Trang", 50), posts=1),
    ]
    made = estimated(lines)
    assert made.cost_vnd == 600_050
    assert made.messages == 6000
    assert next((one.rate.name, one.after_vnd) for one in made.accounts) == ("Nhà mạng", 400_000)
    assert warnings_of(made, personal=["sms", "email"]) == []


def test_what_somebody_should_look_at_is_named_once() -> None:
    dear = Rate(1, "Nhà mạng", 1000, left_vnd=100)
    made = estimated(
        [
            CostLine(1, 1, "sms", "A", 10, 4, dear),
            CostLine(2, 2, "sms", "A", 10, 4, dear),
            CostLine(3, 1, "zalo", "A", 0, 1, None),
        ]
    )
    found = warnings_of(made, personal=["sms", "zalo"])
    assert found == [
        (Warn.MANY_PARTS, "sms"),
        (Warn.NOBODY, "zalo"),
        (Warn.NO_ACCOUNT, "zalo"),
        (Warn.OVER_BUDGET, "Nhà mạng"),
    ]


# ---- planning ---------------------------------------------------------------------------------------------------------
def _text(medium: str = "sms", **values: object) -> PlannedText:
    known = {"variant": "A", "share": 100, "subject": "x", "text": "Cúp máy.", "approved": True} | values
    return PlannedText(medium=medium, **known)  # type: ignore[arg-type]


def _step(number: int, *texts: PlannedText, days: int = 0, **values: object) -> PlannedStep:
    known = {"kind": StepKind.MAIN, "after": None} | values
    return PlannedStep(number=number, starts_at=AT + dt.timedelta(days=days), texts=texts, **known)  # type: ignore[arg-type]


def test_a_whole_plan_lacks_nothing() -> None:
    again = _step(2, _text(), days=3, kind=StepKind.AGAIN, after=1)
    assert lacks_of(Plan("Để dân biết", 1, (_step(1, _text()), again))) == []


@pytest.mark.parametrize(
    ("plan", "lacks"),
    [
        (Plan("", 0, (_step(1),)), [Lack.PURPOSE, Lack.AUDIENCE, Lack.MESSAGES]),
        (Plan("x", 0, (_step(1, _text("radio")),), needs_people=False), []),
        (Plan("x", 1, (_step(1, _text(text=" ")),)), [Lack.TEXT]),
        (Plan("x", 1, (_step(1, _text("email", subject="")),)), [Lack.SUBJECT]),
        (Plan("x", 1, (_step(1, _text(approved=False)),)), [Lack.MATERIAL]),
        (Plan("x", 1, (_step(1, _text(share=60), _text(variant="B", share=30)),)), [Lack.SHARES]),
        (Plan("x", 1, (_step(1, _text()), _step(2))), [Lack.STEP_EMPTY]),
        (Plan("x", 1, (_step(1, _text(), days=2), _step(2, _text()))), [Lack.ORDER]),
        (Plan("x", 1, (_step(1, _text(), kind=StepKind.AGAIN),)), [Lack.AFTER]),
        (Plan("x", 1, (_step(1, _text(), kind=StepKind.AGAIN, after=1),)), [Lack.AFTER]),
        (Plan("x", 1, (_step(1, _text(), kind=StepKind.AGAIN, after=7),)), [Lack.AFTER]),
    ],
)
def test_what_a_plan_lacks_is_named(plan: Plan, lacks: list[Lack]) -> None:
    assert lacks_of(plan) == lacks


def test_a_step_waits_for_the_first_hour_that_all_windows_allow() -> None:
    early = AT.replace(hour=5)
    windows = [(dt.time(8), dt.time(20)), (dt.time(17, 30), dt.time(21))]
    assert first_open(early, windows) == AT.replace(hour=17, minute=30)
    assert first_open(early, []) == early
    night = [(dt.time(22), dt.time(6)), (None, None)]
    assert first_open(AT, night) == AT.replace(hour=22)
    assert first_open(AT, [(dt.time(8), dt.time(10)), (dt.time(12), dt.time(13))]) is None


# ---- ready plans and proposals ------------------------------------------------------------------------------------
def test_ready_plans_know_only_words_of_the_house() -> None:
    assert len(templates()) >= 5
    for one in templates():
        assert set(one.audiences) <= {str(word) for word in Audience}
        assert one.steps[0].day == 0
        assert all(step.after is None or step.after < n for n, step in enumerate(one.steps, 1))
        assert [step.day for step in one.steps] == sorted(step.day for step in one.steps)
    assert template("nguoi-cao-tuoi") is not None
    assert template("khong-co") is None


class _Texts:
    title = "Cúp máy"
    summary = "Công an không làm việc qua điện thoại."
    address = "https://khien.vn/tai-lieu/cup-may/"
    sms = "Cúp máy, gọi 113."
    short_post = "Cúp máy.\n\nĐọc đủ tại: https://khien.vn/tai-lieu/cup-may/"
    long_post = short_post
    mail_subject = "Cúp máy"
    mail_text = short_post
    mail_html = '<a href="https://khien.vn/tai-lieu/cup-may/">Đọc đủ</a>'
    radio = "Bà con chú ý."


@pytest.mark.parametrize("medium", list(Medium))
def test_a_material_proposes_words_for_every_medium(medium: Medium) -> None:
    made = proposal(_Texts, medium)  # type: ignore[arg-type]
    assert made.text
    assert _Texts.address not in made.text + made.html  # the counted link stands in its place
    assert made.text.count(LINK) <= 1


def test_spaces_are_no_difference_of_words() -> None:
    assert same_words("Cúp máy,\n gọi 113. ", "Cúp máy, gọi 113.")
    assert not same_words("Cúp máy", "Cúp máy ngay")
