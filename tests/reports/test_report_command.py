"""`khien report`: rounds one a line, the report as a file, exit codes and sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from khien.base.access import Actor
from khien.cli import exits
from khien.cli.main import main
from khien.reports.models import Consolidation, ReportRound
from khien.reports.services import consolidation as services
from tests.reports.test_consolidation import AT, draft, two_units

__all__ = ["draft", "two_units"]
CODE = "12-KH-UBND-2026-H1"


@pytest.fixture(autouse=True)
def inside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django runs already, on the test's database."""
    for step in ("start_django", "check_folder", "migrate"):
        monkeypatch.setattr(f"khien.cli.report.{step}", lambda: None)


def test_rounds_are_listed_with_their_code_first(
    two_units: ReportRound, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "rounds"]) == exits.OK
    [line] = capsys.readouterr().out.splitlines()
    assert line.split("\t") == [
        CODE,
        "Báo cáo 6 tháng đầu năm 2026",
        "10/06/2026",
        f"2/{two_units.expected.count()}",
    ]


@pytest.mark.parametrize(("ending", "begins"), [("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_the_report_is_written_by_the_ending_of_the_file_and_twice_the_same(
    ending: str, begins: bytes, two_units: ReportRound, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [tmp_path / f"{name}.{ending}" for name in ("mot", "hai")]
    for path in files:
        assert main(["report", "consolidate", "--round", CODE, "--out", str(path)]) == exits.OK
    first, second = (path.read_bytes() for path in files)
    assert first.startswith(begins)
    assert first == second
    assert Consolidation.objects.count() == 1
    assert "bản dự thảo, lần 1" in capsys.readouterr().out


def test_a_signed_report_is_written_as_it_stands(draft: Consolidation, hoa: Actor, tmp_path: Path) -> None:
    row = services.check_version(hoa, draft, revision=1, others=False, at=AT)
    services.sign_version(
        hoa, row, number=9, signed_on=AT.date(), signer="Trần Văn Lâm", position="CHỦ TỊCH", scan=None, at=AT
    )
    out = tmp_path / "a.docx"
    assert main(["report", "consolidate", "--round", CODE, "--out", str(out)]) == exits.OK
    kept = Consolidation.objects.select_related("round", "word").get()
    assert kept.version == 1
    assert kept.word is not None
    assert kept.word.size == out.stat().st_size


def test_what_cannot_be_done_is_said_in_a_sentence(
    half: ReportRound, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(code: str, out: Path) -> tuple[int, str]:
        return main(["report", "consolidate", "--round", code, "--out", str(out)]), capsys.readouterr().err

    assert said("KHONG-CO", tmp_path / "a.docx") == (
        exits.NO_INPUT,
        "Không có kỳ báo cáo mã KHONG-CO. Xem các mã: khien report rounds\n",
    )
    assert said(CODE, tmp_path / "a.odt")[0] == exits.USAGE
    status, sentence = said(CODE, tmp_path / "a.docx")
    assert status == exits.FAILED
    assert "Chưa có báo cáo đơn vị nào được chấp nhận" in sentence
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_said(
    two_units: ReportRound, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "khong-co" / "a.docx"
    assert main(["report", "consolidate", "--round", CODE, "--out", str(out)]) == exits.CANNOT_CREATE
    assert "Không ghi được" in capsys.readouterr().err
