"""A collection as a book, in print and as EPUB: Mai assembles a handbook of three materials."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from khien.library.renditions.book import Book, make_book
from khien.library.renditions.errors import BadChoice, TooLarge
from khien.library.renditions.forms import FORMS
from tests.library.renditions.samples import BRAND, ODD, ONE_LINE, ORDINARY, UNIT, pictures
from tests.library.renditions.seen import collisions, sheets, squeezed, words

BOOK = Book(
    uuid="7a0f3f5c-0000-4000-8000-0000000000b1",
    title="Bộ cẩm nang an toàn trên mạng",
    subtitle="Dành cho cán bộ xã, phường",
    foreword="Sách này để dùng hằng ngày.",
    contents=(ORDINARY, ONE_LINE, replace(ODD, title="Chuyện thứ ba #1")),
    on=dt.date(2026, 11, 24),
    address="https://an-binh.example/bo-tai-lieu/cam-nang/",
)
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"


@pytest.mark.parametrize(("paper", "size"), [("a5", (148, 210)), ("a4", (210, 297))])
def test_a_book_has_cover_contents_chapters_answers_and_sources(paper: str, size: tuple[int, int]) -> None:
    made = make_book("book_pdf", BOOK, BRAND, {"paper": paper}, pictures)
    text = words(made.data)
    assert sheets(made.data) == [size] * made.pages
    for said in (
        BOOK.title,
        BOOK.subtitle,
        BOOK.foreword,
        "Mục lục",
        UNIT,
        "Wi-Fi công cộng",
        "Câu hỏi 2: B.",
        "Nguồn và căn cứ",
    ):
        assert squeezed(said) in squeezed(text), said
    assert not collisions(made.data)
    assert b"pdfuaid" in made.data


def test_page_numbers_in_the_contents_are_those_on_the_pages() -> None:
    import pypdfium2 as pdfium

    made = make_book("book_pdf", BOOK, BRAND, {}, pictures)
    document = pdfium.PdfDocument(made.data)
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    contents = next(page for page in pages if page.startswith("Mục lục"))
    for title in ("Giả danh công an gọi điện", "Wi-Fi công cộng", "Chuyện thứ ba #1", "Đáp án"):
        number = re.search(re.escape(title) + r"[ .]*(\d+)", contents)
        assert number is not None, title
        chapter = next(page for page in pages if page.startswith(title) and not page.startswith("Mục lục"))
        assert chapter.endswith(f" {number[1]}"), title


def test_pages_of_a_chapter_carry_its_title_above() -> None:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(make_book("book_pdf", BOOK, BRAND, {}, pictures).data)
    tops = [page.get_textpage().get_text_bounded(bottom=page.get_height() - 60) for page in document]
    document.close()
    assert sum("Giả danh công an gọi điện" in top for top in tops) >= 2


def test_a_book_of_nothing_or_of_too_much_is_refused() -> None:
    for contents in ((), (ONE_LINE,) * 201):
        with pytest.raises(TooLarge):
            make_book("book_pdf", replace(BOOK, contents=contents), BRAND, {}, pictures)
    with pytest.raises(BadChoice):
        make_book("book_word", BOOK, BRAND, {}, pictures)
    with pytest.raises(BadChoice):
        make_book("book_pdf", BOOK, BRAND, {"paper": "a0"}, pictures)


def test_the_e_book_is_a_well_formed_container() -> None:
    made = make_book("book_epub", BOOK, BRAND, {}, pictures)
    archive = zipfile.ZipFile(io.BytesIO(made.data))
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type, archive.read(first)) == (
        "mimetype",
        zipfile.ZIP_STORED,
        b"application/epub+zip",
    )
    assert archive.testzip() is None
    package = etree.fromstring(archive.read("EPUB/book.opf"))
    manifest = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    names = {name.removeprefix("EPUB/") for name in archive.namelist() if name.startswith("EPUB/")}
    assert set(manifest.values()) == names - {"book.opf"}
    assert [ref.get("idref") for ref in package.iter(f"{OPF}itemref")][:3] == ["p0", "nav", "p1"]
    assert all(ref.get("idref") in manifest for ref in package.iter(f"{OPF}itemref"))
    assert made.media_type == "application/epub+zip"


def test_every_page_of_the_e_book_is_well_formed_and_points_only_at_what_is_there() -> None:
    archive = zipfile.ZipFile(io.BytesIO(make_book("book_epub", BOOK, BRAND, {}, pictures).data))
    names = set(archive.namelist())
    for name in (name for name in names if name.endswith(".xhtml")):
        page = etree.fromstring(archive.read(name))
        assert page.get("lang") == "vi"
        assert not list(page.iter(f"{XHTML}script"))
        for image in page.iter(f"{XHTML}img"):
            assert f"EPUB/{image.get('src')}" in names
            assert image.get("alt")
        for link in page.iter(f"{XHTML}a"):
            href = link.get("href") or ""
            assert href.startswith(("https://", "tel:", "mailto:")) or f"EPUB/{href}" in names, href


def test_the_e_book_says_what_the_text_says() -> None:
    archive = zipfile.ZipFile(io.BytesIO(make_book("book_epub", BOOK, BRAND, {}, pictures).data))
    pages = {
        n: "".join(etree.fromstring(archive.read(n)).itertext())
        for n in archive.namelist()
        if n.endswith(".xhtml")
    }
    assert "Không ai có quyền hỏi mã OTP." in pages["EPUB/chapter-001.xhtml"]
    assert "<script>alert(1)</script>" in pages["EPUB/chapter-003.xhtml"]
    assert "Câu hỏi 1: B." in pages["EPUB/answers.xhtml"]
    assert "116/2025/QH15" in pages["EPUB/sources.xhtml"]
    assert "Wi-Fi công cộng" in pages["EPUB/nav.xhtml"]


def test_the_same_book_gives_the_same_files() -> None:
    for code in ("book_pdf", "book_epub"):
        one, other = (make_book(code, BOOK, BRAND, {}, pictures) for _ in range(2))
        assert one.data == other.data, code


def test_one_material_is_a_small_e_book() -> None:
    made = FORMS["epub"].make(ONE_LINE, BRAND, {}, pictures)
    assert made.filename == "wi-fi-cong-cong-v1-sach.epub"
    assert zipfile.ZipFile(io.BytesIO(made.data)).testzip() is None
