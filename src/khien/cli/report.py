"""`khien report`: report rounds, and the consolidated report of one of them as a file."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path
from typing import Any

from khien.cli import exits
from khien.cli.platform import check_folder, migrate, start_django
from khien.cli.screen import complain, reason, say
from vanban import CannotWrite

FORMATS = {".docx": "docx", ".pdf": "pdf", ".xlsx": "xlsx"}
STATES = {
    "draft": "bản dự thảo",
    "checked": "bản đã kiểm tra",
    "signed": "bản đã ký",
    "archived": "bản đã lưu trữ",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar="VIỆC", required=True)
    acts.add_parser("rounds", help="liệt kê các kỳ báo cáo: mã, tên, hạn nộp, đã chấp nhận/phải nộp")
    make = acts.add_parser("consolidate", help="lập báo cáo tổng hợp của một kỳ")
    make.add_argument("--round", required=True, metavar="MÃ", help="mã kỳ, xem: khien report rounds")
    make.add_argument("--out", required=True, type=Path, metavar="TỆP", help="tệp .docx, .pdf hoặc .xlsx")
    make.add_argument(
        "--sources", action="store_true", help="in mã dẫn nguồn sau mỗi số liệu và phụ lục nguồn số liệu"
    )


def run(options: argparse.Namespace) -> int:
    if options.act == "consolidate" and options.out.suffix.lower() not in FORMATS:
        complain(f"Tên tệp {options.out.name} phải kết thúc bằng .docx, .pdf hoặc .xlsx.")
        return exits.USAGE
    start_django()
    check_folder()
    migrate()
    reports = importlib.import_module("khien.reports.api")
    return _rounds(reports) if options.act == "rounds" else _consolidate(options, reports)


def _rounds(reports: Any) -> int:
    lines = reports.report_rounds()
    for line in lines:
        say(f"{line.code}\t{line.title}\t{line.due_on:%d/%m/%Y}\t{line.accepted}/{line.expected}")
    if not lines:
        complain("Chưa có kỳ báo cáo nào.")
    return exits.OK


def _consolidate(options: argparse.Namespace, reports: Any) -> int:
    errors = importlib.import_module("khien.base.errors")
    translation = importlib.import_module("django.utils.translation")
    at = importlib.import_module("khien.base.clock").now()
    try:
        with translation.override("vi"):
            made = reports.consolidated_report(
                options.round, FORMATS[options.out.suffix.lower()], sources=options.sources, at=at
            )
    except errors.Missing:
        complain(f"Không có kỳ báo cáo mã {options.round}. Xem các mã: khien report rounds")
        return exits.NO_INPUT
    except errors.KhienError as error:
        complain(str(error.message))
        return exits.FAILED
    except CannotWrite as error:
        complain(error.message)
        return exits.FAILED
    try:
        options.out.write_bytes(made.content)
    except OSError as error:
        complain(f"Không ghi được {options.out}: {reason(error)}.")
        return exits.CANNOT_CREATE
    say(f"Đã ghi {options.out} ({STATES.get(made.state, made.state)}, lần {made.version}).")
    return exits.OK
