"""Periods, quotas and progress as plain arithmetic: what a plan's words ask for, and how far it is."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khien.work.rules import ItemRole, State, derived_state
from khien.work.rules.mentions import mentioned, not_told
from khien.work.rules.periods import TaskWords, last_day_of, opened_by, rhythm_of, stretches
from khien.work.rules.progress import Ask, Deed, Progress, progress_of
from khien.work.rules.quotas import Rate, asked_for, fits, kind_of, quantities, quota_for, rates

D = dt.date
BEGUN = D(2026, 1, 1)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("01 bài viết và 02 tin/tháng", [("bài viết", 1, Rate.MONTH), ("tin", 2, Rate.MONTH)]),
        ("Mỗi tháng 02 chuyên mục, mỗi chuyên mục 5.000.000 đồng", [("chuyên mục", 2, Rate.MONTH)]),
        (
            "Dự kiến 1 tháng 2 nội dung, mỗi nội dung khoảng 7.000.000 đ.",
            [("nội dung", 2, Rate.MONTH)],
        ),
        ("Mỗi năm ít nhất 04 đợt tin nhắn", [("đợt tin nhắn", 4, Rate.YEAR)]),
        ("02 lớp/năm", [("lớp", 2, Rate.YEAR)]),
        ("24 video clip", [("video clip", 24, Rate.ONCE)]),
        ("2.000 áp phích", [("áp phích", 2000, Rate.ONCE)]),
        ("tối thiểu 3-5 lớp tập huấn mỗi quý", [("lớp tập huấn", 3, Rate.QUARTER)]),
        ("mỗi tháng hai nội dung", [("nội dung", 2, Rate.MONTH)]),
        ("Mỗi năm 01 cuộc thi cho từng đối tượng", [("cuộc thi", 1, Rate.YEAR)]),
        ("6 tháng một lần, 02 báo cáo", [("báo cáo", 2, Rate.HALF)]),
        ("02 năm/01lần", []),
    ],
)
def test_a_quantity_is_read_with_its_thing_and_its_rate(
    text: str, asked: list[tuple[str, int, Rate]]
) -> None:
    assert [(q.name, q.count, q.rate) for q in quantities(text)] == asked


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2026 - 2028",
        "Quyết định 1907/QĐ-TTg ngày 23/11/2020",
        "khoản 2 bài 3",
        "lớp 5 bài 3",
        "ngày 15 tháng 3 bài viết",
        "Hoàn thành trước ngày 30/6/2026",
        "Trong quý II/2026",
        "742.000.000 đồng",
        "Kinh phí 354 triệu đồng",
        "Phủ sóng 24/7 tới 95% hộ gia đình",
        "Tại 20 xã, phường cho 5.000 người",
        "Kế hoạch số 05/KH-UBND",
    ],
)
def test_what_is_no_amount_of_work_is_never_a_quota(text: str) -> None:
    assert quantities(text) == []


@given(
    number=st.integers(1, 9999),
    before=st.sampled_from(["năm ", "ngày ", "tháng ", "khoản ", "Điều ", "mục ", "số ", "quý "]),
    after=st.sampled_from(
        ["", "/2026", "/QĐ-TTg", ".000.000 đồng", " đồng", "%", " người", " triệu", " ngày"]
    ),
)
def test_numbers_of_days_clauses_documents_and_money_are_never_a_quota(
    number: int, before: str, after: str
) -> None:
    assert quantities(f"Theo {before}{number}{after}") == []
    assert quantities(f"Theo {before}{number}{after} về việc phối hợp") == []


@given(count=st.integers(1, 99_999), year=st.integers(2020, 2035))
def test_a_year_beside_an_amount_does_not_change_it(count: int, year: int) -> None:
    dotted = f"{count:,}".replace(",", ".")
    (found,) = quantities(f"Năm {year}: {dotted} tờ rơi")
    assert (found.name, found.count) == ("tờ rơi", count)


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error_and_amounts_are_sane(text: str) -> None:
    assert all(0 < q.count <= 1_000_000 and q.name for q in quantities(text))
    assert rates(text) == sorted(rates(text))
    assert mentioned(text, {"AB-X06": 6}) in ([], [6])


def test_each_agency_delivers_its_own_and_sums_are_of_one_agency() -> None:
    two = ("Đài tỉnh: 01 bài viết và 02 tin/tháng", "Đài xã: 01 bài viết và 02 tin/tháng")
    assert [(q.name, q.count) for q in asked_for(two)] == [("bài viết", 1), ("tin", 2)]
    assert [(q.name, q.count) for q in asked_for(("02 lớp cho cán bộ", "03 lớp cho học sinh"))] == [
        ("lớp", 5)
    ]


def test_rates_are_scaled_to_the_stretch_they_are_asked_in() -> None:
    monthly = quantities("02 tin/tháng")
    assert quota_for(monthly, 12, whole=False) == [("tin", 24)]
    assert quota_for(monthly, 11, whole=True) == [("tin", 22)]
    assert quota_for(quantities("24 clip"), 60, whole=True) == [("clip", 24)]


@pytest.mark.parametrize(
    ("product", "quota", "counts"),
    [
        ("Bài viết trên báo", "bài viết", True),
        ("bài", "bài viết", True),
        ("tin nhắn", "tin", False),
        ("tin trên đài", "tin", True),
        ("video", "video clip", True),
        ("lớp tập huấn cho phụ nữ", "lớp tập huấn", True),
        ("infographic", "đồ họa thông tin", True),
        ("đợt kiểm tra", "đợt tin nhắn", False),
        ("tin nhắn", "đợt tin nhắn", True),
        ("tờ rơi", "áp phích", False),
    ],
)
def test_a_product_counts_for_the_thing_it_is(product: str, quota: str, counts: bool) -> None:
    assert fits(product, quota) is counts


def test_kinds_know_their_other_names() -> None:
    assert kind_of("Video clip ngắn") == kind_of("clip")
    assert kind_of("thư ngỏ gửi cha mẹ") == "thu ngo gui cha me"


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (TaskWords(recurrence="monthly"), ["2026-01", "2026-02", "2026-03", "2026-04"]),
        (TaskWords(recurrence="quarterly"), ["2026-Q1", "2026-Q2"]),
        (TaskWords(recurrence="annual"), ["2026"]),
        (TaskWords(recurrence="biennial"), ["2026-2027"]),
        (TaskWords(recurrence="continuous"), ["2026-Q1", "2026-Q2"]),
        (TaskWords(recurrence="continuous", schedule="Thường xuyên, hằng năm"), ["2026"]),
        (
            TaskWords(recurrence="continuous", note="Mỗi tháng 04 bản tin"),
            ["2026-01", "2026-02", "2026-03", "2026-04"],
        ),
        (TaskWords(schedule="6 tháng một lần"), ["2026-H1"]),
        (TaskWords(schedule="Định kỳ hằng quý"), ["2026-Q1", "2026-Q2"]),
        (TaskWords(recurrence="once"), [""]),
        (TaskWords(products=("24 video clip", "60 đồ họa")), [""]),
        (TaskWords(recurrence="continuous", products=("10 phóng sự",)), [""]),
    ],
)
def test_which_stretches_are_open_in_march(words: TaskWords, codes: list[str]) -> None:
    found = stretches(words, first_year=2026, last_year=2030, begun_on=BEGUN)
    assert [s.code for s in opened_by(found, D(2026, 3, 5))] == codes


def test_the_plans_own_day_is_the_due_day() -> None:
    monthly = TaskWords(schedule="Gửi trước ngày 25 hằng tháng")
    found = opened_by(stretches(monthly, first_year=2026, last_year=2026, begun_on=BEGUN), D(2026, 2, 3))
    assert [s.due_on for s in found][:2] == [D(2026, 1, 25), D(2026, 2, 25)]
    yearly = TaskWords(recurrence="annual", schedule="Trước ngày 15/12 hằng năm")
    (year,) = opened_by(stretches(yearly, first_year=2026, last_year=2026, begun_on=BEGUN), D(2026, 2, 3))
    assert year.due_on == D(2026, 12, 15)


@given(
    start=st.dates(D(2020, 1, 1), D(2030, 12, 31)),
    length=st.integers(0, 3000),
    begun=st.dates(D(2020, 1, 1), D(2030, 12, 31)),
    rate=st.sampled_from(["monthly", "quarterly", "semiannual", "annual", "biennial"]),
)
def test_stretches_follow_each_other_within_the_task_and_never_end_before_the_programme_began(
    start: dt.date, length: int, begun: dt.date, rate: str
) -> None:
    end = start + dt.timedelta(days=length)
    words = TaskWords(recurrence=rate, start_on=start, end_on=end)
    found = list(stretches(words, first_year=None, last_year=None, begun_on=begun))
    assert len({s.code for s in found}) == len(found)
    for one in found:
        assert one.starts_on
        assert one.due_on
        assert start <= one.starts_on <= one.due_on <= end
        last = last_day_of(one.code, one.due_on)
        assert last
        assert last >= max(one.due_on, begun)
    for before, after in itertools.pairwise(found):
        assert before.due_on
        assert after.starts_on == before.due_on + dt.timedelta(days=1)


def test_who_helps_is_not_called_to_what_was_over_before() -> None:
    words = TaskWords(recurrence="once", end_on=D(2025, 6, 30))
    asked = {
        helping: list(stretches(words, first_year=2025, last_year=2026, begun_on=BEGUN, helping=helping))
        for helping in (False, True)
    }
    assert len(asked[False]) == 1
    assert asked[True] == []


def test_what_one_office_cannot_be_asked_for_each_unit_of_a_set_can() -> None:
    products = ("Mỗi xã, phường 02 tuyên truyền viên",)
    assert rhythm_of(TaskWords(products=products)).asked == ()
    (asked,) = rhythm_of(TaskWords(products=products, of_a_set=True)).asked
    assert (asked.name, asked.count) == ("tuyên truyền viên", 2)


MARCH, APRIL = (
    Ask(D(2026, 3, 1), D(2026, 3, 31), (("tin", 2),)),
    Ask(D(2026, 4, 1), D(2026, 4, 30), (("tin", 2),)),
)


def test_what_april_has_too_much_makes_up_for_march_but_is_counted_once() -> None:
    late, own = progress_of([MARCH, APRIL], [Deed(D(2026, 4, 9), (("tin", 3),))])
    assert (own.done, own.done_on) == (2, D(2026, 4, 9))
    assert (late.done, late.complete) == (1, False)


def test_who_was_given_time_for_march_fills_april_first_and_march_with_the_rest() -> None:
    march = Ask(D(2026, 3, 1), D(2026, 5, 31), (("tin", 2),))
    given, april = progress_of([march, APRIL], [Deed(D(2026, 4, 9), (("tin", 2),))])
    assert (given.done, april.done) == (0, 2)
    given, april = progress_of([march, APRIL], [Deed(D(2026, 4, 9), (("tin", 4),))])
    assert (given.done, april.done) == (2, 2)


def test_march_never_lends_to_april() -> None:
    own, later = progress_of([MARCH, APRIL], [Deed(D(2026, 3, 9), (("tin", 9),))])
    assert own.done == 2
    assert later.done == 0


counts = st.lists(
    st.tuples(st.integers(0, 120), st.sampled_from(["tin", "bài viết", "tờ rơi", ""]), st.integers(1, 5))
)


@given(counts)
def test_no_product_is_counted_twice_and_no_item_is_more_than_done(
    rows: list[tuple[int, str, int]],
) -> None:
    asks = [Ask(D(2026, m, 1), D(2026, m, 28), (("bài viết", 2), ("tin", 3))) for m in (1, 2, 3, 4)]
    deeds = [
        Deed(D(2026, 1, 1) + dt.timedelta(days=day), ((name, n),) if name else ()) for day, name, n in rows
    ]
    found = progress_of(asks, deeds)
    made = sum(n for _day, name, n in rows if name in ("tin", "bài viết"))
    assert sum(one.done for one in found) <= made
    assert all(one.done <= one.asked for one in found)
    assert all((one.done_on is not None) == one.complete for one in found)


@given(
    st.booleans(),
    st.integers(0, 3),
    st.one_of(st.none(), st.dates(D(2026, 1, 1), D(2026, 12, 31))),
    st.dates(D(2026, 1, 1), D(2026, 12, 31)),
)
def test_overdue_means_past_its_day_and_not_done(
    helping: bool, done: int, due: dt.date | None, on: dt.date
) -> None:
    progress = Progress(done, 3, done, done_on=D(2026, 5, 1) if done == 3 else None)
    role = ItemRole.COORDINATING if helping else ItemRole.LEAD
    state = derived_state(role=role, progress=progress, starts_on=None, due_on=due, on=on)
    if state is State.OVERDUE:
        assert due is not None
        assert due < on
        assert done < 3
    if done == 0 and (due is None or due >= on):
        assert state is State.NOT_STARTED


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("@AB-X06 xem giúp, @ab-x06.", [6]),
        ("gửi a@AB-X06", []),
        ("@AB-X99 và @AB-SYT", [7]),
        ("không nhắc ai", []),
    ],
)
def test_a_unit_is_named_by_its_code(text: str, units: list[int]) -> None:
    assert mentioned(text, {"AB-X06": 6, "AB-SYT": 7}) == units


def test_a_name_that_tells_nobody_is_said() -> None:
    text = "Nhờ @AB-X06, @ab-x99 và @AB-X99. Thư a@AB-X01"
    assert not_told(text, {"AB-X06": 6}) == ["ab-x99", "AB-X99"]
