"""Money's rows of the access table hold, and nobody sees another unit's sums."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khien.base.access import Actor
from khien.budget.models import Allocation, AllocationBatch, Estimate
from khien.budget.services.estimates import submit_estimate
from khien.orgs import api as orgs
from khien.programme.models import Programme
from tests.access.budget import BY_POST, ROWS
from tests.budget.conftest import AT, Give, Spend
from tests.people import Cast

Browser = Callable[[str], Client]
OF_PROGRAMME = (
    "programme",
    "units",
    "spending",
    "sources",
    "sheet",
    "estimates",
    "write",
    "decisions",
    "allocate",
    "template",
    "explain",
)


@pytest.fixture
def things(
    programme: Programme,
    estimate: Estimate,
    binh: Actor,
    give: Give,
    looked_through: Callable[..., AllocationBatch],
    cast: Cast,
    spend: Spend,
) -> dict[str, dict[str, object]]:
    """Route → its arguments."""
    submit_estimate(binh, estimate, revision=1, at=AT)
    (line,) = give(("XAH", "20 triệu"))
    spend(30_000_000)
    batch = looked_through(("XAH", "1 triệu"))
    commune = orgs.unit(cast.units.commune)
    found: dict[str, dict[str, object]] = {
        f"budget:{name}": {"uuid": programme.uuid} for name in OF_PROGRAMME
    }
    for name in ("estimate", "change", "submit", "withdraw", "answer"):
        found[f"budget:{name}"] = {"uuid": estimate.uuid}
    for name in ("decision", "document"):
        found[f"budget:{name}"] = {"uuid": line.decision.uuid}
    return found | {
        "budget:budgets": {},
        "budget:words": {},
        "budget:unit": {"uuid": programme.uuid, "unit_uuid": commune.uuid},
        "budget:look_through": {"uuid": batch.uuid},
        "budget:correct": {"uuid": line.uuid},
    }


def _post(route: str, estimate: Estimate) -> dict[str, object]:
    estimate.refresh_from_db()
    values: dict[str, object] = {"revision": estimate.revision}
    if route == "budget:answer":
        values["answer"] = "approve"
    if route == "budget:explain":
        values = {"subject": "spent_allocated|2026|ngan sach tinh|", "revision": 0, "text": "Chi trước"}
    return values


@pytest.mark.parametrize("route", sorted(ROWS))
def test_each_role_gets_what_the_table_says(
    route: str, things: dict[str, dict[str, object]], estimate: Estimate, as_person: Browser
) -> None:
    address = reverse(route, kwargs=things[route])
    seen = {}
    for who in ROWS[route]:
        if route in ("budget:submit", "budget:withdraw", "budget:answer"):  # each finds it as it was
            state = "draft" if route == "budget:submit" else "requested"
            Estimate.objects.filter(pk=estimate.pk).update(state=state, granted_vnd=None)
        browser = as_person(who)
        answer = browser.post(address, _post(route, estimate)) if route in BY_POST else browser.get(address)
        seen[who] = answer.status_code
    assert seen == ROWS[route]


def test_another_commune_sees_neither_the_estimate_nor_the_sums(
    things: dict[str, dict[str, object]], programme: Programme, as_person: Browser
) -> None:
    browser = as_person("other_unit")
    for route in ("programme", "units", "estimates", "decisions", "spending"):
        page = browser.get(reverse(f"budget:{route}", args=[programme.uuid])).content.decode()
        assert "xã An Hòa" not in page
        for sum_text in ("30.000.000", "20.000.000"):
            assert sum_text not in page, route


def test_the_commune_itself_sees_its_own(
    things: dict[str, dict[str, object]], programme: Programme, as_person: Browser
) -> None:
    browser = as_person("commune_officer")
    page = browser.get(reverse("budget:programme", args=[programme.uuid])).content.decode()
    assert "30.000.000 đồng" in page and "20.000.000 đồng" in page  # noqa: PT018


def test_the_wrong_names_of_things_are_not_found(as_person: Browser, programme: Programme) -> None:
    browser = as_person("standing_office")
    for address in ("du-toan", "quyet-dinh", "giao", "dong"):
        url = f"/lam-viec/kinh-phi/{address}/00000000-0000-0000-0000-000000000000/"
        assert browser.get(url).status_code == 404
    assert Allocation.objects.count() == 0


ODD = (
    "",
    "-1",
    "9" * 30,
    "\x00",
    "a\x00b",
    "² năm",
    "not-a-uuid",
    "x" * 20_000,
    "1e309",
    "-5 triệu",
    "<script>",
)
NAMES = (
    "nam", "lai", "dvt", "don-vi", "nhiem-vu", "amount", "granted", "remark", "answer", "revision", "text", "subject",
    "source", "level", "counts_as", "key", "unit", "year", "task", "basis", "number", "decided_on", "pasted",
    "row_unit", "row_amount", "row_note", "reason", "withdraw", "tim", "trang", "sap-xep", "cot", "xem", "tinh-trang",
)  # fmt: skip


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_no_odd_value_breaks_a_page_of_money(
    odd: str, things: dict[str, dict[str, object]], as_person: Browser
) -> None:
    browser = as_person("standing_office")
    for route, arguments in sorted(things.items()):
        address = reverse(route, kwargs=arguments)
        for pairs in (dict.fromkeys(NAMES, odd), dict.fromkeys(NAMES[::2], odd)):
            assert browser.get(address, pairs).status_code < 500, route
            assert browser.post(address, pairs).status_code < 500, route
