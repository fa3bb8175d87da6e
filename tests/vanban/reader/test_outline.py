"""The tree a document's own numbering makes, and the regions around it."""

from __future__ import annotations

import textwrap
from dataclasses import replace

from tests.vanban.reader import layouts
from vanban._outline import Node, Outline, outline
from vanban._sources import take_apart


def tree(text: str) -> Outline:
    return outline(take_apart(text.encode(), name="van-ban.txt"))


def paths(nodes: tuple[Node, ...]) -> list[str]:
    return [node.path for top in nodes for node in top.walk() if node.numeral]


def test_paths_join_the_documents_own_numerals() -> None:
    found = tree("I. A B C\n1. Một\na) x\nb) y\n- gạch\n2. Hai\nII. D E F\n1. Ba")
    assert paths(found.nodes) == ["I", "I.1", "I.1.a", "I.1.b", "I.2", "II", "II.1"]


def test_a_dash_takes_the_path_of_the_heading_it_stands_under() -> None:
    found = tree("I. MỤC TIÊU\n1. Mục tiêu chung\n- Nâng cao nhận thức.")
    bullet = found.nodes[0].children[0].children[0]
    assert (bullet.kind, bullet.path, bullet.text) == ("bullet", "I.1", "Nâng cao nhận thức.")


def test_plusses_stand_under_the_dash_above_them() -> None:
    found = tree("I. NHIỆM VỤ\n- Tham mưu:\n+ Một.\n+ Hai.\n- Khác.")
    first, second = found.nodes[0].children
    assert [child.text for child in first.children] == ["Một.", "Hai."]
    assert second.text == "Khác."


def test_decimal_numbers_do_not_repeat_the_number_they_stand_under() -> None:
    found = tree("I. NHIỆM VỤ\n1. Hạ tầng\n1.1. Mạng\n1.2. Máy chủ\n2. Dữ liệu\n2.1. Kho")
    assert paths(found.nodes) == ["I", "I.1", "I.1.1", "I.1.2", "I.2", "I.2.1"]


def test_a_document_that_lost_its_first_heading_still_has_sections() -> None:
    found = tree(
        "KẾ HOẠCH\nNăm 2024\nII. NHIỆM VỤ\n1. Một.\n2. Hai.\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Chủ trì."
    )
    assert [node.path for node in found.nodes] == ["II", "III"]


def test_duplicate_numbers_after_a_first_are_kept() -> None:
    found = tree("I. PHÂN CÔNG\n1. Sở Nội vụ\n2. Báo An Bình\n2. Hội Tin học\n3. Sở Tài chính")
    assert paths(found.nodes) == ["I", "I.1", "I.2", "I.2", "I.3"]


def test_capitals_stand_above_roman_numerals_where_they_come_first() -> None:
    found = tree(layouts.CAPITALS_ABOVE_ROMAN)
    assert "B.I.1.2" in paths(found.nodes)
    assert [node.path for node in found.nodes] == ["A", "B", "C"]


def test_parts_carry_their_title_line_and_lead_the_path() -> None:
    found = tree(layouts.SCHEME)
    assert [(node.path, node.text) for node in found.nodes][1] == ("II", "QUAN ĐIỂM, MỤC TIÊU")
    assert "III.I.1.b" in paths(found.nodes)


def test_a_sentence_cut_by_a_line_break_is_joined_and_keeps_both_places() -> None:
    found = tree(layouts.BROKEN_LINES)
    joined = next(node for node in found.walk() if node.path == "II.2")
    assert joined.text == "Tổ chức hội nghị triển khai tới Ủy ban nhân dân các xã, phường."
    assert len(joined.places) == 2


def test_the_last_sentence_speaks_for_the_section_and_not_for_the_last_item() -> None:
    found = tree(
        "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Chủ trì.\n2. Sở Nội vụ: Phối hợp.\n"
        "Trong quá trình thực hiện nếu có vướng mắc, các đơn vị phản ánh về Sở Y tế./."
    )
    last = found.nodes[0].children[-1]
    assert (last.kind, last.path) == ("text", "I")


def test_a_last_sentence_that_is_all_an_item_has_stays_with_it() -> None:
    found = tree("I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Chủ trì.\n2. Sở Nội vụ\nBố trí nhân lực thực hiện./.")
    item = found.nodes[0].children[-1]
    assert [child.text for child in item.children] == ["Bố trí nhân lực thực hiện./."]


def test_a_decision_is_kept_apart_from_the_plan_it_promulgates() -> None:
    found = tree(layouts.DECISION_WITH_PLAN)
    assert [node.numeral for node in found.decision] == ["1", "2", "3"]
    assert [node.path for node in found.nodes] == ["I", "II", "III"]
    assert found.decision_closing
    assert "TUYÊN TRUYỀN AN TOÀN THÔNG TIN" in str(found.head)


def test_a_decision_that_holds_the_plan_gives_its_sections_their_own_paths() -> None:
    found = tree(layouts.DECISION_HOLDING_PLAN)
    assert [node.path for node in found.nodes] == ["I", "II", "Điều 2"]
    assert [node.path for node in found.decision] == ["Điều 1", "Điều 3", "Điều 4"]
    assert len({node.place for node in found.walk()}) == len(list(found.walk()))


def test_annexes_begin_after_the_signature_with_label_and_title() -> None:
    found = tree(layouts.ANNEX_LIST)
    assert [annex.label for annex in found.annexes] == ["Phụ lục I", "Phụ lục II"]
    assert "CÁC HOẠT ĐỘNG CHÍNH" in found.annexes[0].title
    assert found.annexes[0].nodes[0].path == "Phụ lục I.1"


def test_a_mention_of_an_annex_in_the_body_begins_none() -> None:
    found = tree("I. NHIỆM VỤ\n1. Một.\n2. Hai.\nPhụ lục I kèm theo Kế hoạch này nêu rõ tiến độ.\n3. Ba.")
    assert found.annexes == ()


def test_what_a_portal_prints_around_a_document_is_set_aside() -> None:
    found = tree(layouts.WITH_FORM + "HIỆU LỰC VĂN BẢN\nSố hiệu: 1/KH\nTải văn bản")
    assert len(found.rest) == 3


def test_a_document_without_numbering_has_no_nodes() -> None:
    found = tree("Kính gửi các đơn vị\nĐề nghị các đơn vị phối hợp.")
    assert found.nodes == ()
    assert len(found.head) == 2


def test_list_items_typed_with_line_breaks_in_one_paragraph_are_items() -> None:
    found = outline(
        layouts.source("I. TỔ CHỨC THỰC HIỆN", "1. Sở Y tế:\n- Chủ trì.\n- Báo cáo.", "2. Sở Nội vụ")
    )
    first, second = found.nodes[0].children
    assert [child.text for child in first.children] == ["Chủ trì.", "Báo cáo."]
    assert second.path == "I.2"


def test_a_line_break_within_a_sentence_splits_nothing() -> None:
    found = outline(
        layouts.source("I. NHIỆM VỤ", "1. Rà soát của\nSở Y tế - đơn vị chủ trì\n- Phối hợp liên ngành.")
    )
    assert found.nodes[0].children[0].is_leaf


def test_a_table_of_contents_is_set_aside() -> None:
    found = tree(
        "ĐỀ ÁN\nTuyên truyền\nMỤC LỤC\nI. MỤC TIÊU ........ 3\nII. NHIỆM VỤ ........ 5\nI. MỤC TIÊU\n1. Một.\nII. NHIỆM VỤ\n1. Hai."
    )
    assert [node.path for node in found.nodes] == ["I", "II"]
    assert len(found.rest) == 2


def test_lists_that_start_over_without_end_do_not_nest_without_end() -> None:
    found = outline(layouts.source("I. NHIỆM VỤ", *["1. Việc gồm:"] * 3000))
    assert max(node.depth for node in found.walk()) < 40


def test_a_text_wrapped_line_by_line_is_read_as_its_sentences() -> None:
    words = (
        "Tuyên truyền trên hệ thống truyền thanh cơ sở tới Nhân dân của Thành phố An Bình và các xã lân cận"
    )
    items = [f"{n}. {words} {words} {words} lần thứ {n}." for n in range(1, 16)]
    lines = [line for text in ("I. NHIỆM VỤ", *items) for line in textwrap.wrap(text, 80)]
    found = outline(layouts.source(*lines))
    assert [child.text for child in found.nodes[0].children] == [item.split(". ", 1)[1] for item in items]


def test_the_number_of_a_document_at_the_start_of_a_line_is_no_mark() -> None:
    found = outline(
        layouts.source("I. NHIỆM VỤ", "- Thực hiện nghiêm túc Kế hoạch", "578/KH-BCA-A05 của Bộ Công an.")
    )
    assert "578/KH-BCA-A05" in " ".join(node.text for node in found.walk())
    assert all(node.numeral != "578" for node in found.walk())


def test_a_table_with_a_total_in_capitals_is_no_signature() -> None:
    rows = [
        ("STT", "Nội dung", "Kinh phí"),
        ("1", "Tờ rơi", "10"),
        ("2", "Loa", "5"),
        ("", "TỔNG CỘNG", "15"),
    ]
    found = outline(
        layouts.source(
            "I. KINH PHÍ", layouts.table(*rows), "II. TỔNG KẾT", "1. Sơ kết.", "Nơi nhận:", "CHỦ TỊCH"
        )
    )
    assert [node.path for node in found.nodes] == ["I", "II"]
    assert len(found.closing) == 2


def test_a_heading_in_capitals_that_names_an_office_is_no_signature_while_sections_follow() -> None:
    found = outline(
        layouts.source(
            "I. NHIỆM VỤ", "1. Một.", "GIÁM ĐỐC CÁC SỞ", "2. Hai.", "II. TỔ CHỨC THỰC HIỆN", "1. Sở Y tế"
        )
    )
    assert [node.path for node in found.nodes] == ["I", "II"]


def test_numbers_that_carry_their_section_do_not_repeat_it() -> None:
    found = outline(
        layouts.source(
            "I. MỤC TIÊU",
            "I.1. Mục tiêu chung",
            "I.2. Mục tiêu cụ thể",
            "a) Một.",
            "II. NHIỆM VỤ",
            "II.1. Hạ tầng",
        )
    )
    assert paths(found.nodes) == ["I", "I.1", "I.2", "I.2.a", "II", "II.1"]


def test_page_headers_and_typed_foot_notes_are_set_aside() -> None:
    header = replace(layouts.source("KH 12").blocks[0], part="header")
    found = outline(
        layouts.source(header, "I. NHIỆM VỤ", "1. Một[1].", "2. Hai.", "3. Ba.", "[1] Như: Luật An ninh mạng")
    )
    assert len(found.rest) == 1
    assert len(found.notes) == 1
    assert paths(found.nodes) == ["I", "I.1", "I.2", "I.3"]


def test_what_follows_the_signature_without_a_label_is_an_annex() -> None:
    rows = [("STT", "Nhiệm vụ", "Chủ trì"), ("1", "Mở lớp", "Sở Y tế")]
    listed = outline(
        layouts.source(
            "I. NHIỆM VỤ", "1. Một.", "Nơi nhận:", "CHỦ TỊCH", "DANH MỤC NHIỆM VỤ", layouts.table(*rows)
        )
    )
    bare = outline(layouts.source("I. NHIỆM VỤ", "1. Một.", "Nơi nhận:", "CHỦ TỊCH", layouts.table(*rows)))
    assert [(a.label, a.title) for a in listed.annexes] == [("Phụ lục", "DANH MỤC NHIỆM VỤ")]
    assert [a.label for a in bare.annexes] == ["Phụ lục"]


def test_a_list_goes_on_though_the_sign_after_the_number_changes() -> None:
    found = outline(layouts.source("I. NHIỆM VỤ", "1. Một", "a) Việc.", "2) Hai", "b. Việc."))
    assert paths(found.nodes)[:3] == ["I", "I.1", "I.1.a"]
    assert "I.2" in paths(found.nodes)


def test_capitals_under_roman_numerals_stand_beneath_them() -> None:
    found = outline(
        layouts.source(
            "I. NHIỆM VỤ",
            "A. HẠ TẦNG SỐ",
            "1. Một.",
            "B. DỮ LIỆU SỐ",
            "1. Hai.",
            "II. KINH PHÍ",
            "A. NGÂN SÁCH TỈNH",
        )
    )
    assert paths(found.nodes) == ["I", "I.A", "I.A.1", "I.B", "I.B.1", "II", "II.A"]


def test_the_attached_plan_is_found_though_its_kind_is_not_in_capitals() -> None:
    found = tree(layouts.DECISION_WITH_PLAN.replace("\nKẾ HOẠCH\n", "\nKế hoạch\n"))
    assert [node.numeral for node in found.decision] == ["1", "2", "3"]
    assert [node.path for node in found.nodes] == ["I", "II", "III"]


def test_an_annex_in_small_letters_without_a_signature_before_it_is_known_by_its_table() -> None:
    rows = [("STT", "Nhiệm vụ", "Chủ trì"), ("1", "Mở lớp", "Sở Y tế")]
    found = outline(
        layouts.source(
            "I. NHIỆM VỤ",
            "1. Một.",
            "2. Hai.",
            "II. TỔ CHỨC THỰC HIỆN",
            "1. Sở Y tế",
            "Phụ lục 1: Danh mục nhiệm vụ",
            layouts.table(*rows),
        )
    )
    assert [(annex.label, len(annex.nodes)) for annex in found.annexes] == [("Phụ lục 1", 1)]
    assert [node.path for node in found.nodes] == ["I", "II"]
