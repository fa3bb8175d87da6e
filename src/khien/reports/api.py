"""The door of reports. Ids and frozen values in and out; models stay inside."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from khien.base import files
from khien.reports.selectors.round_list import RoundLine, round_lines
from khien.reports.services import from_shell

__all__ = ["ReportFile", "RoundLine", "consolidated_report", "report_rounds"]


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A consolidated report as a file. `state`: draft, checked, signed, archived."""

    content: bytes
    version: int
    state: str


def report_rounds() -> list[RoundLine]:
    """Every round that is not cancelled, the newest due day first."""
    return round_lines()


def consolidated_report(code: str, format: str, *, sources: bool = False, at: dt.datetime) -> ReportFile:
    """`format`: docx, pdf, xlsx. Raises Missing, NotAllowedNow, vanban.CannotWrite."""
    stored, row = from_shell.consolidated_file(code, format, sources=sources, at=at)
    with files.open_kept(stored.sha256) as content:
        return ReportFile(content.read(), row.version, row.state)
