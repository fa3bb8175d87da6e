"""What the command prints: colours only on a terminal, progress on standard error, never into a pipe."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable

from tqdm import tqdm

_COLOURS = {"green": "32", "yellow": "33", "red": "31", "bold": "1", "dim": "2"}


def paint(text: str, colour: str) -> str:
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return text
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m"


def say(text: str = "") -> None:
    print(text, flush=True)


def complain(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def progress() -> Callable[[str, int, int], None]:
    """A callback (what is done now, steps done, steps in all) that draws a bar on a terminal, else nothing."""
    if not sys.stderr.isatty():
        return lambda _what, _done, _total: None
    bar = tqdm(total=1, leave=False, bar_format="{desc} {bar} {n_fmt}/{total_fmt}", file=sys.stderr)

    def draw(what: str, done: int, total: int) -> None:
        bar.total = max(total, 1)
        bar.n = done
        bar.set_description_str(what)
        if done >= total:
            bar.clear()

    return draw


_REASONS = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ENOTDIR: "đường dẫn đi qua một tệp",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã hết phần ổ đĩa được cấp",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
}


def reason(error: OSError) -> str:
    """Why the system refused, in Vietnamese where we know the code."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))
