"""A material or a book as EPUB 3.3: XHTML pages, a table of contents, no fonts, no scripts, nothing fetched.

The zip is written by hand so that the same book always gives the same bytes. Source: EPUB 3.3, W3C Recommendation 2023.

NOTES  those of text_data.
"""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from khien.library.renditions import epub_pages, images
from khien.library.renditions.book import Book
from khien.library.renditions.books import book_day, chapter_data, foot_of
from khien.library.renditions.labels import labels
from khien.library.renditions.made import Made, Pictures
from khien.library.renditions.palette import palette
from khien.library.renditions.plain_words import clean, file_name
from khien.library.renditions.press import NO_DATE
from khien.library.renditions.print_data import shown_address
from khien.library.renditions.text_data import TextData
from khien.library.rules.content import Brand, Content

_CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
_MEDIA = {"jpg": "image/jpeg", "png": "image/png"}
_NAMES = uuid.UUID("5d1c1f0e-7f0a-4c07-9f5e-0a2f3c3b7c11")  # of this house's books


@dataclass(frozen=True, slots=True)
class _Page:
    name: str
    title: str
    text: str
    listed: bool = True


def epub(content: Content, brand: Brand, options: Mapping[str, str], pictures: Pictures) -> Made:
    """One material as a small e-book."""
    book = Book(
        uuid=content.uuid,
        title=content.title,
        contents=(content,),
        subtitle=content.summary,
        language=content.language,
        version=content.version,
        address=content.address,
    )
    return book_epub(book, brand, options, pictures)


def book_epub(book: Book, brand: Brand, options: Mapping[str, str], pictures: Pictures) -> Made:
    """The book with cover page, contents, chapters, answers and sources."""
    data = TextData(pictures)
    chapters = [chapter_data(content, data, number) for number, content in enumerate(book.contents)]
    say, lang = labels(book.language), book.language
    logo = images.safe_picture(brand.logo, side=images.LOGO_SIDE, name="logo")
    files = {**data.files, **({logo.name: logo.data} if logo else {})}
    pages = [
        _Page("cover.xhtml", say["cover"], _cover(book, brand, logo.name if logo else "", say), listed=False)
    ]
    for number, chapter in enumerate(chapters, start=1):
        body = epub_pages.chapter_body(chapter, say)
        pages.append(
            _Page(
                f"chapter-{number:03}.xhtml",
                chapter["title"],
                epub_pages.page(chapter["title"], body, lang=lang),
            )
        )
    for name, title, body in (
        ("answers.xhtml", say["answers"], epub_pages.answers_body(chapters, say)),
        ("sources.xhtml", say["sources"], epub_pages.sources_body(chapters, say)),
    ):
        if body:
            pages.append(_Page(name, title, epub_pages.page(title, body, lang=lang, kind="backmatter")))
    colours, _notes = palette("unit", brand.colour)
    blob = _zipped(book, brand, pages, files, style=epub_pages.style(colours.strong), say=say)
    return Made(
        filename=file_name(book.title, book.version, "sach", "epub"),
        media_type="application/epub+zip",
        data=blob,
        pages=len(chapters),
        notes=tuple(dict.fromkeys(data.notes)),
    )


def _cover(book: Book, brand: Brand, logo: str, say: dict[str, str]) -> str:
    unit = clean(brand.unit_name)
    where = clean(shown_address(book.address))
    parts = [
        f'<p><img src="{logo}" alt="{escape(unit) or "logo"}"/></p>' if logo else "",
        f"<h1>{escape(clean(book.title))}</h1>",
        f'<p class="lead">{escape(clean(book.subtitle))}</p>' if book.subtitle else "",
        f"<p>{escape(say['issued_by'])}: {escape(unit)}</p>" if unit else "",
        f'<p class="quiet">{escape(clean(brand.contact))}</p>' if brand.contact else "",
        f'<p class="quiet">{escape(foot_of(book))}</p>',
        f'<p class="quiet">{escape(where)}</p>' if where else "",
        *(f"<p>{escape(clean(part))}</p>" for part in book.foreword.split("\n") if clean(part)),
    ]
    inside = f'<section class="cover">{"".join(parts)}</section>'
    return epub_pages.page(clean(book.title), inside, lang=book.language, kind="frontmatter")


def _nav(book: Book, pages: list[_Page], say: dict[str, str]) -> str:
    links = "".join(
        f'<li><a href="{page.name}">{escape(page.title.replace(chr(0x200B), ""))}</a></li>'
        for page in pages
        if page.listed
    )
    body = f'<nav epub:type="toc" id="toc"><h1>{escape(say["contents"])}</h1><ol>{links}</ol></nav>'
    return epub_pages.page(say["contents"], body, lang=book.language, kind="frontmatter")


def _package(book: Book, brand: Brand, pages: list[_Page], files: Mapping[str, bytes]) -> str:
    day = book_day(book) or NO_DATE
    name = uuid.uuid5(_NAMES, book.uuid)
    manifest = "".join(
        f'<item id="p{n}" href="{p.name}" media-type="application/xhtml+xml"/>' for n, p in enumerate(pages)
    )
    manifest += "".join(
        f'<item id="f{n}" href="{file}" media-type="{_MEDIA[file.rpartition(".")[2]]}"/>'
        for n, file in enumerate(files)
    )
    order = ["p0", "nav", *(f"p{n}" for n in range(1, len(pages)))]
    spine = "".join(f'<itemref idref="{one}"/>' for one in order)
    unit = escape(clean(brand.unit_name) or clean(book.contents[0].unit_name) or "…")
    access = "".join(
        f'<meta property="schema:{key}">{value}</meta>'
        for key, value in (
            ("accessMode", "textual"),
            ("accessModeSufficient", "textual"),
            ("accessibilityFeature", "tableOfContents"),
            ("accessibilityFeature", "alternativeText"),
            ("accessibilityFeature", "structuralNavigation"),
            ("accessibilityHazard", "none"),
        )
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="name">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="name">urn:uuid:{name}</dc:identifier><dc:title>{escape(clean(book.title)) or "…"}</dc:title>'
        f"<dc:language>{escape(book.language)}</dc:language><dc:creator>{unit}</dc:creator><dc:publisher>{unit}</dc:publisher>"
        f'<dc:date>{day:%Y-%m-%d}</dc:date><meta property="dcterms:modified">{day:%Y-%m-%d}T00:00:00Z</meta>{access}</metadata>'
        f'<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f'<item id="style" href="style.css" media-type="text/css"/>{manifest}</manifest>'
        f"<spine>{spine}</spine></package>\n"
    )


def _zipped(
    book: Book,
    brand: Brand,
    pages: list[_Page],
    files: Mapping[str, bytes],
    *,
    style: str,
    say: dict[str, str],
) -> bytes:
    """The container: `mimetype` first and not packed, every entry with the same day."""
    entries: dict[str, bytes] = {
        "META-INF/container.xml": _CONTAINER.encode(),
        "EPUB/book.opf": _package(book, brand, pages, files).encode(),
        "EPUB/nav.xhtml": _nav(book, pages, say).encode(),
        "EPUB/style.css": style.encode(),
        **{f"EPUB/{page.name}": page.text.encode() for page in pages},
        **{f"EPUB/{name}": data for name, data in files.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            zipfile.ZipInfo("mimetype", (2000, 1, 1, 0, 0, 0)), b"application/epub+zip", zipfile.ZIP_STORED
        )
        for name, data in entries.items():
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
