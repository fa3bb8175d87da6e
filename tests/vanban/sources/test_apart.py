"""A reading in a process of its own: the same answer, and an end to whatever runs away."""

from __future__ import annotations

import faulthandler
import os
import signal

import pytest

from tools.samples import cell, docx, locked_pdf, paragraph, plan_pdf, table
from vanban._blocks import Source
from vanban._errors import Damaged, Encrypted, TooBig, VanbanError
from vanban._limits import MEGABYTE, Watch
from vanban._sources import apart, take_apart
from vanban._sources.apart import read_apart
from vanban._sources.docx import read_docx
from vanban._sources.pdf import read_pdf
from vanban._sources.wire import from_wire, to_wire

pytestmark = pytest.mark.skipif(not apart.can_fork(), reason="this system cannot fork: readings run in place")


def test_the_answer_is_the_same_as_in_place() -> None:
    data = plan_pdf(2)
    assert read_apart(read_pdf, data, Watch()) == read_pdf(data, Watch())


def test_a_source_survives_the_way_between_processes() -> None:
    rich = docx(
        paragraph("a", run="<w:b/>")
        + table([cell("x", span=2), cell("y")])
        + '<w:p><w:r><w:footnoteReference w:id="1"/><w:t>b</w:t></w:r></w:p>',
        footnotes={1: "ghi chú"},
        header=paragraph("đầu trang"),
    )
    found = read_docx(rich, Watch())
    assert from_wire(to_wire(found)) == found


def test_a_refusal_comes_through_with_its_sentence() -> None:
    with pytest.raises(Encrypted, match="mật khẩu"):
        take_apart(locked_pdf())


def test_progress_comes_through() -> None:
    told: list[tuple[str, int, int]] = []
    found = take_apart(plan_pdf(2), progress=lambda *step: told.append(step))
    assert [done for _, done, _ in told] == list(range(found.pages or 0))


def _sleeps(data: bytes, watch: Watch) -> Source:
    signal.pause()
    raise AssertionError


def _eats_memory(data: bytes, watch: Watch) -> Source:
    held = [bytearray(50 * MEGABYTE) for _ in range(100)]
    raise AssertionError(len(held))


def _crashes(data: bytes, watch: Watch) -> Source:
    faulthandler.disable()
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError


def _recurses(data: bytes, watch: Watch) -> Source:
    return _recurses(data, watch)


def _fails(data: bytes, watch: Watch) -> Source:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("read", "error"), [(_eats_memory, TooBig), (_crashes, Damaged), (_recurses, Damaged), (_fails, Damaged)]
)
def test_what_goes_wrong_in_the_child_is_one_of_our_errors(
    read: apart.Reader, error: type[VanbanError]
) -> None:
    with pytest.raises(error, match="Hãy"):
        read_apart(read, b"", Watch())


def test_a_fault_of_ours_leaves_its_trace_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Damaged):
        read_apart(_fails, b"", Watch())
    assert "ZeroDivisionError" in caplog.text


def test_a_child_whose_time_is_over_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_GRACE", 0.05)
    with pytest.raises(TooBig, match="thời gian"):
        read_apart(_sleeps, b"", Watch(seconds=0.0))


def test_where_a_system_cannot_fork_the_reading_runs_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "can_fork", lambda: False)
    assert read_apart(read_docx, docx(paragraph("a")), Watch()).kind == "docx"
