"""The rows of the access table about rounds and units' reports hold; drafts are seen by their own unit only."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khien.base import files
from khien.base.access import Actor
from khien.reports.models import ReportRound, Submission, TakenTable, UrgingLetter
from khien.reports.services import paper_tables, papers, submissions
from tests.access.reports import ROWS
from tests.people import Cast
from tests.reports.conftest import JUNE, MAY, expected, moment, put_away

HandIn = Callable[..., Submission]
As = Callable[[str], Client]
PDF = b"%PDF-1.4\n% signed\n"


@pytest.fixture
def handed_in(half: ReportRound, hand_in: HandIn, cast: Cast) -> Submission:
    row = hand_in(half, "commune", on=JUNE)
    stored = files.keep(io.BytesIO(PDF), name="ban-ky.pdf", limit_bytes=1000, at=moment(JUNE))
    return submissions.attach_scan(
        cast.actor("commune_officer"), row.pk, stored, name="ban-ky.pdf", at=moment(JUNE)
    )


@pytest.fixture
def letter(half: ReportRound, hoa: Actor) -> UrgingLetter:
    day = dt.date(2026, 6, 20)
    return papers.draft_letter(hoa, half, unit_id=None, on=day, at=moment(day))


@pytest.fixture
def table(half: ReportRound, hoa: Actor, cast: Cast) -> TakenTable:
    row = expected(half, cast.units.other_commune)
    content = io.BytesIO(paper_tables.blank_table(row, on=MAY))
    return paper_tables.take_table(hoa, row, content, name="bang.xlsx", at=moment(MAY))


@pytest.mark.parametrize("route", sorted(ROWS))
def test_each_role_gets_what_the_table_says(
    route: str,
    half: ReportRound,
    handed_in: Submission,
    letter: UrgingLetter,
    table: TakenTable,
    cast: Cast,
    as_person: As,
) -> None:
    one = {"code": half.code, "unit_uuid": handed_in.unit.uuid}
    special: dict[str, dict[str, object]] = {
        "reports:rounds": {},
        "reports:special": {},
        "reports:turn": {"code": half.code, "act": "dong"},
        "reports:decide": {"uuid": handed_in.uuid, "act": "chap-nhan"},
        "reports:download": {"uuid": handed_in.uuid, "kind": "docx"},
        "reports:blank": one | {"kind": "xlsx"},
        "reports:table": {"uuid": table.uuid},
        "reports:letter": {"uuid": letter.uuid},
    }
    by_round = {"round", "change", "add_units", "accept_several", "draft_letter", "remind"}
    by_report = {"submission", "scan", "take_back"}
    name = route.split(":")[1]
    arguments = special.get(route) or (
        {}
        if route in special
        else {"code": half.code}
        if name in by_round
        else {"uuid": handed_in.uuid}
        if name in by_report
        else one
    )
    address = reverse(route, kwargs=arguments)
    seen = {who: _status(as_person(who), address) for who in ROWS[route]}
    assert seen == ROWS[route]


def _status(browser: Client, address: str) -> int:
    answer = browser.get(address)
    put_away(answer)
    return answer.status_code


@pytest.fixture
def draft(half: ReportRound, cast: Cast) -> Submission:
    binh = cast.actor("commune_officer")
    row = submissions.begin(binh, expected(half, cast.units.commune), at=moment(JUNE))
    words = submissions.Narrative(results="Nháp của xã An Hòa")
    return submissions.save_draft(binh, row.pk, words, revision=1, at=moment(JUNE))


@pytest.mark.parametrize("who", ["standing_office", "leader", "focal_officer", "other_unit", "auditor"])
def test_nobody_but_the_unit_itself_sees_a_draft(
    who: str, draft: Submission, as_person: As, half: ReportRound
) -> None:
    for name, more in (("submission", {}), ("download", {"kind": "docx"}), ("scan", {})):
        address = reverse(f"reports:{name}", kwargs={"uuid": draft.uuid, **more})
        assert as_person(who).get(address).status_code == 404
    assert (
        str(draft.uuid) not in as_person(who).get(reverse("reports:round", args=[half.code])).content.decode()
    )


def test_the_unit_itself_opens_its_draft(draft: Submission, as_person: As, half: ReportRound) -> None:
    page = as_person("commune_officer").get(reverse("reports:write", args=[half.code, draft.unit.uuid]))
    assert "Nháp của xã An Hòa" in page.content.decode()


def test_while_a_returned_report_is_mended_others_read_what_was_handed_in(
    handed_in: Submission, hoa: Actor, cast: Cast, as_person: As
) -> None:
    submissions.return_report(hoa, handed_in.pk, remark="Ghi rõ nguyên nhân", at=moment(JUNE))
    handed_in.refresh_from_db()
    words = submissions.Narrative(results="Đang sửa dở")
    binh = cast.actor("commune_officer")
    submissions.save_draft(binh, handed_in.pk, words, revision=handed_in.revision, at=moment(JUNE))
    page = as_person("auditor").get(reverse("reports:submission", args=[handed_in.uuid])).content.decode()
    assert "Đang sửa dở" not in page
    assert "Phát tờ rơi ở hai chợ." in page


def test_a_commune_decides_on_nothing_of_the_province(handed_in: Submission, as_person: As) -> None:
    address = reverse("reports:decide", args=[handed_in.uuid, "chap-nhan"])
    assert as_person("commune_officer").post(address).status_code == 403
    assert as_person("other_unit").post(address).status_code == 404
    handed_in.refresh_from_db()
    assert handed_in.state == "submitted"
