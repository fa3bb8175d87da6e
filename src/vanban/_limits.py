"""How much of a document the reader is willing to look at, and why each bound stands where it does.

Uploads come from strangers: every bound here exists so that no file can take more than 60 seconds or 1 GB
(issue 2, C.4). This module refuses to know anything about formats; it counts and it keeps time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from vanban._errors import TooBig

Progress = Callable[[str, int, int], None]  # what is being done (Vietnamese), done so far, out of how many

MEGABYTE = 1024 * 1024

MAX_FILE_BYTES = 50 * MEGABYTE  # a 300-page colour scan is about 40 MB; issued plans are far smaller
MAX_ARCHIVE_PARTS = 5_000  # a Word file with hundreds of pictures has fewer
MAX_UNPACKED_BYTES = 200 * MEGABYTE  # all parts together, as the archive's own directory declares them
MAX_PART_BYTES = 30 * MEGABYTE  # one XML part we parse: about 1,500 pages, ~600 MB as a tree
MAX_ZIP_RATIO = 200  # XML packs 10-30 times; bombs pack 1,000 times. Only asked above MAX_RATIO_FREE
MAX_RATIO_FREE = 5 * MEGABYTE  # below this, no ratio can hurt
MAX_XML_DEPTH = 250  # libxml2 stops at 256 by itself; nothing people write goes past 60
MAX_TABLE_DEPTH = 10  # tables in tables: layouts use two or three, attacks use thousands
MAX_CELLS = 200_000  # in one document: a national list of communes has about 20,000
MAX_SPAN = 1_000  # columns or rows one cell may claim; HTML lets a page claim any number
MAX_BLOCKS = 200_000  # paragraphs and tables; about 5,000 pages
MAX_TEXT_CHARS = 20_000_000  # in a text file, after decoding
MAX_PAGES = 1_000  # of a PDF with a text layer
MAX_OCR_PAGES = 60  # about one second a page on the machines we know
MAX_PIXELS = 100_000_000  # of one picture: A3 at 600 dpi has 70 million
MAX_HTML_BYTES = 10 * MEGABYTE  # a saved page without its pictures; more is a dump
MAX_SECONDS = 60.0  # for one whole document
MAX_MARKDOWN_CHARS = 1_500_000  # Markdown's tokens are heavy: this much takes 800 MB; plans have 300,000
MAX_CHILD_BYTES = 800 * MEGABYTE  # what a reading in a process of its own may take on top of ours
ALONE_FROM_BYTES = 2 * MEGABYTE  # files of any kind from this size are read in a process of their own
OCR_DPI = 300  # what tesseract's models were trained for


@dataclass(slots=True)
class Watch:
    """Keeps the time and the tallies of one reading; raises `TooBig` when a bound is passed."""

    progress: Progress | None = None
    seconds: float = MAX_SECONDS
    cells: int = 0
    started: float = field(default_factory=time.monotonic)

    def left(self) -> float:
        """Seconds that remain, never below zero."""
        return max(0.0, self.seconds - (time.monotonic() - self.started))

    def check(self) -> None:
        if self.left() <= 0:
            raise TooBig(
                f"Đọc tệp này mất quá {self.seconds:.0f} giây nên đã dừng. Hãy tách tệp thành các phần nhỏ hơn rồi tải lại."
            )

    def count_cells(self, number: int) -> None:
        self.cells += number
        if self.cells > MAX_CELLS:
            raise TooBig(
                f"Tệp có hơn {MAX_CELLS} ô bảng, quá mức đọc được. Hãy tách bảng thành nhiều tệp rồi tải lại."
            )
        self.check()

    def tell(self, doing: str, done: int, total: int) -> None:
        """Report progress and look at the clock: call it once per page or part."""
        self.check()
        if self.progress is not None:
            self.progress(doing, done, total)


def check_file_size(size: int) -> None:
    """Raise `TooBig` for a file nobody should try to read."""
    if size > MAX_FILE_BYTES:
        raise TooBig(
            f"Tệp nặng {size / MEGABYTE:.0f} MB, quá mức {MAX_FILE_BYTES // MEGABYTE} MB. "
            "Hãy bỏ bớt ảnh, nén lại hoặc tách thành nhiều tệp rồi tải lại."
        )
