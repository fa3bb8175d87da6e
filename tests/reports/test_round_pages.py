"""Pages of rounds and reports: what people see, what a press does, how many questions the database is asked."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from khien.base.access import SYSTEM, Actor
from khien.base.clock import today
from khien.orgs import api as orgs
from khien.orgs.api import Kind, Level, NewUnit
from khien.programme import api as programmes
from khien.reports.models import ExpectedUnit, ReportRound, Submission, TakenTable, UrgingLetter
from khien.reports.services import paper_tables, rounds, submissions
from khien.work.sources import inbox_sources
from tests.people import Cast, Units
from tests.reports.conftest import JUNE, expected, moment, put_away
from tests.reports.test_paper_tables import GOOD, filled

As = Callable[[str], Client]
HandIn = Callable[..., Submission]
Did = Callable[..., int]
TEXTS = {
    "direction": "Đã họp.",
    "results": "Hai chợ.",
    "difficulties": "",
    "causes": "",
    "next_steps": "",
    "proposals": "",
}


def address(name: str, found: ReportRound, cast: Cast, unit: str = "commune") -> str:
    one = expected(found, int(cast.units.id(unit) or 0))
    return reverse(f"reports:{name}", args=[found.code, one.unit.uuid])


def test_binh_writes_is_saved_checks_and_hands_in(
    half: ReportRound, as_person: As, cast: Cast, did: Did
) -> None:
    did("commune", "IV.2", dt.date(2026, 3, 1), people=120)
    browser = as_person("commune_officer")
    page = browser.get(address("write", half, cast)).content.decode()
    assert "Phát tờ rơi ở chợ" in page
    assert "Phát tờ rơi, cẩm nang 1 đợt cho 120 người." in page
    saved = browser.post(address("autosave", half, cast), {**TEXTS, "revision": 1, "page": "trang-1"})
    again = browser.post(
        address("autosave", half, cast), {**TEXTS, "results": "Ba chợ.", "revision": 1, "page": "trang-1"}
    )
    assert (saved.json(), again.json()) == ({"saved": True}, {"saved": True})
    on = browser.post(
        address("write", half, cast),
        {**TEXTS, "results": "Ba chợ.", "revision": 1, "page": "trang-1", "nop": 1},
    )
    assert on["Location"] == address("hand_in", half, cast)
    check = browser.get(on["Location"]).content.decode()
    assert "Ba chợ." in check
    row = Submission.objects.get(round=half)
    sent = browser.post(on["Location"], {"revision": row.revision, "key": "k"})
    assert sent["Location"] == reverse("reports:submission", args=[row.uuid])
    assert browser.post(on["Location"], {"revision": row.revision, "key": "k"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.results, row.events.count()) == ("submitted", "Ba chợ.", 1)


def test_two_tabs_meet_in_a_page_that_shows_both(half: ReportRound, as_person: As, cast: Cast) -> None:
    browser = as_person("commune_officer")
    browser.get(address("write", half, cast))
    browser.post(
        address("write", half, cast), {**TEXTS, "results": "Tab một", "revision": 1, "page": "a", "luu": 1}
    )
    met = browser.post(
        address("write", half, cast), {**TEXTS, "results": "Tab hai", "revision": 1, "page": "b", "luu": 1}
    )
    text = met.content.decode()
    assert met.status_code == 409
    assert "Tab một" in text
    assert "Tab hai" in text
    assert Submission.objects.get(round=half).results == "Tab một"


def test_sentences_of_the_ledger_go_below_what_was_written_once(
    half: ReportRound, as_person: As, cast: Cast, did: Did
) -> None:
    did("commune", "IV.2", dt.date(2026, 3, 1), people=120)
    browser = as_person("commune_officer")
    browser.get(address("write", half, cast))
    for _ in range(2):
        row = Submission.objects.get(round=half)
        texts = {**TEXTS, "results": row.results or "Hai chợ.", "revision": row.revision, "page": "a"}
        browser.post(address("write", half, cast), {**texts, "lay": "results"})
    row.refresh_from_db()
    assert row.results == "Hai chợ.\nPhát tờ rơi, cẩm nang 1 đợt cho 120 người."


def test_a_round_that_closed_meanwhile_says_so_and_keeps_what_was_written(
    half: ReportRound, as_person: As, cast: Cast, hoa: Actor
) -> None:
    browser = as_person("commune_officer")
    browser.get(address("write", half, cast))
    browser.post(address("write", half, cast), {**TEXTS, "revision": 1, "page": "a", "luu": 1})
    rounds.close_round(hoa, half.pk, at=moment(JUNE))
    row = Submission.objects.get(round=half)
    answer = browser.post(address("hand_in", half, cast), {"revision": row.revision, "key": "k"})
    assert answer.status_code == 409
    assert "đã đóng" in answer.content.decode()
    row.refresh_from_db()
    assert (row.state, row.results) == ("draft", "Hai chợ.")


def test_a_scan_is_judged_by_its_content(half: ReportRound, as_person: As, cast: Cast) -> None:
    browser = as_person("commune_officer")
    for content, kept in ((b"MZ not a picture", False), (b"%PDF-1.4\n", True)):
        file = io.BytesIO(content)
        file.name = "ban-ky.pdf"
        browser.post(address("attach_scan", half, cast), {"scan": file})
        assert bool(Submission.objects.get(round=half).scan_id) is kept


def test_hoa_accepts_several_and_is_told_whose_ledger_moved(
    half: ReportRound, as_person: As, cast: Cast, hand_in: HandIn, did: Did
) -> None:
    one = hand_in(half, "commune", on=JUNE)
    two = hand_in(half, "other_commune", on=JUNE, who="other_unit")
    did("commune", "IV.2", dt.date(2026, 3, 1))
    office = as_person("standing_office")
    page = office.post(
        reverse("reports:accept_several", args=[half.code]), {"chon": [one.uuid, two.uuid]}, follow=True
    ).content.decode()
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, two.state) == ("submitted", "accepted")
    assert "sổ" in page.lower()
    office.post(reverse("reports:decide", args=[one.uuid, "chap-nhan"]), {"tinh-lai": 1})
    one.refresh_from_db()
    assert (one.state, one.figures["activities"]) == ("accepted", 1)


def test_hoa_is_told_beside_the_report_that_its_days_still_run(
    half: ReportRound, as_person: As, cast: Cast, hand_in: HandIn
) -> None:
    one = hand_in(half, "commune", on=JUNE)
    ReportRound.objects.filter(pk=half.pk).update(cut_off=today(), due_on=today())
    office = as_person("standing_office")
    page = office.get(reverse("reports:submission", args=[one.uuid])).content.decode()
    accept = reverse("reports:decide", args=[one.uuid, "chap-nhan"])
    assert accept not in page
    assert f"{today():%d/%m/%Y}" in page
    told = office.post(accept, follow=True)
    assert (told.status_code, told.request["PATH_INFO"]) == (
        200,
        reverse("reports:submission", args=[one.uuid]),
    )
    one.refresh_from_db()
    assert one.state == "submitted"


def test_hoa_returns_with_a_remark_that_binh_reads_and_later_sees_what_changed(
    half: ReportRound, as_person: As, cast: Cast, hand_in: HandIn
) -> None:
    row = hand_in(half, "commune", on=JUNE)
    office, binh = as_person("standing_office"), as_person("commune_officer")
    empty = office.post(reverse("reports:decide", args=[row.uuid, "tra-lai"]), {"remark": ""})
    assert empty.status_code == 400
    office.post(reverse("reports:decide", args=[row.uuid, "tra-lai"]), {"remark": "Ghi rõ nguyên nhân"})
    assert "Ghi rõ nguyên nhân" in binh.get(address("write", half, cast)).content.decode()
    row.refresh_from_db()
    texts = {**TEXTS, "causes": "Kinh phí về muộn.", "revision": row.revision, "page": "a", "nop": 1}
    binh.post(address("write", half, cast), texts)
    row.refresh_from_db()
    binh.post(address("hand_in", half, cast), {"revision": row.revision, "key": "k2"})
    page = office.get(reverse("reports:submission", args=[row.uuid])).content.decode()
    assert "Kinh phí về muộn." in page
    assert "Thay đổi so với lần nộp trước" in page


def test_hoa_asks_for_a_special_report_by_the_words_of_a_plan(as_person: As, half: ReportRound) -> None:
    office = as_person("standing_office")
    day = today()
    form = {
        "programme": str(half.programme.uuid),
        "title": "Báo cáo đột xuất",
        "units": "UBND các xã, phường",
        "first": f"{day:%d/%m/%Y}",
        "cut_off": f"{day:%d/%m/%Y}",
        "opens_on": f"{day:%d/%m/%Y}",
        "due_on": f"{day + dt.timedelta(7):%d/%m/%Y}",
        "key": "k",
    }
    wrong = office.post(reverse("reports:special"), {**form, "units": "Cục Không Có Thật"})
    assert wrong.status_code == 422
    assert "Báo cáo đột xuất" in wrong.content.decode()
    made = office.post(reverse("reports:special"), form)
    assert made.status_code == 302
    found = ReportRound.objects.get(title="Báo cáo đột xuất")
    assert found.expected.count() == 2


def test_a_special_report_is_first_offered_for_the_programme_of_the_province(
    as_person: As, half: ReportRound, units: Units, monkeypatch: pytest.MonkeyPatch
) -> None:
    [card] = programmes.running_programmes(on=today())
    own = replace(card, id=0, uuid=str(uuid4()), label="Kế hoạch 09/KH-UBND", unit_id=units.commune)
    monkeypatch.setattr(programmes, "running_programmes", lambda *, on: [own, card])
    page = as_person("standing_office").get(reverse("reports:special")).content.decode()
    assert 0 < page.index(card.uuid) < page.index(own.uuid)


def test_hoa_changes_closes_opens_excuses_and_gives_time(
    half: ReportRound, as_person: As, cast: Cast
) -> None:
    office = as_person("standing_office")
    unit = address("unit", half, cast)
    assert office.get(unit).status_code == 200
    office.post(address("give_time", half, cast), {"due_on": "30/06/2026"})
    office.post(address("excuse", half, cast, "other_commune"), {"reason": "Bão lũ"})
    rows = {row.unit_id: row for row in half.expected.all()}
    assert rows[cast.units.commune].due_on == dt.date(2026, 6, 30)
    assert rows[cast.units.other_commune].excused == "Bão lũ"
    for act, state in (("dong", "closed"), ("mo-lai", "open")):
        office.post(reverse("reports:turn", args=[half.code, act]))
        half.refresh_from_db()
        assert half.state == state
    page = office.get(reverse("reports:change", args=[half.code])).content.decode()
    assert "Báo cáo 6 tháng đầu năm 2026" in page


def test_hoa_drafts_the_letter_and_opens_it(half: ReportRound, as_person: As) -> None:
    office = as_person("standing_office")
    office.post(reverse("reports:draft_letter", args=[half.code]))
    letter = UrgingLetter.objects.get(round=half)
    answer = office.get(reverse("reports:letter", args=[letter.uuid]))
    assert answer.getvalue().startswith(b"PK")
    put_away(answer)
    assert letter.name in office.get(reverse("reports:round", args=[half.code])).content.decode()


def test_the_table_of_a_unit_without_an_account_comes_back(
    half: ReportRound, as_person: As, cast: Cast
) -> None:
    office = as_person("standing_office")
    one = expected(half, cast.units.commune)
    file = filled(paper_tables.blank_table(one, on=JUNE), GOOD)
    file.name = "bang.xlsx"
    up = office.post(address("table_upload", half, cast), {"table": file})
    table = TakenTable.objects.get()
    assert up["Location"] == reverse("reports:table", args=[table.uuid])
    assert "Phát tờ rơi ở chợ Gốm" in office.get(up["Location"]).content.decode()
    done = office.post(up["Location"])
    assert done["Location"] == reverse("reports:submission", args=[Submission.objects.get().uuid])


def test_the_inbox_tells_what_is_due_what_came_back_and_what_waits(
    half: ReportRound, cast: Cast, hand_in: HandIn, hoa: Actor
) -> None:
    def entries(kind: str, who: str) -> list[str]:
        code = "reports-due" if kind == "reports-returned" else kind  # one source tells both: one question
        [source] = [s for s in inbox_sources() if s.code == code]
        actor = cast.actor(who)
        return [e.title for e in source.entries(actor, actor.unit_ids or None, JUNE) if e.kind == kind]

    assert entries("reports-due", "commune_officer") == [half.title]
    assert entries("reports-due", "auditor") == []
    row = hand_in(half, "commune", on=JUNE)
    assert entries("reports-due", "commune_officer") == []
    assert entries("reports-to-decide", "standing_office") == [half.title]
    assert entries("reports-to-decide", "commune_officer") == []
    submissions.return_report(hoa, row.pk, remark="Ghi rõ", at=moment(JUNE))
    assert entries("reports-returned", "commune_officer") == [half.title]
    assert entries("reports-returned", "other_unit") == []


@pytest.fixture
def crowd(half: ReportRound, cast: Cast, did: Did, hand_in: HandIn) -> Submission:
    """Forty more communes, twelve of them with a report, and one commune with thirty activities."""
    rows = []
    for n in range(40):
        new = NewUnit(
            name=f"Ủy ban nhân dân xã Số {n}",
            kind=Kind.PEOPLES_COMMITTEE,
            level=Level.COMMUNE,
            code=f"X{n}",
            parent_id=cast.units.province,
        )
        rows.append(orgs.open_unit(new, on=dt.date(2025, 7, 1), actor=SYSTEM, at=moment(JUNE)).id)
    ExpectedUnit.objects.bulk_create(ExpectedUnit(round=half, unit_id=unit) for unit in rows)
    for unit in rows[:12]:
        hand_in(half, unit, on=JUNE)
    for n in range(30):
        did("commune", "IV.2", dt.date(2026, 3, 1) + dt.timedelta(n), title=f"Buổi {n}")
    return hand_in(half, "commune", on=JUNE)


@pytest.mark.parametrize("who", ["standing_office", "commune_officer", "auditor"])
def test_no_page_asks_more_than_thirty_questions_however_many_units(
    who: str, crowd: Submission, as_person: As, django_assert_max_num_queries: Callable[..., object]
) -> None:
    browser = as_person(who)
    browser.get(reverse("reports:rounds"))
    pages = [
        reverse("reports:rounds"),
        reverse("reports:round", args=[crowd.round.code]),
        reverse("reports:submission", args=[crowd.uuid]),
    ]
    for page in pages:
        with django_assert_max_num_queries(30):  # type: ignore[attr-defined]
            assert browser.get(page).status_code == 200


def test_the_editor_asks_no_more_than_thirty_questions_with_thirty_activities(
    crowd: Submission,
    as_person: As,
    cast: Cast,
    hoa: Actor,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    submissions.return_report(hoa, crowd.pk, remark="Xem lại", at=moment(JUNE))
    browser = as_person("commune_officer")
    for name in ("write", "hand_in"):
        browser.get(address(name, crowd.round, cast))
        with django_assert_max_num_queries(30):  # type: ignore[attr-defined]
            assert browser.get(address(name, crowd.round, cast)).status_code == 200
