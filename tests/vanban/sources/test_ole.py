"""Word 97–2003 documents."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tools.samples import cell, docx, ole, paragraph, table
from vanban._blocks import Source
from vanban._errors import Damaged, Encrypted
from vanban._limits import Watch
from vanban._sources import ole as reader
from vanban._sources import take_apart
from vanban._sources.docx import read_docx

PLAN = docx(
    paragraph("KẾ HOẠCH", run="<w:b/>")
    + table([cell("TT"), cell("Nhiệm vụ")], [cell("1"), cell("Mở lớp tập huấn")])
)


def test_an_old_word_file_made_by_an_office_program_reads_as_the_new_one(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice), which makes the .doc of this test, is not on this machine")
    (tmp_path / "plan.docx").write_bytes(PLAN)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    subprocess.run(
        [
            office,
            profile,
            "--headless",
            "--convert-to",
            "doc",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "plan.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    found = take_apart((tmp_path / "plan.doc").read_bytes())
    assert found.kind == "doc"
    assert [str(block) for block in found.blocks] == [str(block) for block in read_docx(PLAN, Watch()).blocks]


def _refuses(*_: object, **__: object) -> None:
    raise ValueError("spoilt")


def test_when_the_converter_fails_antiwords_text_is_read_and_the_lost_tables_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("doc2docx.convert", _refuses)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    said = subprocess.CompletedProcess([], 0, stdout="KẾ HOẠCH\n\nMở lớp\n".encode())
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: said)
    found: Source = take_apart(ole("WordDocument"))
    assert [getattr(block, "text", "") for block in found.blocks] == ["KẾ HOẠCH", "Mở lớp"]
    assert [note.code for note in found.notes] == ["table-flattened"]


@pytest.mark.parametrize("outcome", ["absent", "fails", "hangs"])
def test_when_nothing_can_read_it_the_file_is_damaged(monkeypatch: pytest.MonkeyPatch, outcome: str) -> None:
    def run(*_: object, **__: object) -> subprocess.CompletedProcess[bytes]:
        if outcome == "hangs":
            raise subprocess.TimeoutExpired("antiword", 1)
        return subprocess.CompletedProcess([], 1, stdout=b"")

    monkeypatch.setattr("doc2docx.convert", _refuses)
    monkeypatch.setattr(shutil, "which", lambda _: None if outcome == "absent" else "/usr/bin/antiword")
    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(Damaged, match="Hãy"):
        take_apart(ole("WordDocument"))


def test_a_password_found_while_converting_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object, **__: object) -> None:
        raise reader.EncryptedDocumentError

    monkeypatch.setattr("doc2docx.convert", locked)
    with pytest.raises(Encrypted, match="mật khẩu"):
        take_apart(ole("WordDocument"))
