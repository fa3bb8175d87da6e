"""The Word file, read back: page, faces, numbers of pages, tables, notes, properties."""

import io
import zipfile
from datetime import date

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from khien.project.demo_plan import demo_plan
from tests.vanban.decree30.samples import letter, report
from vanban import CannotWrite, Prose, write_report


def written(document):
    stream = io.BytesIO()
    write_report(document, stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def word():
    return docx.Document(io.BytesIO(written(report())))


def test_the_page_is_a4_with_the_margins_of_the_decree(word):
    body = word.sections[0]
    assert (round(body.page_width.mm), round(body.page_height.mm)) == (210, 297)
    assert 20 <= round(body.top_margin.mm) <= 25
    assert 20 <= round(body.bottom_margin.mm) <= 25
    assert 30 <= round(body.left_margin.mm) <= 35
    assert 15 <= round(body.right_margin.mm) <= 20


def test_page_numbers_stand_centred_at_the_top_from_page_two(word):
    section = word.sections[0]
    assert section.different_first_page_header_footer
    paragraph = section.header.paragraphs[0]
    assert " PAGE " in [node.text for node in paragraph._p.iter(qn("w:instrText"))]
    assert paragraph.style.paragraph_format.alignment == 1
    assert 13 <= paragraph.style.font.size.pt <= 14
    assert section.first_page_header.paragraphs[0].text == ""


def test_a_wide_annex_lies_down_and_numbers_its_own_pages(word):
    annex = word.sections[1]
    assert annex.orientation == WD_ORIENT.LANDSCAPE
    assert annex.page_width > annex.page_height
    assert annex._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_every_style_is_set_in_times_new_roman_in_vietnamese(word):
    for style in word.styles:
        if (
            style.name.startswith(("VB ", "Heading 1", "Heading 2", "Heading 3", "Header", "Normal"))
            and style.type == 1
        ):
            fonts = style.element.rPr.find(qn("w:rFonts"))
            if style.name in {"Header Char"}:
                continue
            assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia", "cs")} == {
                "Times New Roman"
            }
            assert fonts.get(qn("w:asciiTheme")) is None
            assert style.element.rPr.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"


@pytest.mark.parametrize(
    ("name", "low", "high", "bold", "italic"),
    [
        ("VB Quốc hiệu", 12, 13, True, False),
        ("VB Tiêu ngữ", 13, 14, True, False),
        ("VB Cơ quan chủ quản", 12, 13, False, False),
        ("VB Cơ quan ban hành", 12, 13, True, False),
        ("VB Số ký hiệu", 13, 13, False, False),
        ("VB Địa danh ngày tháng", 13, 14, False, True),
        ("VB Tên loại", 13, 14, True, False),
        ("VB Căn cứ", 13, 14, False, True),
        ("VB Nội dung", 13, 14, False, False),
        ("VB Chức vụ", 13, 14, True, False),
        ("VB Nơi nhận", 12, 12, True, True),
        ("VB Danh sách nhận", 11, 11, False, False),
        ("VB Phụ lục", 14, 14, True, False),
    ],
)
def test_sizes_and_weights_are_those_of_the_decree(word, name, low, high, bold, italic):
    font = word.styles[name].font
    assert low <= font.size.pt <= high
    assert (font.bold, font.italic) == (bold, italic)


def test_the_body_is_justified_with_a_first_line_and_six_points_between_paragraphs(word):
    form = word.styles["VB Nội dung"].paragraph_format
    assert form.alignment == 3
    assert round(form.first_line_indent.mm, 1) in {10.0, 12.7}
    assert form.space_after.pt >= 6
    assert 1 <= form.line_spacing <= 1.5


def test_the_head_is_a_table_without_rules_and_the_grid_repeats_its_head_rows(word):
    head, signature, grid = word.tables
    assert head.cell(0, 1).text.split("\n")[:2] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert head.style.name == "Normal Table"
    assert signature.cell(0, 1).text.split("\n")[0] == "KT. GIÁM ĐỐC"
    assert signature.cell(0, 1).text.split("\n")[-1] == "Trần Thị Mai"
    repeated = [
        row
        for row in grid.rows
        if row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None
    ]
    assert len(repeated) == 2
    assert grid.cell(0, 2).text == "Kinh phí"
    assert grid.rows[2].cells[1].text == grid.rows[2].cells[3].text == "Tuyên truyền"
    assert len(grid.rows) == 2 + 62


def test_the_signature_never_stands_on_a_page_without_the_bodys_end(word):
    body = list(word.element.body)
    block = next(i for i, element in enumerate(body) if "Nơi nhận" in "".join(element.itertext()))
    keep = body[block - 1].find(f"{qn('w:pPr')}/{qn('w:keepNext')}")
    assert keep is not None


def test_a_footnote_is_a_real_one(word):
    part = next(rel.target_part for rel in word.part.rels.values() if rel.reltype.endswith("/footnotes"))
    assert "Chưa quyết toán." in part.blob.decode()
    assert [node.get(qn("w:id")) for node in word.element.body.iter(qn("w:footnoteReference"))] == ["1"]


def test_properties_say_whose_it_is_and_nothing_of_the_program(word):
    core = word.core_properties
    assert (core.title, core.author, core.language) == (
        "Kết quả tuyên truyền quý I",
        "Sở Khoa học và Công nghệ",
        "vi-VN",
    )
    assert core.comments == ""
    assert core.created.date() == date(2027, 1, 5)


def test_the_same_document_gives_the_same_bytes():
    assert written(report()) == written(report())


def test_the_package_carries_no_foreign_picture():
    with zipfile.ZipFile(io.BytesIO(written(report()))) as package:
        assert not [name for name in package.namelist() if "thumbnail" in name]


def test_a_letter_needs_no_kind_line():
    text = [p.text for p in docx.Document(io.BytesIO(written(letter()))).paragraphs if p.text]
    assert text[0] == "Kính gửi:"


def test_hostile_text_stays_text(tmp_path):
    target = tmp_path / "a.docx"
    write_report(report(body=(Prose("a\x00\x0b<w:p/>&\u202e]]> #let x = 1\r\nb"),)), target)
    assert "a<w:p/>&]]> #let x = 1\nb./." in [p.text for p in docx.Document(str(target)).paragraphs]


def test_an_unknown_format_is_refused():
    with pytest.raises(CannotWrite, match="docx và pdf"):
        write_report(report(), io.BytesIO(), format="odt")


def test_the_demo_plan_states_a_total_twenty_million_short_of_both_annexes():
    word = docx.Document(io.BytesIO(written(demo_plan())))
    tasks, budget = word.tables[-2:]
    last = [cell.text for cell in tasks.rows[-1].cells]
    assert last[6] == "5.599.000.000"
    assert [cell.text for cell in budget.rows[-1].cells][-1] == "5.599.000.000"
    assert any("5.579.000.000 đồng" in paragraph.text for paragraph in word.paragraphs)
    shown = [
        int(row.cells[6].text.replace(".", ""))
        for row in tasks.rows[1:-1]
        if row.cells[6].text.replace(".", "").isdigit()
    ]
    assert sum(shown) == 5_599_000_000


ORDER = {  # of ISO/IEC 29500-1, as far as we use it: a program may refuse a file that has it otherwise
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku spacing ind contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike color spacing w kern position sz szCs highlight u vertAlign lang",
    "tblPr": "tblStyle tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "sectPr": "headerReference footerReference footnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols titlePg docGrid",
}


@pytest.mark.parametrize("document", [report(), letter(), demo_plan()])
def test_properties_stand_in_the_order_of_the_standard(document):
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(written(document))) as package:
        for name in ("word/document.xml", "word/styles.xml", "word/footnotes.xml"):
            if name not in package.namelist():
                continue
            for element in etree.fromstring(package.read(name)).iter():
                order = ORDER.get(etree.QName(element).localname, "").split()
                children = [etree.QName(child).localname for child in element]
                if order:
                    assert set(children) <= set(order), (name, element.tag, children)
                    assert children == sorted(children, key=order.index), (name, element.tag, children)
