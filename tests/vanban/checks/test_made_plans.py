"""Checks that need no source file: plans made of values, as they come from data or from another program."""

import pytest

from vanban._checks import find
from vanban._checks._agencies import same_agency
from vanban._checks._money import level_of, rate_of
from vanban._law import list_version, superseded_by
from vanban._plan import (
    Assignment,
    Budget,
    BudgetLine,
    Head,
    LegalReference,
    Money,
    Plan,
    Schedule,
    Target,
    Task,
    Theme,
)

HEAD = Head(
    "Kế hoạch",
    "12/KH-UBND",
    "KH-UBND",
    "2026-01-15",
    "Ủy ban nhân dân tỉnh An Bình",
    "An Bình",
    "Tuyên truyền",
)


def row(path, text, lead=("Sở Y tế",), **more):
    fields = {"schedule": Schedule(text="Hằng năm", recurrence="annual")} | more
    return Task(path, "table", None, text, lead, **fields)


def item(path, text, lead=(), group=None, **more):
    return Task(path, "body", group, text, lead, **more)


def texts(plan, kind):
    return [finding.text for finding in find(plan) if finding.kind == kind]


def test_a_plan_that_is_only_data_is_checked_all_the_same():
    plan = Plan(
        "txt",
        HEAD,
        targets=(
            Target("II.1", 1, "Trên 80% người dân được tuyên truyên.", ">", 80, "%", "người dân", None),
        ),
        themes=(Theme("III", 1, "Kỹ năng bảo vệ tài khoản trên trên mạng."),),
        tasks=(item("IV.1", "Treo áp phích tại chợ."), item("IV.2", "Phát tờ rơi tại bến xe.")),
        assignments=(Assignment("V.1", ("Sở Y tế",), ("Phát tờ rơi tại bến xe.",)),),
    )
    found = {(finding.kind, finding.where) for finding in find(plan)}
    assert found == {("typo", "II.1"), ("typo", "III"), ("missing_lead", "IV.1")}


def test_scans_are_not_blamed_for_the_recognisers_letters():
    plan = Plan("scan", HEAD, themes=(Theme("III", 1, "Kỹ năng trên trên mạng."),))
    assert find(plan) == ()


@pytest.mark.parametrize(
    ("body", "annex", "words"),
    [
        (
            "Tổ chức 10 lớp tập huấn cho cán bộ cấp xã",
            "Tổ chức 12 lớp tập huấn cho cán bộ cấp xã",
            "khác phần lời",
        ),
        (
            "Hoàn thiện bộ tiêu chí an toàn của trường học",
            "Xây dựng bộ tiêu chí an toàn của trường học",
            "xây dựng mới",
        ),
    ],
)
def test_a_row_that_says_otherwise_than_the_body_is_noticed(body, annex, words):
    others = ("Phát tờ rơi tại bến xe và chợ", "Gửi tin nhắn cảnh báo cho thuê bao")
    plan = Plan("txt", HEAD, tasks=(
        item("II.1", body), *(item(f"II.{n}", text) for n, text in enumerate(others, start=2)),
        row("Phụ lục.1", annex), *(row(f"Phụ lục.{n}", text) for n, text in enumerate(others, start=2)),
    ))  # fmt: skip
    (text,) = texts(plan, "other")
    assert words in text


def test_the_same_work_given_to_two_leads_is_noticed_but_not_two_spellings_of_one():
    def plan(lead):
        return Plan("txt", HEAD, tasks=(
            item("II.1", "Tổ chức cuộc thi cho học sinh phổ thông", ("Sở GD&ĐT",)),
            item("II.2", "Phát tờ rơi tại bến xe và chợ", ("Sở Xây dựng",)),
            row("Phụ lục.1", "Tổ chức cuộc thi cho học sinh phổ thông", (lead,)),
            row("Phụ lục.2", "Phát tờ rơi tại bến xe và chợ", ("Sở Xây dựng",)),
        ))  # fmt: skip

    assert texts(plan("Sở Giáo dục và Đào tạo"), "other") == []
    (text,) = texts(plan("Sở Y tế"), "other")
    assert "Sở Y tế" in text


def test_task_groups_named_by_number_count_as_given():
    def plan(duty):
        return Plan(
            "txt",
            HEAD,
            tasks=(
                item("IV.1.a", "Treo áp phích tại chợ.", group="Nội dung 1: Tuyên truyền trực quan"),
                item("IV.2.a", "Soạn cẩm nang cho cha mẹ.", group="Nội dung 2: Tài liệu"),
            ),
            assignments=(Assignment("V.1", ("Sở Y tế",), (duty,)),),
        )

    assert texts(plan("Chủ trì thực hiện Nội dung 1, 2 của Kế hoạch."), "missing_lead") == []
    assert len(texts(plan("Chủ trì thực hiện Nội dung 2 của Kế hoạch."), "missing_lead")) == 1


def test_unled_items_of_one_section_are_one_finding():
    tasks = (
        item("II.1", "Treo áp phích tại chợ."),
        item("II.2", "Soạn cẩm nang cho cha mẹ."),
        item("II.3", "Phát tờ rơi tại bến xe."),
        item("II.4", "Gửi tin nhắn cảnh báo."),
    )
    given = Assignment("III.1", ("Sở Y tế",), ("Phát tờ rơi tại bến xe.", "Gửi tin nhắn cảnh báo."))
    (finding,) = find(Plan("txt", HEAD, tasks=tasks, assignments=(given,)))
    assert (finding.kind, finding.where) == ("missing_lead", "II.1, II.2")


def test_a_half_empty_schedule_column_is_a_habit_one_empty_cell_a_fault():
    rows = [row(f"Phụ lục.{n}", f"Việc riêng thứ {n} của đơn vị") for n in range(1, 6)]
    blank = row("Phụ lục.6", "Việc cuối cùng", schedule=Schedule())
    (text,) = texts(Plan("txt", HEAD, tasks=(*rows, blank)), "other")
    assert "Phụ lục.6" in text
    many = (row(f"Phụ lục.{n}", f"Việc khác {n}", schedule=Schedule()) for n in range(7, 12))
    assert texts(Plan("txt", HEAD, tasks=(*rows, blank, *many)), "other") == []


def test_annexes_whose_grand_totals_differ_are_noticed():
    tasks = (
        row("Phụ lục 01.1", "Việc một", budget=Money(50, "Ngân sách tỉnh")),
        row("Phụ lục 01.2", "Việc hai", budget=Money(30, None)),
    )
    lines = (
        BudgetLine("Phụ lục 02", 2026, "Ngân sách tỉnh", 60),
        BudgetLine("Phụ lục 02", 2027, "Ngân sách tỉnh", 30),
    )
    found = texts(Plan("txt", HEAD, tasks=tasks, budget=Budget(lines=lines)), "sum_mismatch")
    assert any("Tổng của Phụ lục 01 là 80 đồng, của Phụ lục 02 là 90 đồng" in text for text in found)


def test_a_stated_total_one_annex_agrees_with_stays_unsaid():
    tasks = (
        row("Phụ lục 01.1", "Việc một", budget=Money(50, None)),
        row("Phụ lục 02.1", "Việc hai", budget=Money(70, None)),
    )
    assert texts(Plan("txt", HEAD, tasks=tasks, budget=Budget(stated_total_vnd=70)), "sum_mismatch") == []


def test_an_impossible_amount_is_the_readers_fault():
    tasks = (row("Phụ lục.1", "Việc một", budget=Money(10**17, None)),)
    assert texts(Plan("txt", HEAD, tasks=tasks, budget=Budget(stated_total_vnd=70)), "sum_mismatch") == []


@pytest.mark.parametrize(
    ("source", "level"),
    [
        ("Ngân sách tỉnh", "province"),
        ("Ngân sách cấp huyện", "district"),
        ("Ngân sách xã, phường", "commune"),
        ("Ngân sách Trung ương", "central"),
        ("Ngân sách được cấp hằng năm cho đơn vị", None),
        ("Nguồn hợp pháp khác", None),
        (None, None),
    ],
)
def test_whose_budget_a_source_is(source, level):
    assert level_of(source) == level


@pytest.mark.parametrize(
    ("note", "rate"),
    [
        ("Dự kiến 1 tháng 2 nội dung, mỗi nội dung khoảng 7.000.000 đ.", (2, 1, 7_000_000)),
        ("Mỗi quý 01 hội nghị, mỗi hội nghị 20 triệu đồng", (1, 3, 20_000_000)),
        ("02 bản tin/tháng, mỗi bản tin 500.000 đồng", (2, 1, 500_000)),
        ("Mỗi năm 03 lớp", None),
    ],
)
def test_rates_are_read_from_notes(note, rate):
    found = rate_of(row("Phụ lục.1", "Việc", note=note))
    assert (found and (found.count, found.months, found.each)) == rate


def test_names_of_one_agency_are_one_agency():
    assert same_agency("Sở KH&CN", "Sở Khoa học và Công nghệ")
    assert same_agency("Đài Phát thành và Truyền hình tỉnh", "Đài Phát thanh và Truyền hình tỉnh")
    assert not same_agency("Sở Tài chính", "Sở Tư pháp")


def test_laws_are_told_by_number_or_by_a_title_no_newer_law_bears():
    def reference(number, title):
        return LegalReference("Luật", number, None, "Quốc hội", title, True)

    assert superseded_by(reference("86/2015/QH13", None), "2026-07-01")
    assert superseded_by(reference(None, "Luật An toàn thông tin mạng"), "2026-07-01")
    assert superseded_by(reference(None, "Luật An ninh mạng"), "2026-07-01") is None
    assert superseded_by(reference("116/2025/QH15", "Luật An ninh mạng"), "2027-01-01") is None
    assert list_version() >= "2026-07-01"
