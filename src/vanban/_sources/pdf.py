"""PDF: the text layer where it is good, OCR where there is none or where it is junk.

A page's text layer is junk when enough of its words are not built like Vietnamese syllables (a broken font
map, OCR by a foreign program). Such a page is read as a picture when tesseract is here; else the reader says
so. Refuses forms, scripts, attachments and links.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from vanban._blocks import Note, Place, Source
from vanban._errors import Damaged, Encrypted, NeedsOcr, TooBig
from vanban._limits import MAX_OCR_PAGES, MAX_PAGES, MAX_PIXELS, OCR_DPI, Watch
from vanban._sources.building import Blocks
from vanban._sources.layout import Page
from vanban._sources.ocr import read_pictures, require_ocr, tesseract
from vanban._sources.pages import PageFlow, running_lines
from vanban._sources.pdf_page import read_page
from vanban._sources.pictures import ocr_notes
from vanban._sources.syllables import judge

_BROKEN = "Tệp PDF bị hỏng hoặc tải về chưa hết. Hãy xin lại tệp gốc rồi tải lên."
_LOCKED = "Tệp PDF có mật khẩu. Hãy mở bằng mật khẩu, in ra PDF không mật khẩu rồi tải lên."
_JUNK = (
    "Lớp chữ của tệp PDF này không phải tiếng Việt đọc được (lỗi bảng chữ hoặc do máy quét nhận dạng sai), và máy chủ "
    "chưa có chương trình nhận dạng chữ (tesseract, tiếng Việt). Hãy tải lên bản Word, hoặc nhờ quản trị cài "
    "tesseract-ocr và tesseract-ocr-vie."
)
_FEW_LETTERS = 20  # a page with fewer is a picture, a stamp or blank


def read_pdf(data: bytes, watch: Watch) -> Source:
    """Raises `Damaged`, `Empty`, `Encrypted`, `NeedsOcr`, `TooBig`."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise (Encrypted(_LOCKED) if _is_locked(error) else Damaged(_BROKEN)) from error
    try:
        return _read(document, watch)
    except pdfium.PdfiumError as error:
        raise Damaged(_BROKEN) from error
    finally:
        document.close()


def _is_locked(error: pdfium.PdfiumError) -> bool:
    return getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower()


def _read(document: pdfium.PdfDocument, watch: Watch) -> Source:
    count = len(document)
    if count == 0:
        raise Damaged(_BROKEN)
    if count > MAX_PAGES:
        raise TooBig(
            f"Tệp PDF có {count} trang, quá mức {MAX_PAGES} trang. Hãy tách thành nhiều tệp rồi tải lại."
        )
    pages, pictures = _text_layer(document, watch)
    notes = _recognise(document, pages, pictures, watch)
    blocks = Blocks(watch)
    flow = PageFlow(blocks, running_lines(pages), watch)
    for page in pages:
        flow.add(page)
    flow.finish()
    scanned = sum(1 for note in notes if note.code == "ocr")
    return blocks.finish(
        "scan" if 2 * scanned > count else "pdf", footnotes=flow.footnotes, pages=count, notes=notes
    )


def _text_layer(document: pdfium.PdfDocument, watch: Watch) -> tuple[list[Page], dict[int, str]]:
    """Every page's words, and the pages that must be read as pictures: index → "empty" or "junk"."""
    pages: list[Page] = []
    pictures: dict[int, str] = {}
    for index in range(len(document)):
        watch.tell("Đang đọc trang", index, len(document))
        page = document[index]
        try:
            pages.append(read_page(page, index + 1, watch))
            text = " ".join(word.text for word in pages[-1].words)
            if sum(1 for letter in text if letter.isalnum()) < _FEW_LETTERS:
                if _has_picture(page):
                    pictures[index] = "empty"
            elif judge(text).is_junk:
                pictures[index] = "junk"
        finally:
            page.close()
    return pages, pictures


def _has_picture(page: pdfium.PdfPage) -> bool:
    return next(iter(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None


def _recognise(
    document: pdfium.PdfDocument, pages: list[Page], pictures: dict[int, str], watch: Watch
) -> list[Note]:
    """Read the pictures among the pages in place; the notes say which, and which could not be read."""
    if not pictures:
        return []
    if tesseract() is None:
        return _without_ocr(pages, pictures)
    if len(pictures) > MAX_OCR_PAGES:
        raise TooBig(
            f"Tệp có {len(pictures)} trang ảnh, quá mức {MAX_OCR_PAGES} trang nhận dạng được một lần. "
            "Hãy tách thành nhiều tệp rồi tải lại."
        )
    read = read_pictures(_rendered(document, pictures), len(pictures), watch)
    notes = ocr_notes((index + 1 for index in pictures), read)
    for number, page in read.items():
        index = number - 1
        if pictures[index] == "junk" and _score(page) <= _score(pages[index]):
            notes = [note for note in notes if note.place is not None and note.place.page != number]
            notes.append(
                _note("text-layer-junk", f"Trang {number} không giống tiếng Việt, hãy xem lại kỹ.", index)
            )
        else:
            pages[index] = page
    return notes


def _score(page: Page) -> float:
    return judge(" ".join(word.text for word in page.words)).score


def _without_ocr(pages: list[Page], pictures: dict[int, str]) -> list[Note]:
    """No OCR here: refuse when most is unreadable, else tell which pages are missing or doubtful."""
    if 2 * len(pictures) > len(pages):
        if "junk" in pictures.values():
            raise NeedsOcr(_JUNK)
        require_ocr()
    return [
        _note(
            "text-layer-junk" if why == "junk" else "ocr-missing",
            f"Trang {index + 1} {'có lớp chữ hỏng' if why == 'junk' else 'là ảnh'}, máy chủ chưa có tesseract để nhận dạng.",
            index,
        )
        for index, why in pictures.items()
    ]


def _note(code: str, message: str, index: int) -> Note:
    return Note(code, message, Place(block=0, page=index + 1))


def _rendered(document: pdfium.PdfDocument, pictures: Iterable[int]) -> Iterator[tuple[int, Image.Image]]:
    """The pages as grey pictures, one at a time: PDFium works in one thread."""
    scale = OCR_DPI / 72
    for index in pictures:
        page = document[index]
        try:
            width, height = page.get_size()
            if width * height * scale * scale > MAX_PIXELS:
                raise TooBig(f"Trang {index + 1} quá lớn để nhận dạng chữ. Hãy quét lại ở khổ A4, 300 dpi.")
            bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
            try:
                picture = bitmap.to_pil().copy()
            finally:
                bitmap.close()
        finally:
            page.close()
        yield index + 1, picture
