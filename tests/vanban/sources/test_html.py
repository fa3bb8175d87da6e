"""Saved web pages of legal portals."""

from __future__ import annotations

import pytest

from vanban._blocks import Paragraph, Source, Table
from vanban._errors import Damaged, TooBig
from vanban._sources import take_apart

DOCUMENT = """
<table><tr><td align=center><b>ỦY BAN NHÂN DÂN<br>TỈNH AN BÌNH</b><br>-------</td>
<td><center><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</b></center></td></tr>
<tr><td>Số: 12/KH-UBND</td><td><i>An Bình, ngày 03 tháng 02 năm 2026</i></td></tr></table>
<p style="text-align:center"><strong>KẾ HOẠCH</strong></p>
<p>Thực hiện <a href="/van-ban/1907">Quyết định số 1907/QĐ-TTg</a> của Thủ tướng Chính phủ, Ủy ban nhân dân
tỉnh ban hành Kế hoạch tuyên truyền an toàn thông tin trên địa bàn tỉnh, cụ thể như sau:</p>
<p>Tổ chức tuyên truyền, phổ biến kỹ năng bảo đảm an toàn thông tin cho người dân ở mọi xã, phường của tỉnh.</p>
<table><tr><td>Nơi nhận:<br>- Bộ Công an;<br>- Lưu: VT.</td><td align="center"><b>CHỦ TỊCH<br>Trần Thị Mai</b></td></tr></table>
"""
PORTAL = """<!doctype html><html><head><meta charset="utf-8"><title>Thư viện</title><style>p{color:red}</style></head><body>
<div class="header menu"><ul><li><a href="/a">Trang chủ</a></li><li><a href="/b">Văn bản mới</a></li></ul></div>
<div id="main"><div class="breadcrumb"><a href="/">Trang chủ</a> » Kế hoạch</div>
<div class="thuoctinh">Hiệu lực: Còn hiệu lực</div>
<div id="noidung">%s</div>
<div class="comments">Bạn đọc: Văn bản này hay quá, xin cảm ơn ban biên tập rất nhiều.</div></div>
<div style="display:none">ẩn</div><script>var x = "không đọc";</script>
<footer>Bản quyền thuộc về thư viện</footer></body></html>"""


def paragraphs(source: Source) -> list[Paragraph]:
    return [block for block in source.blocks if isinstance(block, Paragraph)]


def tables(source: Source) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows]
        for block in source.blocks
        if isinstance(block, Table)
    ]


def read(body: str) -> Source:
    return take_apart(f"<html><body>{body}</body></html>".encode())


def test_of_a_portals_page_only_the_document_is_read() -> None:
    found = take_apart((PORTAL % DOCUMENT).encode())
    everything = " ".join(block.text for block in paragraphs(found))
    for noise in ("Trang chủ", "Văn bản mới", "Hiệu lực", "Bạn đọc", "Bản quyền", "ẩn", "không đọc"):
        assert noise not in everything
    assert paragraphs(found)[0].text == "KẾ HOẠCH"
    assert paragraphs(found)[0].bold
    assert paragraphs(found)[0].centred
    assert "Quyết định số 1907/QĐ-TTg của Thủ tướng" in paragraphs(found)[1].text
    assert tables(found) == [
        [
            [
                "ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
            ],
            ["Số: 12/KH-UBND", "An Bình, ngày 03 tháng 02 năm 2026"],
        ],
        [["Nơi nhận:\n- Bộ Công an;\n- Lưu: VT.", "CHỦ TỊCH\nTrần Thị Mai"]],
    ]


def test_a_page_laid_out_by_one_big_table_is_read_through_its_cells() -> None:
    found = read(f"<table><tr><td>{DOCUMENT}</td></tr></table>")
    assert paragraphs(found)[0].text == "KẾ HOẠCH"
    assert len(tables(found)) == 2


def test_lists_are_numbered_as_browsers_draw_them() -> None:
    found = read(
        '<ol start=3><li>a</li><li value=7>b<ul><li>c</li></ul></li></ol><ol type="I"><li>d</li></ol><p>e</p>'
    )
    shown = [(block.label, block.text, block.level) for block in paragraphs(found)]
    assert shown == [("3.", "a", 0), ("7.", "b", 0), ("-", "c", 1), ("I.", "d", 0), ("", "e", None)]


def test_headings_keep_their_level_and_two_breaks_divide_paragraphs() -> None:
    found = read("<h3>II. NHIỆM VỤ</h3>một<br>hai<br><br>ba")
    assert [(block.text, block.heading, block.level) for block in paragraphs(found)] == [
        ("II. NHIỆM VỤ", True, 2),
        ("một\nhai", False, None),
        ("ba", False, None),
    ]


def test_merged_cells_take_their_place_in_the_grid() -> None:
    found = read(
        "<table><tr><th rowspan=2>TT</th><th colspan='2'>Năm</th></tr><tr><td>2025</td><td>2026</td></tr></table><p>x</p>"
    )
    (table,) = [block for block in found.blocks if isinstance(block, Table)]
    shape = [
        [(cell.text, cell.column, cell.row_span, cell.column_span) for cell in row] for row in table.rows
    ]
    assert shape == [[("TT", 0, 2, 1), ("Năm", 1, 1, 2)], [("2025", 1, 1, 1), ("2026", 2, 1, 1)]]
    assert table.rows[0][0].bold


def test_an_absurd_span_is_cut_and_a_table_in_a_cell_becomes_lines() -> None:
    found = read(
        "<table><tr><td colspan=999999>a</td></tr><tr><td>b<table><tr><td>c</td><td>d</td></tr></table></td><td>e</td></tr></table>"
    )
    (table,) = [block for block in found.blocks if isinstance(block, Table)]
    assert table.columns == 1000
    assert [cell.text for cell in table.rows[1]] == ["b\nc\nd", "e"]


def test_word_footnotes_of_a_saved_page_are_footnotes() -> None:
    found = read(
        '<p>Chỉ thị<a href="#_ftn1" name="_ftnref1">[1]</a> số 11</p><div id="ftn1"><p><a href="#_ftnref1">[1]</a> Ban Thường vụ</p></div>'
    )
    assert [(block.text, block.footnotes) for block in paragraphs(found)] == [("Chỉ thị số 11", ("1",))]
    assert [(note.mark, note.text) for note in found.footnotes] == [("1", "Ban Thường vụ")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_page_says_its_encoding_itself_or_by_its_mark(encoding: str) -> None:
    assert paragraphs(take_apart("<html><p>Kế hoạch</p></html>".encode(encoding)))[0].text == "Kế hoạch"


def test_the_declared_encoding_is_believed_when_it_fits() -> None:
    page = '<html><meta charset="iso-8859-1"><p>Tuyen truyen caf\xe9 an toan thong tin</p></html>'.encode(
        "latin-1"
    )
    assert paragraphs(take_apart(page))[0].text == "Tuyen truyen café an toan thong tin"


def test_a_web_archive_gives_its_page() -> None:
    archive = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n<html><p>Ke hoach</p></html>\n--x--\n"
    assert paragraphs(take_apart(archive.encode()))[0].text == "Ke hoach"


def test_a_web_archive_without_a_page_is_damaged() -> None:
    archive = b"MIME-Version: 1.0\nContent-Type: text/plain\n\ntext/html is missing here\n"
    with pytest.raises(Damaged, match="mht"):
        take_apart(archive)


def test_elements_in_elements_without_end_are_refused() -> None:
    with pytest.raises(TooBig, match="lồng"):
        read("<div>" * 400 + "a" + "</div>" * 400)


def test_tables_in_tables_without_end_are_refused() -> None:
    rows = "<table><tr><td>a</td><td>" * 12
    with pytest.raises(TooBig, match="lồng"):
        read(rows + "b" + "</td></tr></table>" * 12)
