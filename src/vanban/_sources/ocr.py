"""Pictures of text to words, by tesseract with Vietnamese, when it is on this machine.

Refuses to run without a time limit, to send a picture anywhere, and to read with another language's model:
without `vie` the marks would be lost.
"""

from __future__ import annotations

import functools
import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace

from PIL import Image

from vanban._errors import NeedsOcr, TooBig
from vanban._limits import OCR_DPI, Watch
from vanban._sources.layout import Page, Word
from vanban._sources.picture_rules import picture_rules, without_rules
from vanban._sources.text import clean

_WORKERS = min(4, os.cpu_count() or 1)
_RESERVE = 3.0  # seconds of the reading's time kept for what comes after OCR
_SURE = 25.0  # tesseract's confidence in per cent; below it words are mostly specks and stamps
_SPECK = re.compile(r"[_|~\\'`°*\"‘’“”^]+")
_DASH = re.compile(r"[¬—»]")
_POINTS = 72 / OCR_DPI
_NEEDS = (
    "Tệp này là ảnh chụp văn bản, không có chữ để đọc. Máy chủ chưa có chương trình nhận dạng chữ (tesseract, "
    "tiếng Việt). Hãy tải lên bản Word hoặc PDF có chữ, hoặc nhờ quản trị cài tesseract-ocr và tesseract-ocr-vie."
)


@functools.cache
def tesseract() -> str | None:
    """The program's path when it can read Vietnamese, else None. Looked up once per process."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        done = subprocess.run(  # a fixed program with fixed arguments
            [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    return program if "vie" in done.stdout.split() else None


def require_ocr() -> str:
    program = tesseract()
    if program is None:
        raise NeedsOcr(_NEEDS)
    return program


def read_pictures(pictures: Iterator[tuple[int, Image.Image]], total: int, watch: Watch) -> dict[int, Page]:
    """Page number → words, for pictures of pages at `OCR_DPI`; several are read at once.

    Pages for which the time did not suffice are missing from the answer. Raises `NeedsOcr`, and `TooBig`
    when not even one page could be read in time.
    """
    require_ocr()
    read: dict[int, Page] = {}
    pending: set[Future[Page | None]] = set()
    with ThreadPoolExecutor(max_workers=_WORKERS) as pool:
        for number, picture in pictures:
            if watch.left() <= _RESERVE:
                break
            watch.tell("Đang nhận dạng chữ trong ảnh, trang", len(read), total)
            pending.add(pool.submit(_recognise, *_prepared(picture, number), watch))
            if len(pending) >= _WORKERS + 1:  # never more pictures in memory than that
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                _keep(done, read)
        _keep(wait(pending).done, read)
    if total and not read:
        raise TooBig(
            "Nhận dạng chữ trong ảnh mất quá lâu nên đã dừng. Hãy tách tệp thành các phần ít trang hơn rồi tải lại."
        )
    return read


def _keep(done: set[Future[Page | None]], read: dict[int, Page]) -> None:
    for future in done:
        page = future.result()
        if page is not None:
            read[page.number] = page


def _prepared(picture: Image.Image, number: int) -> tuple[bytes, Page]:
    """The picture as tesseract gets it, without ruling lines, and the page with them but without words."""
    rules = picture_rules(picture, _POINTS)
    buffer = io.BytesIO()
    without_rules(picture, rules, _POINTS).save(buffer, format="PNG", compress_level=1)
    return buffer.getvalue(), Page(
        number, picture.width * _POINTS, picture.height * _POINTS, (), tuple(rules)
    )


def _recognise(png: bytes, blank: Page, watch: Watch) -> Page | None:
    """One tesseract run puts the words on the page; None when the time is over."""
    program = require_ocr()
    try:
        done = subprocess.run(  # a fixed program, the picture on its standard input
            [program, "stdin", "stdout", "-l", "vie", "--dpi", str(OCR_DPI), "--psm", "4", "tsv"],
            input=png,
            capture_output=True,
            timeout=max(0.1, watch.left() - _RESERVE),
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # one thread each: pages side by side are faster
        )
    except subprocess.TimeoutExpired:
        return None
    except OSError as error:
        raise NeedsOcr(_NEEDS) from error
    return replace(blank, words=tuple(_words(done.stdout.decode("utf-8", errors="replace"))))


def _words(table: str) -> list[Word]:
    """Rows of tesseract's TSV: level 5 is a word, with its box in pixels and a confidence.

    Type size is taken from the line, because a word without tall letters has a low box.
    """
    found: list[Word] = []
    lines: dict[tuple[str, ...], tuple[float, float]] = {}
    for row in table.splitlines()[1:]:
        parts = row.split("\t")
        if len(parts) < 12:
            continue
        left, top, width, height = (float(value) * _POINTS for value in parts[6:10])
        line = tuple(parts[1:5])
        if parts[0] == "4":
            lines[line] = (top, height)
        text = _DASH.sub("-", clean(parts[11]))
        if parts[0] != "5" or not text or _SPECK.fullmatch(text) or float(parts[10]) < _SURE:
            continue
        line_top, line_height = lines.get(line, (top, height))
        size = min(line_height, 1.6 * height) * 0.8
        middle = line_top + line_height / 2 if line_height < 2 * height else top + height / 2
        found.append(Word(text, left, left + width, middle - size / 1.6, middle + size / 1.6, size))
    return found
