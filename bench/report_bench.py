"""1,000 units' accepted reports into one consolidated Word report: time, peak memory, and the same against a floor.

    python -m bench.report_bench [--units 1000] [--activities 12] [--out FILE]

A database of its own (SQLite, in a temporary folder) is filled with one round: each unit an accepted report with that
many activities over 24 tasks. The floor is python-docx alone, writing as many table cells as the report holds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import io
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

TASKS = 24
LIMIT_SECONDS, LIMIT_MB = 20.0, 1024.0
FIRST, CUT_OFF = dt.date(2025, 12, 15), dt.date(2026, 11, 10)
AT = dt.datetime(2026, 11, 5, 3, 0, tzinfo=dt.UTC)
SAID = {
    "direction": (
        "Ban hành kế hoạch triển khai.",
        "Phân công cán bộ đầu mối.",
        "Tổ chức hội nghị quán triệt.",
    ),
    "results": (
        "Người cao tuổi nhận biết được thủ đoạn giả danh.",
        "Học sinh toàn trường được học chuyên đề.",
    ),
    "difficulties": (
        "Kinh phí cấp chậm.",
        "Thiếu cán bộ chuyên trách.",
        "Đường truyền ở thôn xa chưa ổn định.",
    ),
    "causes": ("Cán bộ kiêm nhiệm nhiều việc.",),
    "next_steps": ("Tiếp tục tuyên truyền trên loa truyền thanh cơ sở.",),
    "proposals": ("Đề nghị cấp kinh phí từ đầu năm.", "Đề nghị cung cấp tài liệu dễ hiểu."),
}
AUDIENCES = ("pupils", "elderly", "public", "workers", "officials")
PRODUCTS = ("Tờ rơi", "Bài viết", "Lớp tập huấn", "Bản tin", "Áp phích")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=1000)
    parser.add_argument("--activities", type=int, default=12, help="of each unit")
    parser.add_argument("--out", type=Path, help="keep the Word file here")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        return _measure(options)
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"KHIEN_DATA": folder, "DJANGO_SETTINGS_MODULE": "khien.project.settings"}
        os.environ.update(environment)
        _fill(options)
        words = [sys.executable, "-m", "bench.report_bench", "--child", "--units", str(options.units)]
        words += ["--out", str(options.out)] if options.out else []
        return subprocess.run(words, env=environment, check=False).returncode


def _measure(options: argparse.Namespace) -> int:
    """In a process of its own, so that the peak is the report's."""
    django = importlib.import_module("django")
    django.setup()
    selectors = importlib.import_module("khien.reports.selectors.consolidation")
    rules = importlib.import_module("khien.reports.rules.consolidating")
    report_files = importlib.import_module("khien.reports.services.report_files")
    services = importlib.import_module("khien.reports.services.consolidation")
    official = importlib.import_module("khien.reports.rules.official")
    models = importlib.import_module("khien.reports.models")
    round = models.ReportRound.objects.select_related("programme__plan").get()
    began = time.perf_counter()
    material = selectors.material_of(round)
    read = time.perf_counter()
    data = rules.consolidate(material)
    counted = time.perf_counter()
    setting = official.Setting(services.texts_for(data, {}))
    blob = report_files.report_bytes(data, setting, "docx")
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cells, floor = _floor(blob)
    whole = done - began
    print(
        f"{len(data.units)} units, {len(data.activities)} activities, {len(data.figures)} figures, {cells} cells"
    )
    print(f"read {read - began:.1f} s, count {counted - read:.1f} s, write {done - counted:.1f} s")
    print(f"whole {whole:.1f} s (limit {LIMIT_SECONDS:.0f}), peak {peak:.0f} MB (limit {LIMIT_MB:.0f})")
    print(f"floor (python-docx, as many cells) {floor:.1f} s; ratio {whole / floor:.2f}")
    for format in ("pdf", "xlsx"):
        start = time.perf_counter()
        size = len(report_files.report_bytes(data, setting, format))
        print(f"{format}: {time.perf_counter() - start:.1f} s, {size / 1024:.0f} KB")
    if options.out:
        options.out.write_bytes(blob)
    return 0 if whole < LIMIT_SECONDS and peak < LIMIT_MB else 1


def _floor(blob: bytes) -> tuple[int, float]:
    """Cells of the report's tables, and how long python-docx takes for one plain table of as many."""
    docx = importlib.import_module("docx")
    report = docx.Document(io.BytesIO(blob))
    cells = sum(len(row.tc_lst) for table in report.tables for row in table._tbl.tr_lst)
    start = time.perf_counter()
    word = docx.Document()
    table = word.add_table(rows=0, cols=8)
    for _ in range(cells // 8):
        for cell in table.add_row().cells:
            cell.text = "1.234.567"
    word.save(io.BytesIO())
    return cells, time.perf_counter() - start


def _fill(options: argparse.Namespace) -> None:
    django = importlib.import_module("django")
    django.setup()
    importlib.import_module("django.core.management").call_command("migrate", verbosity=0)
    plans = importlib.import_module("khien.plans.models")
    programmes = importlib.import_module("khien.programme.models")
    reports = importlib.import_module("khien.reports.models")
    files = importlib.import_module("khien.base.files")
    orgs = importlib.import_module("khien.orgs.models")
    stored = files.keep(io.BytesIO(b"a plan"), name="ke-hoach.txt", limit_bytes=100, at=AT)
    plan = plans.PlanDocument.objects.create(
        stored=stored, file_name="ke-hoach.txt", kind="Kế hoạch", number="05/KH-UBND", status="adopted",
        issued_on="2026-02-09", issuer="Ủy ban nhân dân tỉnh An Bình", title="Nâng cao nhận thức an toàn thông tin",
        uploaded_at=AT, adopted_at=AT,
    )  # fmt: skip
    programme = programmes.Programme.objects.create(
        plan=plan, title=plan.title, begun_on=dt.date(2026, 2, 9), number="Kế hoạch 05/KH-UBND"
    )
    tasks = [
        programmes.Task.objects.create(
            programme=programme, position=n, path=f"Phụ lục 01.{'I' * (1 + n // 8)}.{n}", row_uuid=uuid.uuid4(),
            group=f"Nhóm nhiệm vụ {1 + n // 6}", text=f"Nhiệm vụ số {n}: tuyên truyền kỹ năng an toàn trên mạng",
        )
        for n in range(1, TASKS + 1)
    ]  # fmt: skip
    units = orgs.Unit.objects.bulk_create(
        orgs.Unit(
            code=f"X{n:04}", name=f"Ủy ban nhân dân xã số {n:04}", kind="peoples_committee", level="commune",
            valid_from=dt.date(2025, 7, 1),
        )
        for n in range(options.units)
    )  # fmt: skip
    round = reports.ReportRound.objects.create(
        code="05-KH-UBND-2026", programme=programme, title="Báo cáo năm 2026", first=FIRST, cut_off=CUT_OFF,
        opens_on=dt.date(2026, 10, 20), due_on=CUT_OFF, made_by="bench", made_at=AT,
    )  # fmt: skip
    reports.ExpectedUnit.objects.bulk_create(reports.ExpectedUnit(round=round, unit=unit) for unit in units)
    _reports(round, units, tasks, options.activities, programmes, reports)


def _reports(round: Any, units: Any, tasks: Any, each: int, programmes: Any, reports: Any) -> None:
    chance = random.Random(2026)
    rows = []
    for unit in units:
        for n in range(each):
            day = FIRST + dt.timedelta(days=60 + chance.randrange(260))
            name = uuid.UUID(int=chance.getrandbits(128), version=4)
            rows.append(
                programmes.Activity(
                    uuid=name, chain=name, unit=unit, kind="talk", title=f"Buổi tuyên truyền {n} tại {unit.name}",
                    starts_on=day, ends_on=day, spent_vnd=chance.randrange(20) * 100_000,
                    money_source="Ngân sách cấp xã", source="bench", source_key=f"{unit.pk}-{n}",
                    recorded_by_id="bench", recorded_by="bench", recorded_at=AT,
                )
            )  # fmt: skip
    made = programmes.Activity.objects.bulk_create(rows, batch_size=500)
    links, yields, reach = [], [], []
    for row in made:
        for main, task in enumerate(chance.sample(tasks, 1 + chance.randrange(2))):
            links.append(programmes.ActivityTask(activity=row, task=task, main=main == 0))
        yields.append(
            programmes.ActivityProduct(
                activity=row, position=1, name=chance.choice(PRODUCTS), quantity=1 + chance.randrange(5)
            )
        )
        reach += [
            programmes.ActivityReach(
                activity=row, audience=a, people=chance.randrange(20, 400), basis="counted"
            )
            for a in chance.sample(AUDIENCES, 2)
        ]
    programmes.ActivityTask.objects.bulk_create(links, batch_size=500)
    programmes.ActivityProduct.objects.bulk_create(yields, batch_size=500)
    programmes.ActivityReach.objects.bulk_create(reach, batch_size=500)
    submissions = reports.Submission.objects.bulk_create(
        reports.Submission(
            round=round, unit=unit, state="accepted", submitted_at=AT, first_submitted_at=AT,
            **{
                name: "\n".join(f"- {text} (số {chance.randrange(40)})" for text in chance.sample(said, 1))
                for name, said in SAID.items()
            },
        )
        for unit in units
    )  # fmt: skip
    of_unit = {submission.unit_id: submission for submission in submissions}
    reports.SubmissionActivity.objects.bulk_create(
        [reports.SubmissionActivity(submission=of_unit[row.unit_id], activity=row) for row in made],
        batch_size=500,
    )


if __name__ == "__main__":
    sys.exit(main())
