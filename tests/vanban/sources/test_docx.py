"""Word files: what Word draws, keeps, merges and hides must come out as people see it."""

from __future__ import annotations

import pytest

from tools.samples import cell, docx, level, numbered, paragraph, table
from vanban._blocks import Paragraph, Source, Table
from vanban._sources import take_apart


def paragraphs(source: Source) -> list[Paragraph]:
    return [block for block in source.blocks if isinstance(block, Paragraph)]


def only_table(source: Source) -> Table:
    (found,) = [block for block in source.blocks if isinstance(block, Table)]
    return found


def abstract(*levels: str, key: int = 0, extra: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{extra}{"".join(levels)}</w:abstractNum>'


def num(key: int, abstract_key: int = 0, override: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract_key}"/>{override}</w:num>'


def labels(source: Source) -> list[str]:
    return [found.label for found in paragraphs(source)]


def test_the_numbers_word_draws_come_as_labels_and_stay_out_of_the_text() -> None:
    numbering = abstract(
        level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "lowerLetter", "%3)")
    ) + num(1)
    body = numbered("MỤC TIÊU", 1) + numbered("Chung", 1, 1) + numbered("Một", 1, 2) + numbered("Hai", 1, 2)
    body += numbered("Cụ thể", 1, 1) + numbered("Ba", 1, 2) + numbered("NHIỆM VỤ", 1)
    found = take_apart(docx(body, numbering=numbering))
    assert labels(found) == ["I.", "1.", "a)", "b)", "2.", "a)", "II."]
    assert paragraphs(found)[2].text == "Một"
    assert paragraphs(found)[2].level == 2


def test_a_label_may_draw_the_numbers_above_it() -> None:
    numbering = abstract(
        level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.", extra="<w:isLgl/>")
    ) + num(1)
    body = (
        numbered("a", 1) + numbered("b", 1, 1) + numbered("c", 1, 1) + numbered("d", 1) + numbered("e", 1, 1)
    )
    assert labels(take_apart(docx(body, numbering=numbering))) == ["I.", "1.1.", "1.2.", "II.", "2.1."]


def test_after_z_word_doubles_the_letter_and_unknown_forms_are_decimal() -> None:
    numbering = abstract(
        level(0, "lowerLetter", "%1)", start=26),
        level(1, "hindiVowels", "%2."),
        level(2, "decimalZero", "%3"),
    )
    body = numbered("a", 1) + numbered("b", 1) + numbered("c", 1, 1) + numbered("d", 1, 2)
    assert labels(take_apart(docx(body, numbering=numbering + num(1)))) == ["z)", "aa)", "1.", "01"]


def test_two_lists_on_one_definition_go_on_counting_and_an_override_starts_anew() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(level(0, "decimal", "%1.")) + num(1) + num(2) + num(3, override=override)
    body = numbered("a", 1) + numbered("b", 1) + numbered("c", 2) + numbered("d", 3) + numbered("e", 3)
    assert labels(take_apart(docx(body, numbering=numbering))) == ["1.", "2.", "3.", "1.", "2."]


def test_a_level_that_never_restarts_counts_through() -> None:
    numbering = abstract(
        level(0, "decimal", "%1."), level(1, "decimal", "%2)", extra='<w:lvlRestart w:val="0"/>')
    ) + num(1)
    body = numbered("a", 1) + numbered("b", 1, 1) + numbered("c", 1) + numbered("d", 1, 1)
    assert labels(take_apart(docx(body, numbering=numbering))) == ["1.", "1)", "2.", "2)"]


def test_bullets_come_as_they_look_and_symbol_fonts_as_dashes_and_dots() -> None:
    numbering = "".join(
        abstract(level(0, "bullet", mark), key=key) for key, mark in enumerate("\uf02d\uf0b7+\uf0d8")
    )
    numbering += "".join(num(key + 1, key) for key in range(4))
    body = "".join(numbered("a", key + 1) for key in range(4))
    assert labels(take_apart(docx(body, numbering=numbering))) == ["-", "•", "+", "➢"]


def test_a_style_can_carry_the_numbering_and_a_paragraph_can_leave_it() -> None:
    numbering = abstract(level(0, "decimal", "Điều %1.", extra='<w:pStyle w:val="Dieu"/>')) + num(7)
    styles = '<w:style w:type="paragraph" w:styleId="Dieu"><w:name w:val="Dieu"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
    style = '<w:pStyle w:val="Dieu"/>'
    body = paragraph("a", properties=style) + paragraph(
        "b", properties=style + '<w:numPr><w:numId w:val="0"/></w:numPr>'
    )
    body += paragraph("c", properties=style)
    assert labels(take_apart(docx(body, numbering=numbering, styles=styles))) == ["Điều 1.", "", "Điều 2."]


def test_a_numbering_style_lends_its_levels() -> None:
    numbering = abstract(key=0, extra='<w:numStyleLink w:val="Kieu"/>')
    numbering += abstract(level(0, "decimal", "%1/"), key=1, extra='<w:styleLink w:val="Kieu"/>') + num(1, 0)
    assert labels(take_apart(docx(numbered("a", 1), numbering=numbering))) == ["1/"]


def test_an_empty_numbered_paragraph_counts_but_is_not_there() -> None:
    numbering = abstract(level(0, "decimal", "%1.")) + num(1)
    found = take_apart(docx(numbered("a", 1) + numbered("", 1) + numbered("c", 1), numbering=numbering))
    assert labels(found) == ["1.", "3."]


def test_a_broken_number_reference_leaves_the_paragraph_without_label() -> None:
    found = take_apart(docx(numbered("a", 99) + numbered("b", 1, 12), numbering=abstract() + num(1)))
    assert labels(found) == ["", ""]


def test_headings_titles_weight_and_alignment_come_from_styles_and_from_the_paragraph() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="N"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="X"><w:name w:val="x"/><w:basedOn w:val="Y"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Y"><w:name w:val="y"/><w:basedOn w:val="X"/><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>'
    )
    body = paragraph("Nhiệm vụ", properties='<w:pStyle w:val="H2"/>') + paragraph(
        "KẾ HOẠCH", properties='<w:pStyle w:val="T"/>'
    )
    body += paragraph("thường", run='<w:b w:val="0"/><w:i/>') + paragraph(
        "vòng", properties='<w:pStyle w:val="X"/>'
    )
    heading, title, plain, looped = paragraphs(take_apart(docx(body, styles=styles)))
    assert (heading.heading, heading.level, heading.bold) == (True, 1, True)
    assert (title.heading, title.centred) == (True, True)
    assert (plain.heading, plain.bold, plain.italic) == (False, False, True)
    assert looped.level == 3


def test_a_paragraph_is_bold_only_when_every_letter_is() -> None:
    body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Điều 1. </w:t></w:r><w:r><w:t>Ban hành</w:t></w:r></w:p>"
    (found,) = paragraphs(take_apart(docx(body)))
    assert (found.text, found.bold) == ("Điều 1. Ban hành", False)


def test_inserted_text_stays_deleted_and_hidden_text_goes() -> None:
    body = (
        "<w:p><w:r><w:t>Giao </w:t></w:r><w:ins><w:r><w:t>Sở A</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>Sở B</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
        "<w:moveFrom><w:r><w:t>đi</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> chủ trì</w:t></w:r></w:moveTo></w:p>"
    )
    assert paragraphs(take_apart(docx(body)))[0].text == "Giao Sở A chủ trì"


def test_a_paragraph_whose_end_was_deleted_runs_into_the_next() -> None:
    body = paragraph("Sở Thông tin ", properties="<w:rPr><w:del/></w:rPr>") + paragraph("và Truyền thông")
    assert [found.text for found in paragraphs(take_apart(docx(body)))] == ["Sở Thông tinvà Truyền thông"]


def test_a_deleted_table_row_is_gone() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('cũ')}</w:tr>"
    body = f"<w:tbl>{gone}<w:tr>{cell('mới')}</w:tr></w:tbl>"
    assert [[held.text for held in row] for row in only_table(take_apart(docx(body))).rows] == [["mới"]]


def test_special_characters_become_plain_ones() -> None:
    body = (
        "<w:p><w:r><w:t>Chỉ thị 11</w:t><w:noBreakHyphen/><w:t>CT</w:t><w:softHyphen/><w:t>/TU</w:t><w:tab/><w:t>tab</w:t>"
        '<w:br/><w:t>dòng</w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:t>90%</w:t></w:r></w:p>'
    )
    assert paragraphs(take_apart(docx(body)))[0].text == "Chỉ thị 11-CT/TU\ttab\ndòng≥90%"


def test_capitals_that_word_only_draws_are_capitals() -> None:
    assert paragraphs(take_apart(docx(paragraph("kế hoạch", run="<w:caps/>"))))[0].text == "KẾ HOẠCH"


@pytest.mark.parametrize(
    ("font", "written", "read"),
    [
        (".VnTime", "KÕ ho¹ch", "Kế hoạch"),
        ("VNI-Times", "Keá hoaïch", "Kế hoạch"),
        (".VnTimeH", "kÕ ho¹ch", "KẾ HOẠCH"),
    ],
)
def test_text_in_old_vietnamese_fonts_becomes_unicode(font: str, written: str, read: str) -> None:
    body = paragraph(written, run=f'<w:rFonts w:ascii="{font}"/>')
    assert paragraphs(take_apart(docx(body)))[0].text == read


def test_field_codes_are_dropped_and_their_results_kept() -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Phụ lục 01</w:t></w:r></w:p>'
    )
    assert paragraphs(take_apart(docx(body)))[0].text == "Phụ lục 01"


def test_footnotes_leave_the_text_and_keep_their_marks_in_order() -> None:
    body = '<w:p><w:r><w:t>Chỉ thị</w:t></w:r><w:r><w:footnoteReference w:id="5"/></w:r></w:p>'
    body += '<w:p><w:r><w:t>Luật</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    found = take_apart(docx(body, footnotes={2: "Luật 116", 5: "Chỉ thị 11", 9: "không dùng"}))
    assert [(one.text, one.footnotes) for one in paragraphs(found)] == [("Chỉ thị", ("1",)), ("Luật", ("2",))]
    assert [(note.mark, note.text) for note in found.footnotes] == [("1", "Chỉ thị 11"), ("2", "Luật 116")]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('Dự thảo')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Số: /KH</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert [(one.text, one.part) for one in paragraphs(take_apart(docx(body)))] == [
        ("Số: /KH", "body"),
        ("Dự thảo", "textbox"),
    ]


def test_headers_follow_the_body_and_a_header_of_page_numbers_is_left_out() -> None:
    found = take_apart(docx(paragraph("a"), header=paragraph("DỰ THẢO lần 2")))
    assert [(one.text, one.part) for one in paragraphs(found)] == [("a", "body"), ("DỰ THẢO lần 2", "header")]
    assert len(take_apart(docx(paragraph("a"), header=paragraph("Trang 3/10"))).blocks) == 1


def test_merged_cells_stand_once_and_say_how_far_they_reach() -> None:
    body = table(
        [cell("TT", merge="restart"), cell("Thời gian", span=2)],
        [cell("", merge="continue"), cell("Bắt đầu"), cell("Kết thúc")],
        [cell("1"), cell("2021"), cell("2025")],
    )
    found = only_table(take_apart(docx(body)))
    assert found.columns == 3
    shape = [
        [(held.text, held.column, held.row_span, held.column_span) for held in row] for row in found.rows
    ]
    assert shape == [
        [("TT", 0, 2, 1), ("Thời gian", 1, 1, 2)],
        [("Bắt đầu", 1, 1, 1), ("Kết thúc", 2, 1, 1)],
        [("1", 0, 1, 1), ("2021", 1, 1, 1), ("2025", 2, 1, 1)],
    ]


def test_numbers_in_a_cell_are_part_of_its_text_and_a_table_inside_becomes_lines() -> None:
    inner = table([cell("x"), cell("y")])
    body = table(
        [
            cell(numbered("", 1)),
            cell(numbered("Mở lớp", 1) + paragraph("cho xã")),
            cell(inner + paragraph("z")),
        ]
    )
    numbering = abstract(level(0, "decimal", "%1.")) + num(1)
    (row,) = only_table(take_apart(docx(body, numbering=numbering))).rows
    assert [held.text for held in row] == ["1.", "2. Mở lớp\ncho xã", "x\ny\nz"]


def test_a_row_that_begins_later_keeps_its_columns() -> None:
    row = f'<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>{cell("c")}</w:tr>'
    found = only_table(
        take_apart(docx(f"<w:tbl><w:tr>{cell('a')}{cell('b')}{cell('d')}</w:tr>{row}</w:tbl>"))
    )
    assert found.rows[1][0].column == 2


def test_content_controls_and_links_are_looked_into() -> None:
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('trong khung')}</w:sdtContent></w:sdt>"
    body += '<w:p><w:hyperlink r:id="rId1"><w:r><w:t>liên kết</w:t></w:r></w:hyperlink></w:p>'
    assert [one.text for one in paragraphs(take_apart(docx(body)))] == ["trong khung", "liên kết"]


def test_every_block_knows_its_own_index() -> None:
    found = take_apart(docx(paragraph("a") + table([cell("b")]) + paragraph("c"), header=paragraph("d")))
    assert [block.place.block for block in found.blocks] == [0, 1, 2, 3]
    assert found.kind == "docx"


def test_the_strict_form_of_the_format_is_read_as_well() -> None:
    body = f'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>{paragraph("chặt")}</w:body></w:document>'
    assert paragraphs(take_apart(docx("", extra={"word/document.xml": body})))[0].text == "chặt"
