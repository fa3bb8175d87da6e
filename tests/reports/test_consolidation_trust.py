"""Can the report be trusted: every printed figure equals the ledger, the same input gives the same bytes, and a killed
worker leaves nothing half made."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

import vanban
from khien.base.access import Actor
from khien.base.jobs.execution import run_pending
from khien.programme.models import Activity
from khien.reports.errors import NotAllowedNow
from khien.reports.jobs.consolidation import ask_to_make, make_consolidation
from khien.reports.models import Consolidation, ReportRound, Submission
from khien.reports.rules.consolidated import ConsolidatedData, Measure, Scope, from_data
from khien.reports.rules.tracing import RATE_CODES, rate_units
from khien.reports.services import consolidation as services
from khien.reports.services.report_files import FORMATS, report_bytes
from tests.people import Cast
from tests.reports.test_consolidation import AT, draft, two_units

__all__ = ["draft", "two_units"]
ROOT = Path(__file__).resolve().parents[2]
BUILD = """
import json, sys, hashlib
from khien.reports.rules.consolidated import from_data
from khien.reports.rules.official import Setting
from khien.reports.services.report_files import FORMATS, report_bytes
asked = json.load(sys.stdin)
data, setting = from_data(asked["data"]), Setting(asked["texts"])
print(json.dumps({f: hashlib.sha256(report_bytes(data, setting, f)).hexdigest() for f in FORMATS}))
"""


def printed(blob: bytes) -> dict[str, str]:
    """Code of a figure → what the Word file prints there (the run inside its bookmark)."""
    body = docx.Document(io.BytesIO(blob)).element.body
    return {
        mark.get(qn("w:name")): "".join(t.text or "" for t in mark.getnext().iter(qn("w:t")))
        for mark in body.iter(qn("w:bookmarkStart"))
    }


def from_the_ledger(round: ReportRound, scope: Scope, measure: Measure) -> int:
    """Counted anew, straight from the tables of the ledger and in another way than the report does."""
    accepted = Submission.objects.filter(round=round, state="accepted")
    rows = list(Activity.objects.filter(pk__in=accepted.values("activity_links__activity")).distinct())
    kept = []
    for row in rows:
        tasks = list(row.task_links.order_by("-main", "id").values_list("task_id", flat=True))
        counted = tasks[:1] if measure is Measure.SPENT else tasks
        fits = not scope.task_ids or set(counted) & set(scope.task_ids)
        if fits and (scope.unit_id in (None, row.unit_id)):
            kept.append(row)
    if measure is Measure.PEOPLE:
        return sum(
            r.people
            for a in kept
            for r in a.reach.all()
            if not scope.audience or r.audience == scope.audience
        )
    if measure is Measure.PRODUCTS:
        named = [p for a in kept for p in a.products.all()]
        return sum(p.quantity for p in named if not scope.product or vanban.fold(p.name) == scope.product)
    if measure is Measure.SPENT:
        return sum(a.spent_vnd or 0 for a in kept if scope.source in (None, vanban.fold(a.money_source)))
    if measure is Measure.UNITS:
        return len({a.unit_id for a in kept})
    if measure is Measure.EVIDENCE:
        return sum(a.evidence.filter(hidden_at__isnull=True).count() for a in kept)
    return len(kept)


def whole_number(text: str) -> int:
    return int(re.sub(r"[^\d]", "", text))


def test_every_figure_that_the_word_file_prints_equals_the_ledger(
    draft: Consolidation, two_units: ReportRound
) -> None:
    data = from_data(draft.data)
    shown = printed(report_bytes(data, services.setting_of(draft), "docx"))
    figures = {figure.code: figure for figure in data.figures}
    assert len(shown) > 20
    rates = {RATE_CODES[name]: getattr(data.rates, name) for name in RATE_CODES}
    assert {"d1", "d2"} <= set(shown)
    for code, text in shown.items():
        if code in rates:
            assert whole_number(text) == rates[code] == len(rate_units(data, code) or [])
            continue
        if code.startswith("c"):
            continue  # a target's value: its own tests hold it
        figure = figures[code]
        counted = from_the_ledger(two_units, figure.scope, figure.measure)
        assert whole_number(text) == counted, (code, figure.label, text)


def test_no_figure_of_the_data_is_left_without_its_place_in_the_file(draft: Consolidation) -> None:
    """Units of a single unit's line are named, not counted; everything else that counts something is printed."""
    data = from_data(draft.data)
    shown = printed(report_bytes(data, services.setting_of(draft), "docx"))
    unprinted = [
        f for f in data.figures if f.code not in shown and f.value and f.measure is not Measure.UNITS
    ]
    assert [f.label for f in unprinted if not _said_elsewhere(f.scope, data)] == []


def _said_elsewhere(scope: Scope, data: ConsolidatedData) -> bool:
    """A group of one active task is told by that task alone; rows of money repeat the total of one source."""
    groups = [tuple(t.task_id for t in g.tasks) for g in data.groups]
    return scope.task_ids in groups or scope == Scope()


def test_tables_by_unit_add_up_to_their_totals(draft: Consolidation) -> None:
    blob = report_bytes(from_data(draft.data), services.setting_of(draft), "docx")
    tables = docx.Document(io.BytesIO(blob)).tables
    [by_unit] = [t for t in tables if "Nhiệm vụ đã thực hiện" in [cell.text for cell in t.rows[0].cells]]
    rows = [[cell.text for cell in row.cells] for row in by_unit.rows][1:]
    for column in range(3, 8):
        assert sum(whole_number(row[column]) for row in rows[:-1]) == whole_number(rows[-1][column])


def test_vanban_reads_back_what_was_written(draft: Consolidation) -> None:
    blob = report_bytes(from_data(draft.data), services.setting_of(draft), "docx")
    read = vanban.read(blob, name="bao-cao.docx")
    outline = vanban.outline_text(read)
    for heading in ("CÔNG TÁC CHỈ ĐẠO", "KẾT QUẢ THỰC HIỆN", "ĐÁNH GIÁ CHUNG", "PHƯƠNG HƯỚNG", "KIẾN NGHỊ"):
        assert heading in outline
    assert read.head.kind == "Báo cáo"


def test_with_sources_every_code_is_printed_and_listed(draft: Consolidation) -> None:
    data = from_data(draft.data)
    blob = report_bytes(data, services.setting_of(draft, sources=True), "docx")
    word = docx.Document(io.BytesIO(blob))
    [sources] = [t for t in word.tables if t.rows[0].cells[0].text == "Mã"]
    assert [row.cells[0].text for row in sources.rows if row.cells[0].text.startswith("a")] == [
        figure.code for figure in data.figures
    ]
    [ledger] = [t for t in word.tables if t.rows[0].cells[0].text == "Số"]
    assert len(ledger.rows) - 1 == len(data.activities)
    assert any(re.search(r"3 \[a1\] hoạt động", p.text) for p in word.paragraphs)


def test_the_same_input_gives_the_same_bytes_in_any_process(draft: Consolidation) -> None:
    setting = services.setting_of(draft)
    here = {
        name: hashlib.sha256(report_bytes(from_data(draft.data), setting, name)).hexdigest()
        for name in FORMATS
    }
    asked = json.dumps({"data": draft.data, "texts": draft.texts})
    for seed in ("0", "4711"):
        done = subprocess.run(
            [sys.executable, "-c", "import django; django.setup()\n" + BUILD],
            input=asked,
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env=os.environ
            | {"PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "TZ": "America/Lima"},
        )
        assert json.loads(done.stdout) == here


class Killed(BaseException):
    """What kill -9 is to the code under way: nothing after it runs."""


@pytest.mark.parametrize("step", ["material_of", "consolidate"])
def test_a_worker_killed_in_the_middle_leaves_nothing_half_made(
    two_units: ReportRound, hoa: Actor, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    made = services.ask_for_version(hoa, two_units, reason="", ask=ask_to_make, at=AT)

    def killed(*_args: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(f"khien.reports.jobs.consolidation.{step}", killed)
        with pytest.raises(Killed):
            make_consolidation.call(consolidation_id=made.pk)
    made.refresh_from_db()
    assert (made.data, made.state, made.failed) == ({}, "draft", "")
    assert services.ask_for_version(hoa, two_units, reason="", ask=ask_to_make, at=AT).pk == made.pk
    run_pending()
    make_consolidation.call(consolidation_id=made.pk)  # taken up once more: nothing twice
    made.refresh_from_db()
    assert (made.progress, Consolidation.objects.count()) == (100, 1)


def test_a_fault_of_ours_is_said_and_the_button_makes_the_next_version(
    two_units: ReportRound, hoa: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = services.ask_for_version(hoa, two_units, reason="", ask=ask_to_make, at=AT)

    def broken(*_args: object) -> None:
        raise OSError(28, "No space left")

    with monkeypatch.context() as patch:
        patch.setattr("khien.reports.jobs.consolidation.material_of", broken)
        with pytest.raises(OSError, match="No space left"):
            make_consolidation.call(consolidation_id=made.pk)
    made.refresh_from_db()
    assert "phía chúng tôi" in made.failed
    again = services.ask_for_version(hoa, two_units, reason="", ask=ask_to_make, at=AT)
    make_consolidation.call(consolidation_id=again.pk)
    again.refresh_from_db()
    assert (again.version, again.progress) == (2, 100)


def test_an_archived_report_never_changes_and_a_new_version_needs_a_reason(
    draft: Consolidation, two_units: ReportRound, hoa: Actor, cast: Cast
) -> None:
    row = services.check_version(cast.actor("leader"), draft, revision=1, others=True, at=AT)
    row = services.sign_version(
        hoa, row, number=45, signed_on=AT.date(), signer="Trần Văn Lâm", position="CHỦ TỊCH", scan=None, at=AT
    )
    services.archive_version(hoa, Consolidation.objects.select_related("round").get(pk=row.pk), at=AT)
    row = Consolidation.objects.select_related("round", "word", "pdf", "table").get(pk=row.pk)
    files = (row.word, row.pdf, row.table)
    assert row.state == "archived"
    assert all(files)
    acts = (
        lambda: services.save_texts(
            hoa, row, {"results": "Khác"}, base=services.base_of(row.texts, ["results"]), at=AT
        ),
        lambda: services.return_to_draft(hoa, row, remark="", at=AT),
        lambda: services.attach_scan(hoa, row, files[0], at=AT),
        lambda: services.archive_version(hoa, row, at=AT),
        lambda: services.ask_for_version(hoa, two_units, reason=" ", ask=ask_to_make, at=AT),
    )
    for act in acts:
        with pytest.raises(NotAllowedNow):
            act()
    services.ask_for_version(hoa, two_units, reason="Thiếu một đơn vị", ask=ask_to_make, at=AT)
    run_pending()
    newer = Consolidation.objects.get(version=2)
    same = Consolidation.objects.select_related("word", "pdf", "table").get(pk=row.pk)
    assert (same.digest, same.word, same.pdf, same.table) == (row.digest, *files)
    assert (newer.reason, newer.number, newer.state) == ("Thiếu một đơn vị", None, "draft")
