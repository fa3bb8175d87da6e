"""Tasks of bodies, annexes and tables: which items they are, and who, when, what for."""

from __future__ import annotations

from tests.vanban.reader import layouts
from tests.vanban.reader.layouts import plan, plan_of, table
from vanban._facets import cut_facets, facet_kind
from vanban._plan import Money, Plan, Task

HEAD = ("KẾ HOẠCH", "Năm 2024", "I. MỤC ĐÍCH", "1. Nâng cao nhận thức.")


def by_path(found: Plan) -> dict[str, Task]:
    return {task.path: task for task in found.tasks}


def test_lines_under_a_task_say_who_acts_when_and_what_for() -> None:
    tasks = by_path(plan(layouts.OWNERS_IN_LINES))
    day = tasks["II.1"]
    assert day.text == "Tổ chức Ngày an toàn thông tin"
    assert day.lead == ("Cục An toàn thông tin",)
    assert day.coordinating == ("Hiệp hội An toàn thông tin", "các Sở")
    assert day.products == ("Hội thảo", "Triển lãm")
    assert (day.schedule.start, day.schedule.end) == ("2024-11", "2024-11")


def test_the_same_may_stand_behind_the_task_in_one_paragraph() -> None:
    task = by_path(plan(layouts.OWNERS_IN_LINES))["II.2"]
    assert task.text == "Xây dựng bộ công cụ nhận diện lừa đảo."
    assert task.lead == ("Trung tâm Giám sát",)
    assert task.schedule.end == "2024-09"


def test_owners_between_dashes_belong_to_the_task_before_them() -> None:
    tasks = by_path(plan(layouts.DECISION_WITH_PLAN))
    assert tasks["II.1.a"].lead == ("Báo An Bình",)
    assert tasks["II.1.a"].coordinating == ("Sở Thông tin và Truyền thông", "các cơ quan liên quan")
    assert tasks["II.1.a"].schedule.recurrence == "annual"
    assert tasks["II.1.b"].lead == ("Đài Phát thanh và Truyền hình tỉnh",)
    assert (tasks["II.1.b"].schedule.start, tasks["II.1.b"].schedule.end) == ("2023-10", "2023-12")


def test_owners_in_brackets_are_read_out_of_the_sentence_with_a_doubt() -> None:
    task = by_path(plan(layouts.DECISION_WITH_PLAN))["II.2"]
    assert (task.lead, task.coordinating) == (("Sở Nội vụ",), ("Sở Thông tin và Truyền thông",))
    assert task.confidence < 0.95
    assert task.doubts


def test_helpers_named_before_the_word_that_says_so_are_found() -> None:
    task = by_path(plan(layouts.CAPITALS_ABOVE_ROMAN))["B.I.1.1"]
    assert (task.lead, task.coordinating) == (("Sở Khoa học và Công nghệ",), ("các doanh nghiệp",))


def test_owners_listed_under_a_label_speak_for_every_item_before_them() -> None:
    found = plan(layouts.OWNERS_UNDER_LABELS)
    assert [task.path for task in found.tasks] == ["I.1.a", "I.1.b"]
    for task in found.tasks:
        assert task.lead == ("Ban Chỉ đạo quốc gia", "Bộ Thông tin và Truyền thông", "Bộ Ngoại giao")
        assert task.coordinating == ("Các đơn vị, địa phương",)
        assert task.schedule.start == "2023-11"


def test_dashes_that_complete_a_lettered_item_belong_to_it() -> None:
    task = by_path(plan(layouts.SCHEME))["III.I.1.b"]
    assert task.text == "Biên soạn các tài liệu tuyên truyền, gồm: Sổ tay cho người dân; Tờ rơi cho học sinh."


def test_the_leaf_items_of_every_part_of_a_scheme_are_tasks() -> None:
    assert list(by_path(plan(layouts.SCHEME))) == ["III.I.1.a", "III.I.1.b", "III.II.1"]


def test_tasks_of_a_decision_that_holds_the_plan_have_the_paths_of_the_plan() -> None:
    found = plan(layouts.DECISION_HOLDING_PLAN)
    assert list(by_path(found)) == ["II.1.a", "II.1.b"]
    assert found.tasks[0].group == "Nhiệm vụ 1: Tuyên truyền ở cơ sở giáo dục"


def test_a_form_to_be_filled_in_holds_no_tasks() -> None:
    assert [task.path for task in plan(layouts.WITH_FORM).tasks] == ["II.1", "II.2"]


def test_a_form_without_a_telling_title_is_known_by_its_empty_cells() -> None:
    found = plan_of(
        *HEAD,
        "II. NHIỆM VỤ",
        "1. Tổ chức hội nghị.",
        "Nơi nhận:",
        "CHỦ TỊCH",
        "PHỤ LỤC",
        "TÌNH HÌNH TRIỂN KHAI",
        table(
            ("STT", "Nội dung", "Đơn vị thực hiện", "Kết quả", "Thời gian"),
            ("1", "Số hội nghị", "", "", ""),
            ("2", "Số tin bài", "...", "", ""),
        ),
    )
    assert [task.path for task in found.tasks] == ["II.1"]


def test_a_pointer_to_an_annex_is_no_task() -> None:
    found = plan_of(*HEAD, "II. NHIỆM VỤ", "1. Tổ chức hội nghị.", "(Chi tiết tại Phụ lục kèm theo)")
    assert [task.text for task in found.tasks] == ["Tổ chức hội nghị."]


def test_an_annex_that_is_a_list_with_owners_holds_tasks() -> None:
    found = plan(layouts.ANNEX_LIST)
    assert [(t.path, t.text, t.lead) for t in found.tasks] == [
        ("Phụ lục I.1", "Lễ phát động", ("Sở Y tế",)),
        ("Phụ lục I.2", "Hội thi", ("Tỉnh đoàn",)),
    ]


def test_a_row_gives_task_owners_products_schedule_money_and_note() -> None:
    found = plan_of(
        *HEAD,
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Sở Y tế",
        "- Chủ trì.",
        "Nơi nhận:",
        "CHỦ TỊCH",
        "PHỤ LỤC 02",
        "DANH MỤC NHIỆM VỤ",
        table(
            ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời gian", "Kinh phí", "Ghi chú"),
            (
                "1",
                "Mở lớp",
                "Sở Y tế",
                "Sở Nội vụ; Tỉnh đoàn",
                "02 lớp\n01 báo cáo",
                "Năm 2024",
                "5.000.000 đ (Ngân sách tỉnh)",
                "Đợt 1",
            ),
        ),
    )
    (task,) = found.tasks
    assert (task.path, task.source, task.text) == ("Phụ lục 02.1", "table", "Mở lớp")
    assert (task.lead, task.coordinating) == (("Sở Y tế",), ("Sở Nội vụ", "Tỉnh đoàn"))
    assert task.products == ("02 lớp", "01 báo cáo")
    assert (task.schedule.start, task.schedule.end) == ("2024", "2024")
    assert task.budget == Money(5_000_000, "Ngân sách tỉnh")
    assert task.note == "Đợt 1"


def test_bare_figures_count_in_the_unit_of_their_column() -> None:
    found = plan_of(
        *HEAD,
        "II. NHIỆM VỤ",
        table(
            ("STT", "Nhiệm vụ", "Chủ trì", "Kinh phí (triệu đồng)"),
            ("1", "Mở lớp", "Sở Y tế", "120"),
            ("2", "In tờ rơi", "Sở Y tế", "1.250"),
        ),
    )
    assert [task.budget.amount_vnd for task in found.tasks if task.budget] == [120_000_000, 1_250_000_000]
    assert [task.path for task in found.tasks] == ["II.1", "II.2"]


def test_crosses_under_years_are_the_schedule() -> None:
    found = plan_of(
        *HEAD,
        "II. NHIỆM VỤ",
        table(
            ("STT", "Nhiệm vụ", "Chủ trì", "Lộ trình", "^", "^"),
            ("^", "^", "^", "2023", "2024", "2025"),
            ("1", "Mở lớp", "Sở Y tế", "x", "x", ""),
            ("2", "In tờ rơi", "Sở Y tế", "", "", "x"),
            merged={(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (1, 3)},
        ),
    )
    assert [(t.schedule.start, t.schedule.end) for t in found.tasks] == [("2023", "2024"), ("2025", "2025")]


def test_a_task_nobody_leads_carries_a_doubt_in_plain_words() -> None:
    found = plan_of(*HEAD, "II. NHIỆM VỤ", "1. Tổ chức hội nghị.")
    assert found.tasks[0].doubts == ("Không thấy cơ quan chủ trì.",)


def test_every_task_points_at_its_place() -> None:
    found = plan(layouts.DECISION_WITH_PLAN)
    for task in found.tasks:
        assert task.place is not None
        assert task.text[:20] in getattr(found.blocks[task.place.block], "text", "")


def test_facets_are_cut_from_the_words_of_a_task() -> None:
    own, facets = cut_facets(
        "Mở lớp. Cơ quan chủ trì: Sở Y tế; cơ quan phối hợp: Sở Nội vụ; thời gian: Quý I/2024."
    )
    assert own == "Mở lớp."
    assert [facet.kind for facet in facets] == ["actors", "actors", "schedule"]
    assert facet_kind("Sản phẩm: Kế hoạch") == "products"
    assert facet_kind("Tổ chức hội nghị triển khai: 02 hội nghị") is None


def test_a_list_under_its_content_label_is_the_tasks_and_the_labels_after_it_speak_for_them() -> None:
    found = plan_of(
        *HEAD, "II. NHIỆM VỤ", "1. Tuyên truyền trong nhà trường", "a) Nội dung:", "- Đưa kiến thức vào môn tin học.",
        "- Tổ chức cuộc thi.", "b) Đơn vị chủ trì: Sở Giáo dục và Đào tạo.", "c) Thời gian thực hiện: 2022-2025.",
    )  # fmt: skip
    assert [(t.path, t.text, t.lead) for t in found.tasks] == [
        ("II.1.a", "Đưa kiến thức vào môn tin học.", ("Sở Giáo dục và Đào tạo",)),
        ("II.1.a", "Tổ chức cuộc thi.", ("Sở Giáo dục và Đào tạo",)),
    ]
    assert {(t.schedule.start, t.schedule.end) for t in found.tasks} == {("2022", "2025")}


def test_tasks_given_out_agency_by_agency_are_assignments() -> None:
    found = plan_of(
        *HEAD, "II. NHIỆM VỤ VÀ PHÂN CÔNG THỰC HIỆN", "1. Sở Y tế", "a) Chủ trì xây dựng chuyên trang.", "2. Công an tỉnh",
        "- Cung cấp thông tin.",
    )  # fmt: skip
    assert found.tasks == ()
    assert [a.agencies for a in found.assignments] == [("Sở Y tế",), ("Công an tỉnh",)]


def test_tasks_under_the_heading_of_an_agency_are_led_by_it_and_say_so() -> None:
    found = plan_of(
        *HEAD, "II. NHIỆM VỤ, GIẢI PHÁP", "1. Sở Y tế", "a) Xây dựng chuyên trang.", "2. Công an tỉnh", "- Cung cấp thông tin.",
        "III. TỔ CHỨC THỰC HIỆN", "1. Sở Nội vụ", "- Theo dõi.",
    )  # fmt: skip
    assert [task.lead for task in found.tasks] == [("Sở Y tế",), ("Công an tỉnh",)]
    assert all("đề mục" in task.doubts[0] for task in found.tasks)
    assert [a.path for a in found.assignments] == ["III.1"]


def test_sections_without_numbers_are_known_by_their_capitals() -> None:
    found = plan(
        "KẾ HOẠCH\nTUYÊN TRUYỀN PHÒNG CHỐNG LỪA ĐẢO\nMỤC ĐÍCH, YÊU CẦU\nNâng cao nhận thức.\nNỘI DUNG THỰC HIỆN\n"
        "- Tuyên truyền trên loa.\n- Phát tờ rơi tại chợ.\nTỔ CHỨC THỰC HIỆN\n1. Công an xã\n- Chủ trì."
    )
    assert [task.text for task in found.tasks] == ["Tuyên truyền trên loa.", "Phát tờ rơi tại chợ."]
    assert [a.agencies for a in found.assignments] == [("Công an xã",)]


def test_a_table_that_goes_on_without_a_header_is_one_table() -> None:
    header = ("STT", "Nhiệm vụ", "Chủ trì", "Thời gian")
    found = plan_of(
        *HEAD,
        "II. NHIỆM VỤ",
        table(header, ("I", "TUYÊN TRUYỀN", "", ""), ("1", "Mở lớp", "Sở Y tế", "Quý I/2024")),
        table(("2", "In tờ rơi", "Sở Y tế", "Quý II/2024"), ("3", "Phát loa", "Sở Nội vụ", "Năm 2024")),
    )
    assert [(t.path, t.lead) for t in found.tasks] == [
        ("II.I.1", ("Sở Y tế",)),
        ("II.I.2", ("Sở Y tế",)),
        ("II.I.3", ("Sở Nội vụ",)),
    ]


def test_rows_word_numbered_are_counted_and_numbers_within_the_task_are_read() -> None:
    lost = plan_of(
        *HEAD, "II. NHIỆM VỤ",
        table(("STT", "Nhiệm vụ", "Chủ trì"), ("", "Mở lớp", "Sở Y tế"), ("", "In tờ rơi", "Sở Y tế")),
    )  # fmt: skip
    typed = plan_of(
        *HEAD, "II. NHIỆM VỤ", table(("Nhiệm vụ", "Chủ trì", "Thời gian"), ("1. Mở lớp", "Sở Y tế", "2024"), ("2. In tờ rơi", "Sở Y tế", "2024"))
    )  # fmt: skip
    assert [(t.path, t.text) for t in lost.tasks] == [("II.1", "Mở lớp"), ("II.2", "In tờ rơi")]
    assert [(t.path, t.text) for t in typed.tasks] == [("II.1", "Mở lớp"), ("II.2", "In tờ rơi")]


def rows_of(header: tuple[str, ...], *rows: tuple[str, ...]) -> Plan:
    return plan_of(*HEAD, "II. NHIỆM VỤ", table(header, *rows))


def test_one_cell_may_name_who_leads_and_who_helps() -> None:
    found = rows_of(
        ("STT", "Nhiệm vụ", "Cơ quan thực hiện", "Thời gian"),
        ("1", "Mở lớp", "Sở Y tế (chủ trì); Sở Nội vụ, Tỉnh đoàn (phối hợp)", "2024"),
        ("2", "In tờ rơi", "Chủ trì: Sở Y tế\nPhối hợp: Sở Nội vụ; Tỉnh đoàn", "2024"),
        ("3", "Phát loa", "UBND các xã, phường", "2024"),
    )
    assert [(t.lead, t.coordinating) for t in found.tasks] == [
        (("Sở Y tế",), ("Sở Nội vụ", "Tỉnh đoàn")),
        (("Sở Y tế",), ("Sở Nội vụ", "Tỉnh đoàn")),
        (("UBND các xã, phường",), ()),
    ]


def test_columns_of_beginning_and_end_make_one_schedule() -> None:
    found = plan_of(
        *HEAD, "II. NHIỆM VỤ",
        table(
            ("STT", "Nhiệm vụ", "Chủ trì", "Thời gian", "^"),
            ("^", "^", "^", "Bắt đầu", "Kết thúc"),
            ("1", "Mở lớp", "Sở Y tế", "tháng 3/2024", "tháng 9/2024"),
            merged={(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (1, 2)},
        ),
    )  # fmt: skip
    assert [(t.schedule.start, t.schedule.end) for t in found.tasks] == [("2024-03", "2024-09")]


def test_a_roman_row_above_ones_is_a_group_even_with_cells_of_its_own() -> None:
    found = rows_of(
        ("STT", "Nhiệm vụ", "Chủ trì", "Thời gian"),
        ("I", "Tuyên truyền", "Sở Y tế", ""),
        ("1", "Mở lớp", "Sở Y tế", "2024"),
        ("II", "Tập huấn", "Sở Nội vụ", ""),
        ("1", "Mở khóa", "Sở Nội vụ", "2024"),
    )
    assert [(t.path, t.group) for t in found.tasks] == [("II.I.1", "Tuyên truyền"), ("II.II.1", "Tập huấn")]


def test_lists_of_people_agendas_and_things_counted_are_no_tasks() -> None:
    people = rows_of(
        ("STT", "Họ và tên", "Chức vụ", "Nhiệm vụ"), ("1", "Trần An", "Trưởng ban", "Chỉ đạo chung")
    )
    agenda = rows_of(
        ("Thời gian", "Nội dung", "Người chủ trì"),
        ("7h30", "Đón khách", "Ban Tổ chức"),
        ("8h00", "Khai mạc", "Ban Tổ chức"),
    )
    things = rows_of(
        ("STT", "Nội dung", "Đơn vị", "Số lượng"), ("1", "Tờ rơi", "tờ", "100"), ("2", "Băng rôn", "cái", "5")
    )
    assert (people.tasks, agenda.tasks) == ((), ())
    assert all(task.lead == () for task in things.tasks)


def test_a_progress_form_prefilled_with_tasks_is_still_a_form() -> None:
    found = plan_of(
        *HEAD, "II. NHIỆM VỤ", "1. Mở lớp.", "Nơi nhận:", "CHỦ TỊCH", "MẪU SỐ 02", "BÁO CÁO TIẾN ĐỘ THỰC HIỆN NHIỆM VỤ",
        table(
            ("STT", "Nhiệm vụ", "Chủ trì", "Kết quả đạt được", "Ghi chú"),
            ("1", "Mở lớp", "Sở Y tế", "", ""),
            ("2", "In tờ rơi", "Sở Y tế", "…", ""),
        ),
    )  # fmt: skip
    assert [task.path for task in found.tasks] == ["II.1"]


def test_a_sentence_that_opens_a_list_says_who_acts_for_all_of_it() -> None:
    found = plan_of(
        *HEAD, "II. NHIỆM VỤ", "1. Bảo vệ hệ thống", "Sở Y tế chủ trì, phối hợp với Công an tỉnh thực hiện:", "- Giám sát.", "- Diễn tập.",
    )  # fmt: skip
    assert [(t.lead, t.coordinating) for t in found.tasks] == [(("Sở Y tế",), ("Công an tỉnh",))] * 2


def test_owners_under_the_last_lettered_item_alone_speak_for_all_of_them() -> None:
    found = plan_of(
        *HEAD, "II. NHIỆM VỤ", "1. Xây dựng chuyên trang", "a) Thiết kế giao diện.", "b) Cập nhật tin bài.",
        "- Đơn vị chủ trì: Trung tâm Thông tin.", "- Thời gian hoàn thành: Quý II/2024.",
    )  # fmt: skip
    assert [(t.lead, t.schedule.end) for t in found.tasks] == [(("Trung tâm Thông tin",), "2024-06")] * 2


def test_a_named_task_with_a_sentence_about_it_and_its_owner_is_one_task() -> None:
    found = plan_of(
        *HEAD, "II. NHIỆM VỤ", "1. Hoạt động 1: Tổ chức họp báo thường kỳ", "Tổ chức họp báo mỗi tháng một lần.",
        "- Đơn vị chủ trì: Văn phòng Bộ.",
    )  # fmt: skip
    assert [(t.text, t.lead) for t in found.tasks] == [
        ("Hoạt động 1: Tổ chức họp báo thường kỳ", ("Văn phòng Bộ",))
    ]
