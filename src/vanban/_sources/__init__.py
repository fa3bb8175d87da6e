"""Takes a document file apart into paragraphs and tables, whatever kind it is.

Decides nothing about meaning. Refuses files over the limits of `vanban._limits`, and never opens the
network, runs macros or follows links.
"""

from __future__ import annotations

from vanban._blocks import Source
from vanban._errors import Empty
from vanban._limits import ALONE_FROM_BYTES, Progress, Watch, check_file_size
from vanban._sources.apart import read_apart
from vanban._sources.kinds import format_of

__all__ = ["take_apart"]


def take_apart(data: bytes, *, name: str | None = None, progress: Progress | None = None) -> Source:
    """Read `data`, the whole content of one file.

    `name` (a file name) only breaks ties between kinds of text. `progress(doing, done, total)` is called
    for long work, page by page. Raises a `CannotRead`, whose message says in Vietnamese what is wrong and
    what to do; nothing else.
    """
    check_file_size(len(data))
    if not data.strip(b"\x00 \t\r\n"):
        raise Empty("Tệp rỗng, không có nội dung. Hãy kiểm tra lại tệp gốc rồi tải lên lần nữa.")
    watch = Watch(progress=progress)
    kind = format_of(data, (name or "").lower())
    if kind.alone or len(data) >= ALONE_FROM_BYTES:
        return read_apart(kind.read, data, watch)
    return kind.read(data, watch)
