"""`khien read FILE`: the reader without a database and without Django."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from pathlib import Path

import vanban
from khien.cli import exits
from khien.cli.screen import complain, paint, progress, reason, say


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="văn bản: docx, doc, pdf, ảnh, html, md, txt, xlsx"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="toàn bộ dữ liệu, dạng JSON")
    form.add_argument("--xlsx", type=Path, metavar="OUT", help="ghi ra bảng tính Excel")
    form.add_argument("--outline", action="store_true", help="dàn ý: mọi mục, khoản, điểm")
    form.add_argument("--findings", action="store_true", help="những chỗ cần xem lại trong văn bản")


def run(options: argparse.Namespace) -> int:
    today = dt.date.today().isoformat()  # noqa: DTZ011 - the day of whoever asks
    try:
        plan = vanban.read(options.file, progress=progress(), at=today)
    except OSError as error:
        complain(f"Không mở được tệp {options.file}: {reason(error)}.")
        return exits.NO_INPUT
    except vanban.CannotRead as error:
        complain(error.message)
        return exits.CANNOT_READ
    return _print(plan, options)


def _print(plan: vanban.Plan, options: argparse.Namespace) -> int:
    if options.json:
        say(json.dumps(vanban.to_json(plan), ensure_ascii=False, indent=1))
    elif options.outline:
        say(vanban.outline_text(plan))
    elif options.findings:
        say(vanban.findings_text(plan))
    elif options.xlsx:
        try:
            vanban.to_xlsx(plan, options.xlsx)
        except OSError as error:
            complain(f"Không ghi được {options.xlsx}: {reason(error)}.")
            return exits.CANNOT_CREATE
        say(f"Đã ghi {options.xlsx}")
    else:
        _summary(plan)
    return exits.OK


def _summary(plan: vanban.Plan) -> None:
    head = plan.head
    say(paint(" ".join(filter(None, (head.kind, head.number))) or "Văn bản chưa rõ loại", "bold"))
    for line in filter(None, (head.title, head.issuer, head.date)):
        say(f"  {line}")
    rows = {
        "chỉ tiêu": plan.targets,
        "nội dung tuyên truyền": plan.themes,
        "nhiệm vụ": plan.tasks,
        "phân công": plan.assignments,
        "chế độ báo cáo": plan.reporting,
        "dòng kinh phí": plan.budget.lines,
        "căn cứ": plan.references,
    }
    for name, items in rows.items():
        say(f"  {len(items):4} {name}")
    colour = "yellow" if plan.findings else "green"
    say(paint(f"  {len(plan.findings):4} chỗ cần xem lại (khien read … --findings)", colour))
    for note in plan.notes:
        say(paint(f"  · {note.message}", "dim"))
