"""Reading the audit: found by person, thing, action and day; taken away as a file; verified."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from openpyxl import load_workbook

from khien.accounts.api import Head, verify_audit
from tests.base.test_audit import tamper
from tests.people import Cast

PAGE = "/lam-viec/nhat-ky/"
Browser = Callable[[str], Client]


@pytest.fixture
def reading(cast: Cast, as_person: Browser) -> Client:
    cast["editor"]
    return as_person("auditor")


def rows(page: object) -> list[str]:
    return [entry.subject_label for entry in page.context["table"].page]  # type: ignore[attr-defined]


def test_the_auditor_finds_entries_by_name_action_and_day(reading: Client) -> None:
    assert "Chuỗi nguyên vẹn" in reading.get(PAGE).content.decode()
    assert set(rows(reading.get(PAGE, {"nguoi": "Châu"}))) == {"Hoàng Minh Châu"}
    given = rows(reading.get(PAGE, {"viec": "orgs.unit.opened"}))
    assert "Ủy ban nhân dân xã An Hòa" in given
    assert "Hoàng Minh Châu" not in given
    assert rows(reading.get(PAGE, {"tu": "2099-01-01"})) == []
    assert rows(reading.get(PAGE, {"den": "2020-01-01"})) == []


def test_what_is_seen_can_be_taken_away(reading: Client) -> None:
    book = load_workbook(io.BytesIO(reading.get(PAGE, {"nguoi": "Châu", "xuat": "xlsx"}).content))
    lines = list(book.worksheets[0].iter_rows(values_only=True))
    assert lines[0][:2] == ("Lúc", "Ai")
    assert all("Hoàng Minh Châu" in line for line in lines[1:])
    assert b"Ho\xc3\xa0ng Minh Ch\xc3\xa2u" in reading.get(PAGE, {"nguoi": "Châu", "xuat": "csv"}).content


def test_an_entry_shows_what_was_before_and_after(reading: Client) -> None:
    page = reading.get(f"{PAGE}1/").content.decode()
    assert "Mã băm của bản ghi này" in page
    assert reading.get(f"{PAGE}999999/").status_code == 404


def test_a_broken_chain_is_said_on_the_page_and_by_the_command(reading: Client) -> None:
    tamper("UPDATE base_auditentry SET actor_label='x' WHERE seq=2")
    assert "Bản ghi số 2 đã bị sửa" in reading.get(PAGE).content.decode()
    reading.post(f"{PAGE}kiem-tra/")
    with pytest.raises(CommandError, match="số 2"):
        call_command("verify_audit")
    # put right what the next test's writers lock on
    assert connection.needs_rollback is False


def test_the_command_says_the_head_to_note_and_checks_one_noted_before(
    reading: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify_audit")
    noted = capsys.readouterr().out.splitlines()[1]
    call_command("verify_audit", noted=noted)
    assert verify_audit(noted=Head(1, "0" * 64)).broken_seq == 1
    with pytest.raises(CommandError):
        call_command("verify_audit", noted="nonsense")
