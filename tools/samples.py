"""Documents of our own making, for tests, the fuzz run and the bench: real files of every kind, from a few words.

Nothing here is copied from an issued document; the province of An Bình does not exist.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

import pypdfium2 as pdfium
import typst
from openpyxl import Workbook
from PIL import Image

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

SENTENCE = (
    "Tổ chức tuyên truyền, phổ biến, nâng cao nhận thức và kỹ năng bảo đảm an toàn thông tin trên không gian mạng "
    "cho cán bộ, công chức, viên chức, học sinh, sinh viên và người dân trên địa bàn tỉnh An Bình."
)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def paragraph(text: str, *, properties: str = "", run: str = "") -> str:
    """A w:p; `properties` and `run` are the insides of w:pPr and w:rPr."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def numbered(text: str, list_id: int, level: int = 0) -> str:
    return paragraph(
        text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    )


def cell(content: str, *, span: int = 1, merge: str = "") -> str:
    """A w:tc around paragraphs (text is wrapped); `merge` is "restart" or "continue"."""
    inner = content if content.startswith("<w:") else paragraph(content)
    grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    vertical = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    return f"<w:tc><w:tcPr>{grid}{vertical}</w:tcPr>{inner}</w:tc>"


def table(*rows: Sequence[str]) -> str:
    written = "".join("<w:tr>" + "".join(row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{written}</w:tbl>"


def level(index: int, form: str, text: str, *, start: int = 1, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def docx(
    body: str,
    *,
    numbering: str = "",
    styles: str = "",
    footnotes: Mapping[int, str] | None = None,
    header: str = "",
    extra: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A Word file from the insides of its parts."""
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId9"/></w:sectPr>' if header else ""
    links = f'<Relationship Id="rId9" Type="{_R}/header" Target="header1.xml"/>' if header else ""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_DOCUMENT_TYPE}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}{section}</w:body></w:document>",
    }
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {_NAMESPACES}>{numbering}</w:numbering>"
    if styles:
        parts["word/styles.xml"] = f"<w:styles {_NAMESPACES}>{styles}</w:styles>"
    if footnotes:
        notes = "".join(
            f'<w:footnote w:id="{key}">{paragraph(text)}</w:footnote>' for key, text in footnotes.items()
        )
        rule = f'<w:footnote w:type="separator" w:id="-1">{paragraph("")}</w:footnote>'
        parts["word/footnotes.xml"] = f"<w:footnotes {_NAMESPACES}>{rule}{notes}</w:footnotes>"
    if header:
        parts["word/header1.xml"] = f"<w:hdr {_NAMESPACES}>{header}</w:hdr>"
    parts.update(extra or {})
    return zipped(parts)


def plan_docx(pages: int = 2) -> bytes:
    """A plan of about so many pages, with a task table of eight rows a page."""
    task = 0
    pieces = [paragraph("KẾ HOẠCH", properties='<w:jc w:val="center"/>', run="<w:b/>")]
    for page in range(pages):
        pieces.append(paragraph(f"{page + 1}. Nhiệm vụ", run="<w:b/>"))
        pieces.extend(numbered(SENTENCE, 1) for _ in range(6))
        rows = [[cell("TT"), cell("Nhiệm vụ"), cell("Chủ trì"), cell("Thời gian")]]
        for _ in range(8):
            task += 1
            rows.append(
                [cell(str(task)), cell(SENTENCE[:90]), cell("Sở Khoa học và Công nghệ"), cell("Quý II/2026")]
            )
        pieces.append(table(*rows))
    numbering = f'<w:abstractNum w:abstractNumId="0">{level(0, "lowerLetter", "%1)")}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return docx("".join(pieces), numbering=numbering)


def pdf(markup: str) -> bytes:
    """A PDF set by typst from its markup."""
    head = '#set text(font: "Libertinus Serif", lang: "vi", size: 13pt)\n#set par(justify: true)\n'
    made = typst.compile((head + markup).encode())
    assert isinstance(made, bytes)
    return made


def plan_pdf(pages: int = 2) -> bytes:
    """A plan of about so many pages of plain paragraphs (six a page), with page numbers on top."""
    sentences = "\n\n".join(f"{number}. {SENTENCE} {SENTENCE}" for number in range(1, 6 * pages + 1))
    return pdf(
        f'#set page(numbering: "1", number-align: top + center)\n#align(center)[*KẾ HOẠCH*]\n\n{sentences}\n'
    )


def raw_pdf(content: bytes, *, rotate: int = 0, trailer: bytes = b"", extra: Sequence[bytes] = ()) -> bytes:
    """A PDF of one A4 page written by hand: `content` in its own drawing operators, Helvetica as /F1."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate %d/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
        % rotate,
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *extra,
    ]
    written = b"%PDF-1.5\n"
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj%s endobj\n" % (number, one)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    return written + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )


def locked_pdf() -> bytes:
    """A PDF whose trailer demands a password that nobody has."""
    lock = b"<</Filter/Standard/V 2/R 3/Length 128/P -3904/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>"
    identity = b"<" + b"43" * 16 + b">"
    return raw_pdf(b"", trailer=b"/Encrypt 6 0 R/ID[" + identity * 2 + b"]", extra=[lock])


def xlsx(
    sheets: Mapping[str, Sequence[Sequence[object]]], *, merge: Mapping[str, Sequence[str]] | None = None
) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        for area in (merge or {}).get(title, ()):
            sheet.merge_cells(area)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ole(*streams: str) -> bytes:
    """An OLE compound file (512-byte sectors) whose directory names these streams, each of them empty."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16
    head += struct.pack(
        "<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0
    )
    head += struct.pack("<I", 0xFFFFFFFF) * 108
    fat = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + struct.pack("<I", 0xFFFFFFFF) * 126
    entries = b"".join(_entry(name, 5 if name == "Root Entry" else 2) for name in ("Root Entry", *streams))
    return head[:512].ljust(512, b"\xff") + fat + entries.ljust(512, b"\x00")


def _entry(name: str, kind: int) -> bytes:
    raw = name.encode("utf-16-le")
    nothing = 0xFFFFFFFF
    return raw.ljust(64, b"\x00") + struct.pack(
        "<HBBIII16sIQQIQ", len(raw) + 2, kind, 1, nothing, nothing, nothing, b"", 0, 0, 0, 0xFFFFFFFE, 0
    )


def picture(markup: str, *, form: str = "PNG") -> bytes:
    """The first page of what typst sets from `markup`, scanned: a grey picture at 200 dpi."""
    document = pdfium.PdfDocument(pdf(markup))
    page = document[0].render(scale=200 / 72, grayscale=True).to_pil()
    buffer = io.BytesIO()
    page.save(buffer, form, dpi=(200, 200))
    return buffer.getvalue()


def scanned_pdf(markup: str) -> bytes:
    """A PDF that holds nothing but a picture of the page."""
    buffer = io.BytesIO()
    Image.open(io.BytesIO(picture(markup))).save(buffer, "PDF", resolution=200)
    return buffer.getvalue()
