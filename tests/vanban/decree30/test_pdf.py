"""The PDF, opened again: pages, page numbers, text as typed, archival form."""

import io
from dataclasses import replace

import pypdfium2
import pytest

from khien.project.demo_plan import demo_plan
from tests.vanban.decree30.samples import decision, letter, report
from vanban import Division, Prose, write_report


def pdf(document):
    stream = io.BytesIO()
    write_report(document, stream, format="pdf")
    return stream.getvalue()


def pages(blob):
    document = pypdfium2.PdfDocument(blob)
    try:
        return [(page.get_size(), page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def test_the_demo_plan_has_its_pages_numbers_and_annexes():
    shown = pages(pdf(demo_plan()))
    assert 8 <= len(shown) <= 14
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in shown[0][1]
    assert shown[1][1].split()[0] == "2"
    tasks = next(n for n, (_, text) in enumerate(shown) if text.startswith("Phụ lục 01"))
    (width, height), _ = shown[tasks]
    assert width > height
    assert shown[tasks + 1][1].split()[0] == "2"
    assert "5.599.000.000" in shown[-1][1]
    assert shown[-1][1].startswith("Phụ lục 02")


def test_it_is_an_archival_tagged_pdf_in_vietnamese():
    blob = pdf(report())
    assert b"pdfaid:part>2" in blob
    assert b"pdfuaid:part>1" in blob
    assert b"/Lang" in blob


def test_the_same_document_gives_the_same_bytes():
    assert pdf(report()) == pdf(report())


@pytest.mark.parametrize(
    "text",
    [
        "#let x = 1 $a$ *đậm* _nghiêng_ @ref <nhãn> [x] \\ `mã` // ghi chú",
        '"]); #panic("x")',
        "= Tiêu đề",
        "{{ x }}",
    ],
)
def test_markup_typed_by_people_stays_text(text):
    assert text in " ".join(pages(pdf(report(body=(Prose(text),))))[0][1].split())


@pytest.mark.parametrize("document", [letter(), decision(), report(number=None, issued=None, year=2027)])
def test_every_kind_of_document_can_be_printed(document):
    assert document.signature.name in pages(pdf(document))[-1 if not document.annexes else 0][1]


def test_headings_that_skip_a_level_are_printed_all_the_same():
    body = (
        Division("clause", "Tiêu đề", title=True),
        Division("section", "MỤC"),
        Division("part", "PHẦN"),
        Prose("Hết"),
    )
    assert "Phần I" in pages(pdf(report(body=body)))[0][1]
    assert "1. Tiêu đề" in pages(pdf(letter(body=body)))[0][1]


@pytest.mark.parametrize("lines", range(14, 22))
def test_the_signature_never_stands_on_a_page_without_the_bodys_end(lines):
    """Whatever the length of the body: its last words and the recipients are on one page."""
    line = "Một câu vừa đủ dài để đầy một dòng của trang giấy và sang dòng sau."
    body = (*(Prose(line) for _ in range(lines)), Prose("Trên đây là báo cáo, kính đề nghị xem xét."))
    found = [
        text for _size, text in pages(pdf(replace(demo_plan(), body=body, annexes=()))) if "Nơi nhận" in text
    ]
    assert len(found) == 1
    assert "kính đề nghị xem xét" in found[0]


def test_a_smiley_in_the_text_does_not_cost_the_report():
    blob = pdf(replace(report(), title="Kết quả 🎉 tuyên truyền tháng\u00ad 11"))
    assert "Kết quả tuyên truyền tháng 11" in " ".join(pages(blob)[0][1].split())
