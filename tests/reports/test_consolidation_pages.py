"""The pages of the consolidated report: who opens them, what they show, how many queries they make."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from khien.reports.models import Consolidation, ReportRound
from khien.reports.services import consolidation as services
from tests.access.reports_consolidation import ACTS, ROWS
from tests.reports.conftest import put_away
from tests.reports.test_consolidation import draft, two_units

__all__ = ["draft", "two_units"]
Browser = Callable[[str], Client]


def address(route: str, row: Consolidation, **more: Any) -> str:
    if route.startswith("reports:template"):
        return reverse(route, kwargs={"programme": row.round.programme.uuid})
    names: dict[str, Any] = {"code": row.round.code}
    if not route.startswith("reports:consolidation"):
        names["version"] = row.version
    if route == "reports:draft_figure":
        names["ref"] = "a1"
    if route == "reports:draft_file":
        names["format"] = "docx"
    return reverse(route, kwargs=names | more)


def status(browser: Client, where: str) -> int:
    answer = browser.get(where)
    put_away(answer)
    return answer.status_code


@pytest.mark.parametrize("route", sorted(ROWS))
def test_each_role_gets_what_the_table_says(route: str, draft: Consolidation, as_person: Browser) -> None:
    assert {who: status(as_person(who), address(route, draft)) for who in ROWS[route]} == ROWS[route]


@pytest.mark.parametrize("route", sorted(ACTS))
def test_only_who_runs_the_round_acts(route: str, draft: Consolidation, as_person: Browser) -> None:
    seen = {who: as_person(who).post(address(route, draft)).status_code for who in ACTS[route]}
    assert seen == ACTS[route]


def test_the_draft_shows_figures_as_links_to_their_trace(draft: Consolidation, as_person: Browser) -> None:
    hoa = as_person("standing_office")
    page = hoa.get(address("reports:draft", draft)).content.decode()
    assert address("reports:draft_figure", draft) in page
    trace = hoa.get(address("reports:draft_figure", draft)).content.decode()
    assert "Phát tờ rơi ở chợ" in trace
    assert "Ủy ban nhân dân xã An Hòa" in trace
    panel = hoa.get(address("reports:draft_figure", draft), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in panel
    assert "Phát tờ rơi ở chợ" in panel


def test_units_that_were_late_and_targets_have_their_trace_too(
    draft: Consolidation, as_person: Browser
) -> None:
    hoa = as_person("standing_office")
    late = hoa.get(address("reports:draft_figure", draft, ref="d4")).content.decode()
    assert "Ủy ban nhân dân phường Bình Minh" in late
    assert "12/06/2026" in late
    target = hoa.get(address("reports:draft_figure", draft, ref="c1"))
    assert target.status_code == (200 if draft.data["targets"] else 404)


def test_a_figure_nobody_has_is_not_found(draft: Consolidation, as_person: Browser) -> None:
    hoa = as_person("standing_office")
    for ref in ("a0", "a9999", "x", "a1'--", "d0", "d9", "c0", "c99999999", "c²"):
        assert hoa.get(address("reports:draft_figure", draft, ref=ref)).status_code == 404


def test_what_is_typed_is_saved_and_an_unknown_place_is_pointed_at(
    draft: Consolidation, as_person: Browser
) -> None:
    hoa = as_person("standing_office")
    base = services.base_of(draft.texts, ["results"])
    text = "Đã có {{ so_hoat_dong }} hoạt động, {{ luot_nguoii }} người."
    answer = hoa.post(
        address("reports:draft_write", draft), {"results": text, "goc": base, "trang": "t", "phan": "noi-bat"}
    )
    assert answer.status_code == 302
    assert answer["Location"].endswith("#noi-bat")
    page = hoa.get(address("reports:draft", draft)).content.decode()
    assert "{{ luot_nguoii }}" in page
    assert "luot_nguoi”" in page


def test_a_stale_tab_sees_both_texts(draft: Consolidation, as_person: Browser) -> None:
    hoa = as_person("standing_office")
    base = services.base_of(draft.texts, ["results"])
    for text, wanted in (("Bản thứ nhất", 302), ("Bản thứ hai", 409)):
        answer = hoa.post(address("reports:draft_write", draft), {"results": text, "goc": base})
        assert answer.status_code == wanted
    page = answer.content.decode()
    assert "Bản thứ nhất" in page
    assert "Bản thứ hai" in page


def test_number_and_day_are_entered_once_and_then_nothing_changes(
    draft: Consolidation, as_person: Browser, cast: Any
) -> None:
    services.check_version(
        cast.actor("leader"), draft, revision=draft.revision, others=True, at=draft.made_at
    )
    hoa = as_person("standing_office")
    wrong = hoa.post(address("reports:draft_sign", draft), {"number": "0", "signed_on": "30/02/2026"})
    assert wrong.status_code == 422
    paper = {"number": "45", "signed_on": "22/06/2026", "position": "CHỦ TỊCH", "signer": "Trần Văn Lâm"}
    assert hoa.post(address("reports:draft_sign", draft), paper).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.number, draft.signed_on) == ("signed", 45, dt.date(2026, 6, 22))
    base = services.base_of(draft.texts, ["results"])
    assert hoa.post(address("reports:draft_write", draft), {"results": "x", "goc": base}).status_code == 409


def test_pages_make_few_queries(
    draft: Consolidation, two_units: ReportRound, as_person: Browser, django_assert_max_num_queries: Any
) -> None:
    hoa = as_person("standing_office")
    hoa.get(address("reports:draft", draft))
    for route in ("reports:consolidation", "reports:draft", "reports:draft_figure"):
        with django_assert_max_num_queries(30):
            assert hoa.get(address(route, draft)).status_code == 200
