"""Files as people send them, made by the tests: sound ones, damaged ones, and those made to deceive."""

from __future__ import annotations

import hashlib
import io
import shutil
import struct
import subprocess
import tempfile
import wave
import zipfile
import zlib
from functools import cache
from pathlib import Path

import imageio_ffmpeg
import pypdfium2 as pdfium
from docx import Document
from openpyxl import Workbook
from PIL import Image
from pptx import Presentation


@cache
def picture(kind: str, size: tuple[int, int] = (64, 48)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind)
    return out.getvalue()


@cache
def moving_picture(frames: int) -> bytes:
    out = io.BytesIO()
    pictures = [Image.new("P", (4, 4), number % 250) for number in range(frames)]
    pictures[0].save(out, "GIF", save_all=True, append_images=pictures[1:], optimize=False)
    return out.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose head promises any number of pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@cache
def wav(seconds: float = 0.2) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\0\x10" * int(8000 * seconds))
    return out.getvalue()


@cache
def encoded(suffix: str, *words: str) -> bytes:
    """A second of sound or film, by ffmpeg, with these words for how."""
    program = shutil.which("ffmpeg") or imageio_ffmpeg.get_ffmpeg_exe()
    made = Path(_folder()) / f"made-{abs(hash((suffix, words)))}{suffix}"
    picture_from = ["-f", "lavfi", "-i", "testsrc=size=64x48:rate=5:duration=1"]
    sound_from = ["-f", "lavfi", "-i", "sine=frequency=440:duration=1"]
    sources = sound_from if suffix in {".mp3", ".ogg", ".m4a"} else picture_from
    command = [program, "-v", "error", "-y", *sources, *words, str(made)]
    subprocess.run(command, check=True, capture_output=True)
    try:
        return made.read_bytes()
    finally:
        made.unlink()


@cache
def _folder() -> str:
    return tempfile.mkdtemp(prefix="khien-samples-")


def mp3() -> bytes:
    return encoded(".mp3", "-codec:a", "libmp3lame", "-b:a", "64k")


def mp4(codec: str = "libx264") -> bytes:
    return encoded(".mp4", "-codec:v", codec, "-pix_fmt", "yuv420p")


@cache
def word() -> bytes:
    out = io.BytesIO()
    document = Document()
    document.add_paragraph("Kịch bản truyền thanh")
    document.save(out)
    return out.getvalue()


@cache
def workbook() -> bytes:
    out = io.BytesIO()
    book = Workbook()
    book.save(out)
    return out.getvalue()


@cache
def slides() -> bytes:
    out = io.BytesIO()
    Presentation().save(out)
    return out.getvalue()


@cache
def paper(pages: int = 1) -> bytes:
    out = io.BytesIO()
    document = pdfium.PdfDocument.new()
    for _page in range(pages):
        document.new_page(200, 200)
    document.save(out)
    document.close()
    return out.getvalue()


# A PDF of one empty page that opens only with a password (RC4, 40 bit: any reader knows it); values of /O and /U are
# those of the password "mat-khau" and an empty owner's password, worked out by `locked_paper` itself.
def locked_paper() -> bytes:
    pad = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    password = (b"mat-khau" + pad)[:32]
    owner = _rc4(hashlib.md5(password, usedforsecurity=False).digest()[:5], password)
    permissions = struct.pack("<i", -4)
    identifier = b"0123456789abcdef"
    key = hashlib.md5(password + owner + permissions + identifier, usedforsecurity=False).digest()[:5]
    user = _rc4(key, pad)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>"
        % (owner.hex().encode(), user.hex().encode()),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    ids = identifier.hex().encode()
    out += b"trailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<%s> <%s>] >>\n" % (ids, ids)
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def zipped(*parts: tuple[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name) if name.startswith("/") else name, content)
    return out.getvalue()


def with_own_word(media_type: str) -> bytes:
    """OpenDocument or EPUB: the first part says the type, unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", media_type)
        archive.writestr("content.xml", "<a/>")
    return out.getvalue()


def bomb(megabytes: int = 100) -> bytes:
    return zipped(("nothing.txt", b"\0" * (megabytes << 20)))


def overlapping_bomb() -> bytes:
    """Two entries of the list that are one and the same packed part."""
    once = zipped(("a", b"x" * 1000), packing=zipfile.ZIP_STORED)
    end = once.rindex(b"PK\x05\x06")
    listed = once.index(b"PK\x01\x02")
    entry = once[listed:end]
    tail = bytearray(once[end:])
    tail[8:12] = struct.pack("<HH", 2, 2)
    tail[12:16] = struct.pack("<I", len(entry) * 2)
    return once[:listed] + entry * 2 + bytes(tail)


def behind_password() -> bytes:
    """A ZIP whose part says that it is encrypted."""
    data = bytearray(zipped(("a.txt", b"x"), packing=zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def that_lies_about_its_size() -> bytes:
    """The list says ten bytes; more come out, and the checksum does not fit."""
    data = bytearray(zipped(("a.txt", b"x" * 5000)))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


VTT = "WEBVTT\n\n00:01.000 --> 00:04.500\nCông an không làm việc qua điện thoại\n".encode()
SRT = "1\r\n00:00:01,000 --> 00:00:04,500\r\nCông an không làm việc qua điện thoại\r\n".encode()
