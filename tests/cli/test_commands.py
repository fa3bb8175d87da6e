"""The command as people and programs use it: words, exit codes, what goes where."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from khien.cli import exits
from khien.cli.main import COMMANDS, build_parser, main
from khien.project.demo_plan import demo_plan
from tests.migrated import lay_in
from vanban import write_report


@pytest.fixture(scope="module")
def plan_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "ke-hoach.docx"
    write_report(demo_plan(), path)
    return path


def khien(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "khien.cli", *words],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "utf-8", **environment},
    )


def test_reading_prints_a_summary(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(plan_file)]) == exits.OK
    said = capsys.readouterr().out
    assert "Kế hoạch 05/KH-UBND" in said
    assert "40 nhiệm vụ" in said


def test_json_is_the_schema_and_nothing_else(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(plan_file), "--json"]) == exits.OK
    read = json.loads(capsys.readouterr().out)
    assert read["document"]["number"] == "05/KH-UBND"
    assert set(read) == {
        "document", "references", "targets", "themes", "tasks", "assignments", "reporting", "budget", "findings",
    }  # fmt: skip


def test_outline_findings_and_workbook(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(plan_file), "--outline"]) == exits.OK
    assert "MỤC TIÊU" in capsys.readouterr().out
    assert main(["read", str(plan_file), "--findings"]) == exits.OK
    assert "5.579.000.000" in capsys.readouterr().out
    assert main(["read", str(plan_file), "--xlsx", str(tmp_path / "a.xlsx")]) == exits.OK
    assert (tmp_path / "a.xlsx").stat().st_size > 1000


def test_a_workbook_that_cannot_be_written_says_so(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(plan_file), "--xlsx", str(tmp_path / "no" / "a.xlsx")]) == exits.CANNOT_CREATE
    assert "Không ghi được" in capsys.readouterr().err


def test_a_file_that_is_not_there_and_one_that_is_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(tmp_path / "no.docx")]) == exits.NO_INPUT
    (tmp_path / "x.bin").write_bytes(bytes(range(256)) * 4)
    assert main(["read", str(tmp_path / "x.bin")]) == exits.CANNOT_READ
    assert "Không nhận ra loại tệp" in capsys.readouterr().err


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for name in COMMANDS:
        with pytest.raises(SystemExit) as ended:
            build_parser([name]).parse_args([name, "--help"])
        assert ended.value.code == 0
    assert "mã một lần" in capsys.readouterr().out


def test_reading_starts_without_django(plan_file: Path) -> None:
    code = (
        "import sys; from khien.cli.main import main; main(['read', sys.argv[1], '--json']);"
        "sys.exit('django' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code, str(plan_file)], capture_output=True, check=False)
    assert run.returncode == 0


def test_no_colours_into_a_pipe(plan_file: Path) -> None:
    assert "\x1b" not in khien("read", str(plan_file)).stdout


def test_a_port_that_is_taken_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = khien("serve", PORT=str(port), KHIEN_DATA=str(tmp_path))
    assert answer.returncode == exits.UNAVAILABLE
    assert f"Không mở được cổng {port}" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_port_that_is_no_number_is_refused(tmp_path: Path) -> None:
    answer = khien("serve", PORT="tám nghìn", KHIEN_DATA=str(tmp_path))
    assert answer.returncode == exits.CONFIGURATION
    assert "cần một số" in answer.stderr


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    answer = khien("serve", KHIEN_DATA=str(tmp_path / "file" / "data"))
    assert answer.returncode == exits.CANNOT_CREATE
    assert "Không ghi được vào thư mục dữ liệu" in answer.stderr


def test_a_setting_that_cannot_be_understood_is_named(tmp_path: Path) -> None:
    answer = khien("doctor", KHIEN_DATA=str(tmp_path), KHIEN_HTTPS="có lẽ")
    assert answer.returncode == exits.CONFIGURATION
    assert "KHIEN_HTTPS" in answer.stderr


def test_the_doctor_names_a_database_that_is_not_there_yet_and_what_to_do(tmp_path: Path) -> None:
    answer = khien("doctor", KHIEN_DATA=str(tmp_path))
    assert answer.returncode == exits.FAILED
    assert "khien migrate" in answer.stdout
    assert khien("migrate", KHIEN_DATA=str(tmp_path)).returncode == exits.OK
    assert "đã đủ bảng" in khien("doctor", KHIEN_DATA=str(tmp_path)).stdout


def test_the_first_administrator_is_made_from_the_command_line(tmp_path: Path) -> None:
    lay_in(tmp_path)
    made = khien("user", "add", "anna", "--name", "Nguyễn Thị An", KHIEN_DATA=str(tmp_path))
    assert made.returncode == exits.OK, made.stderr
    assert "Mã một lần" in made.stdout
    again = khien("user", "add", "anna", "--name", "Nguyễn Thị An", KHIEN_DATA=str(tmp_path))
    assert again.returncode == exits.FAILED
    assert khien("audit", "verify", KHIEN_DATA=str(tmp_path)).stdout.startswith("Chuỗi nhật ký nguyên vẹn")


def test_a_database_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    nobody = "postgresql://postgres@127.0.0.1:9/khien"
    answer = khien("migrate", KHIEN_DATA=str(tmp_path), KHIEN_DATABASE_URL=nobody)
    assert answer.returncode == exits.UNAVAILABLE
    assert "Cơ sở dữ liệu không trả lời" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_database_address_of_another_kind_is_refused(tmp_path: Path) -> None:
    answer = khien("doctor", KHIEN_DATA=str(tmp_path), KHIEN_DATABASE_URL="mysql://x/y")
    assert answer.returncode == exits.CONFIGURATION
    assert "KHIEN_DATABASE_URL" in answer.stderr
