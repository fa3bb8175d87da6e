"""Runs one reading in a process of its own, with an end to its time and memory.

PDF and old Word files go through large parsers that no count of ours can stop half way, and a crash there
would take the server's worker along. The child gets the bytes by fork, answers in JSON (never pickle: what
parsed a stranger's file is not to be believed), and is killed with all it started when its time is over.
Where a system cannot fork the reading runs here. Refuses to try twice.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import selectors
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable

from vanban._blocks import Source
from vanban._errors import (
    CannotRead,
    Damaged,
    Empty,
    Encrypted,
    NeedsOcr,
    TooBig,
    UnknownKind,
    VanbanError,
)
from vanban._limits import MAX_CHILD_BYTES, Watch
from vanban._sources.wire import from_wire, to_wire

if sys.platform == "linux":
    import resource

Reader = Callable[[bytes, Watch], Source]

_ERRORS: dict[str, type[CannotRead]] = {
    kind.code: kind for kind in (CannotRead, Damaged, Empty, Encrypted, NeedsOcr, TooBig, UnknownKind)
}
_log = logging.getLogger(__name__)
_GRACE = 2.0  # seconds the child has beyond the reading's own limit to say so itself
_MOST_ANSWER = 200_000_000  # bytes: ten times the largest answer the limits allow
_CRASHED = (
    "Tệp này làm chương trình đọc dừng đột ngột, có thể bị hỏng. Hãy mở và lưu lại bằng Word rồi tải lên."
)
_HEAVY = "Đọc tệp này cần quá nhiều bộ nhớ hoặc thời gian nên đã dừng. Hãy tách tệp thành các phần nhỏ hơn rồi tải lại."


def can_fork() -> bool:
    return hasattr(os, "fork") and sys.platform == "linux"


def read_apart(read: Reader, data: bytes, watch: Watch) -> Source:
    """`read(data, watch)` in a child. Raises what the reader raises; `TooBig` or `Damaged` when it dies."""
    if not can_fork():
        return read(data, watch)
    receiving, sending = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # the child only reads and leaves: no lock is waited for
        child = os.fork()
    if child == 0:
        os.close(receiving)
        _child(read, data, watch, sending)
    os.close(sending)
    try:
        answer = _answer(receiving, watch)
    finally:
        os.close(receiving)
        status = _end(child)
    return _judged(answer, status)


def _end(child: int) -> int:
    """Kill what is left of the child and of what it started; how it ended. Its group bears its number."""
    ended, status = os.waitpid(child, os.WNOHANG)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    if ended == 0:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    return status


def _child(read: Reader, data: bytes, watch: Watch, sending: int) -> None:
    """Never returns: answers and leaves without running anything of the parent's."""
    code = 1
    try:
        os.setsid()
        _limit_memory()
        with os.fdopen(sending, "w", encoding="utf-8") as pipe:

            def tell(doing: str, done: int, total: int) -> None:
                pipe.write(json.dumps({"progress": [doing, done, total]}) + "\n")
                pipe.flush()

            watch.progress = tell
            pipe.write(json.dumps(_outcome(read, data, watch)) + "\n")
        code = 0
    finally:
        os._exit(code)


def _outcome(read: Reader, data: bytes, watch: Watch) -> dict[str, object]:
    try:
        return {"source": to_wire(read(data, watch))}
    except VanbanError as error:
        return {"error": error.code, "message": error.message}
    except MemoryError:
        return {"error": TooBig.code, "message": _HEAVY}
    except Exception:  # a fault of ours: the person gets a sentence, the log gets the trace
        return {"error": Damaged.code, "message": _CRASHED, "trace": traceback.format_exc()}


def _limit_memory() -> None:
    if sys.platform != "linux":
        return
    with open("/proc/self/statm", encoding="ascii") as table:
        held = int(table.read().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = held + MAX_CHILD_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))


def _answer(receiving: int, watch: Watch) -> bytes | None:
    """The child's last line; None when it died or its time was over. Progress is passed on as it comes."""
    end = time.monotonic() + watch.left() + _GRACE
    buffer = b""
    with selectors.DefaultSelector() as selector:
        selector.register(receiving, selectors.EVENT_READ)
        while (left := end - time.monotonic()) > 0:
            if not selector.select(left):
                continue
            piece = os.read(receiving, 1 << 20)
            buffer += piece
            if not piece or len(buffer) > _MOST_ANSWER:
                return None
            while b"\n" in buffer and buffer[:11] == b'{"progress"':
                line, _, buffer = buffer.partition(b"\n")
                _pass_on(line, watch)
            if buffer.endswith(b"\n"):
                return buffer
    return None


def _pass_on(line: bytes, watch: Watch) -> None:
    doing, done, total = json.loads(line)["progress"]
    if watch.progress is not None:
        watch.progress(str(doing), int(done), int(total))


def _judged(answer: bytes | None, status: int) -> Source:
    if answer is None:
        crashed = os.WIFSIGNALED(status) and os.WTERMSIG(status) in (
            signal.SIGSEGV,
            signal.SIGBUS,
            signal.SIGFPE,
        )
        raise Damaged(_CRASHED) if crashed else TooBig(_HEAVY)
    told = json.loads(answer)
    if "error" in told:
        if "trace" in told:
            _log.error("reading failed in its own process:\n%s", told["trace"])
        raise _ERRORS.get(told["error"], CannotRead)(told["message"])
    return from_wire(told["source"])
