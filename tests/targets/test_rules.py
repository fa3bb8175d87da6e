"""The targets' own arithmetic: guesses, courses and lights, forecasts, intervals, people and units. No database."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from khien.programme.rules.ledger import ActivityKind, Audience
from khien.programme.rules.target_counting import (
    Reached,
    is_product,
    people_reached,
    product_words,
    units_standing,
)
from khien.programme.rules.target_guess import Guess, guess, phrases_of
from khien.programme.rules.target_outlook import Course, Why, forecast, judge, met, needed_on, wilson
from khien.programme.rules.targets import Direction, Light, Method, UnitCondition

D = Decimal


@pytest.mark.parametrize(
    ("text", "comparator", "unit", "population", "wanted"),
    [
        (
            "100% sở, ban, ngành và UBND các xã, phường xây dựng kế hoạch tuyên truyền.",
            "=",
            "%",
            "sở, ban, ngành và UBND các xã, phường",
            Guess(
                method=Method.UNITS,
                condition=UnitCondition.PLAN,
                set_phrase="sở, ban, ngành và UBND các xã, phường",
            ),
        ),
        (
            "100% UBND xã, phường có chuyên mục an toàn mạng trên trang thông tin điện tử.",
            "=",
            "%",
            "UBND xã, phường",
            Guess(
                method=Method.UNITS,
                condition=UnitCondition.PRODUCT,
                set_phrase="UBND xã, phường",
                product_name="chuyên mục",
            ),
        ),
        (
            "100% cơ quan có cán bộ đầu mối về an toàn thông tin.",
            "=",
            "%",
            "cơ quan",
            Guess(method=Method.UNITS, condition=UnitCondition.FOCAL_OFFICER, set_phrase="cơ quan"),
        ),
        (
            "Trên 80% học sinh được phổ biến kỹ năng cần thiết.",
            ">",
            "%",
            "học sinh",
            Guess(method=Method.PEOPLE, audiences=(Audience.PUPILS,)),
        ),
        (
            "Có tối thiểu 5.000 lượt phụ huynh được hướng dẫn.",
            ">=",
            "lượt",
            "lượt phụ huynh",
            Guess(method=Method.PEOPLE, turns=True, audiences=(Audience.PARENTS,)),
        ),
        (
            "Hằng năm tổ chức ít nhất 02 cuộc thi tìm hiểu.",
            ">=",
            "cuộc thi",
            "cuộc thi tìm hiểu",
            Guess(method=Method.COUNT, product_name="cuộc thi", kinds=(ActivityKind.CONTEST,), per_year=True),
        ),
        (
            "Dưới 30% sự cố mất ATTT có nguyên nhân từ người sử dụng.",
            "<",
            "%",
            "sự cố mất ATTT",
            Guess(method=Method.INCIDENTS, direction=Direction.DOWN, cause="người sử dụng"),
        ),
        (
            "Không quá 1% trẻ em là nạn nhân của hành vi bắt nạt trên mạng.",
            "<=",
            "%",
            "trẻ em",
            Guess(method=Method.SURVEY, direction=Direction.DOWN),
        ),
        (
            "Tỷ lệ người dân biết số điện thoại trình báo đạt 70%.",
            "=",
            "%",
            "người dân",
            Guess(method=Method.SURVEY),
        ),
        (
            "Giảm ít nhất 20% số vụ lừa đảo trên mạng so với năm 2024.",
            ">=",
            "%",
            "số vụ lừa đảo trên mạng",
            Guess(method=Method.TYPED),
        ),
        (
            "100% hệ thống thông tin được phê duyệt cấp độ.",
            "=",
            "%",
            "hệ thống thông tin",
            Guess(method=Method.UNDEFINED),
        ),
        (
            "100% cơ quan nhà nước triển khai giám sát theo mô hình 4 lớp.",
            "=",
            "%",
            "cơ quan nhà nước",
            Guess(method=Method.UNDEFINED),
        ),
        (
            "Hỗ trợ ít nhất 30 doanh nghiệp.",
            ">=",
            "doanh nghiệp",
            "doanh nghiệp",
            Guess(method=Method.UNDEFINED),
        ),
    ],
)
def test_a_targets_words_say_how_it_is_probably_counted(
    text: str, comparator: str, unit: str, population: str, wanted: Guess
) -> None:
    assert guess(text, comparator=comparator, unit=unit, population=population) == wanted


def test_a_set_is_looked_up_in_its_other_spellings_too() -> None:
    assert "các trường học" in phrases_of("trường phổ thông trên địa bàn tỉnh")
    assert phrases_of("xã, phường")[-1] == "UBND các xã, phường"
    assert phrases_of("  ") == ()


@pytest.mark.parametrize(
    ("name", "wanted", "is_one"),
    [
        ("Bài viết tuyên truyền", "tin, bài", True),
        ("Tin tức", "tin, bài", True),
        ("Thông tin chung", "bài", False),
        ("Bản tin phát thanh", "bản tin và phóng sự", True),
        ("Bàn ghế", "bản tin", False),
        ("lớp tập huấn", "LỚP", True),
    ],
)
def test_products_are_told_by_whole_words(name: str, wanted: str, is_one: bool) -> None:
    assert is_product(name, product_words(wanted)) is is_one


# ---- courses and lights ---------------------------------------------------------------------------------------
RISING = Course(
    comparator=">=",
    threshold=D(80),
    direction=Direction.UP,
    start=dt.date(2026, 1, 1),
    begun_on=dt.date(2026, 1, 1),
    deadline_on=dt.date(2027, 12, 31),
)
FALLING = replace(
    RISING,
    comparator="<",
    threshold=D(20),
    direction=Direction.DOWN,
    baseline=D(60),
    baseline_on=dt.date(2026, 1, 1),
)
MIDDLE = dt.date(2026, 12, 31)


def test_what_is_needed_lies_on_a_straight_line() -> None:
    assert round(needed_on(RISING, MIDDLE) or D(0), 1) == D("39.9")
    assert needed_on(RISING, RISING.start) == 0
    assert needed_on(RISING, dt.date(2030, 1, 1)) == 80
    assert round(needed_on(FALLING, MIDDLE) or D(0), 1) == D("40.0")


def test_a_milestone_bends_the_line() -> None:
    bent = replace(RISING, milestones={2026: D(70)})
    assert needed_on(bent, MIDDLE) == 70
    assert round(needed_on(bent, dt.date(2027, 7, 1)) or D(0)) == 75


@pytest.mark.parametrize(
    ("value", "light", "why"),
    [
        (None, Light.GREY, Why.NO_VALUE),
        (D(85), Light.GREEN, Why.MET),
        (D(40), Light.GREEN, Why.ON_COURSE),
        (D(33), Light.AMBER, Why.SLIGHTLY_BEHIND),
        (D(31), Light.RED, Why.BEHIND),
    ],
)
def test_the_light_of_a_rising_target(value: D | None, light: Light, why: Why) -> None:
    found = judge(value, RISING, MIDDLE)
    assert (found.light, found.why) == (light, why)


@pytest.mark.parametrize(
    ("value", "light"), [(D(19), Light.GREEN), (D(40), Light.GREEN), (D(50), Light.AMBER), (D(51), Light.RED)]
)
def test_the_light_of_a_falling_target(value: D, light: Light) -> None:
    assert judge(value, FALLING, MIDDLE).light is light


def test_after_the_deadline_only_reached_or_missed() -> None:
    late = dt.date(2028, 1, 1)
    assert judge(D(80), RISING, late).why is Why.MET
    assert judge(D("79.9"), RISING, late).light is Light.RED
    assert judge(D(20), FALLING, late).light is Light.RED  # under 20 was asked


def test_a_programme_just_begun_is_not_called_behind() -> None:
    fresh = replace(RISING, begun_on=MIDDLE - dt.timedelta(days=29))
    assert judge(D(0), fresh, MIDDLE).why is Why.JUST_BEGUN
    assert judge(D(0), fresh, MIDDLE + dt.timedelta(days=1)).light is Light.RED


def test_without_a_deadline_only_reaching_it_can_be_told() -> None:
    open_ended = replace(RISING, deadline_on=None)
    assert judge(D(79), open_ended, MIDDLE).why is Why.NO_COURSE
    assert judge(D(80), open_ended, MIDDLE).light is Light.GREEN


@pytest.mark.parametrize(
    ("comparator", "value", "reached"),
    [(">", 80, False), (">=", 80, True), ("=", 90, True), (">", 81, True), ("=", 79, False)],
)
def test_equal_means_at_least(comparator: str, value: int, reached: bool) -> None:
    assert met(D(value), replace(RISING, comparator=comparator)) is reached


# ---- forecast -------------------------------------------------------------------------------------------------
def _points(*values: int) -> list[tuple[dt.date, D]]:
    return [(dt.date(2026, 1 + n, 1), D(value)) for n, value in enumerate(values)]


def test_a_straight_line_goes_on_straight() -> None:
    points = [(dt.date(2026, 3, 1) + dt.timedelta(days=30 * n), D(10 * n)) for n in range(4)]
    on = points[-1][0]
    assert forecast(points, on=on, until=on + dt.timedelta(days=60), most=None) == 50


def test_a_share_never_goes_over_100_nor_under_0() -> None:
    on = dt.date(2026, 4, 1)
    assert forecast(_points(60, 75, 90, 99), on=on, until=dt.date(2027, 1, 1), most=D(100)) == 100
    assert forecast(_points(90, 60, 30, 5), on=on, until=dt.date(2027, 1, 1), most=D(100)) == 0


@pytest.mark.parametrize(
    ("values", "on"),
    [
        ((10, 20), dt.date(2026, 3, 1)),  # two points
        ((10, 20, 30), dt.date(2026, 2, 15)),  # one of them is yet to come
        ((10, 20, 30), dt.date(2027, 6, 1)),  # all of them too old
    ],
)
def test_too_few_days_give_no_forecast(values: tuple[int, ...], on: dt.date) -> None:
    assert forecast(_points(*values), on=on, until=dt.date(2030, 1, 1), most=D(100)) is None


def test_a_day_that_has_passed_is_not_forecast() -> None:
    on = dt.date(2026, 4, 1)
    assert forecast(_points(1, 2, 3, 4), on=on, until=on, most=None) is None
    assert forecast(_points(1, 2, 3, 4), on=on, until=None, most=None) is None


# ---- survey ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("successes", "asked", "low", "high"),
    # Figures of Newcombe, "Two-sided confidence intervals for the single proportion", Statist. Med. 17 (1998), table I.
    [
        (81, 263, "25.53", "36.62"),
        (15, 148, "6.24", "16.05"),
        (0, 20, "0.00", "16.11"),
        (1, 29, "0.61", "17.18"),
    ],
)
def test_the_interval_is_the_one_of_the_books(successes: int, asked: int, low: str, high: str) -> None:
    found = wilson(successes, asked)
    assert (f"{found[0]:.2f}", f"{found[1]:.2f}") == (low, high)


def test_more_answers_than_asked_is_refused() -> None:
    for successes, asked in ((5, 4), (-1, 4), (0, 0)):
        with pytest.raises(ValueError, match="successes"):
            wilson(successes, asked)


# ---- people and units -----------------------------------------------------------------------------------------
def _reached(*rows: tuple[int, str, str, int]) -> Reached:
    reached = Reached()
    for row in rows:
        reached.add(*row)
    return reached


def test_a_radio_bulletin_every_week_reaches_the_same_listeners() -> None:
    found = people_reached(_reached(*[(1, "public", "broadcast", 3000)] * 10), {})
    assert (found.low, found.likely, found.turns) == (3000, 3000, 30_000)


def test_talks_in_each_village_are_added_up() -> None:
    found = people_reached(_reached(*[(1, "women", "talk", 60)] * 10), {})
    assert (found.low, found.likely, found.turns) == (60, 600, 600)


def test_of_listeners_and_visitors_the_larger_number_counts() -> None:
    found = people_reached(_reached((1, "public", "broadcast", 3000), (1, "public", "talk", 200)), {})
    assert found.likely == 3000


def test_two_communes_that_became_one_keep_their_people() -> None:
    before = [(1, "public", "broadcast", 3000), (2, "public", "broadcast", 2000)]
    heirs = {1: 9, 2: 9}
    assert people_reached(_reached(*before), heirs).likely == 5000
    assert people_reached(_reached(*before, (9, "public", "broadcast", 5200)), heirs).likely == 5200
    assert people_reached(_reached(*before, (9, "public", "broadcast", 100)), heirs).likely == 5000


def test_a_successor_has_what_its_predecessor_had() -> None:
    answering = {1: (9,), 2: (9,), 3: (3,), 4: ()}
    standing = units_standing([1, 2, 3, 4], [1], answering)
    assert (standing.asked, standing.having) == ({9, 3}, {9})
