"""Pages of money: what is typed is never lost, figures agree with the table, and many units cost no more queries."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from khien.base.access import SYSTEM, Actor
from khien.budget.models import Allocation, AllocationBatch, Estimate, VarianceNote
from khien.budget.services.allocations import DecisionHead, confirm, look_through
from khien.budget.services.estimates import NewEstimate, submit_estimate, write_estimate
from khien.orgs import api as orgs
from khien.programme import api as programmes
from khien.programme.models import Programme
from tests.budget.conftest import AT, ON, PROVINCE, Give, Spend
from tests.people import Cast

Browser = Callable[[str], Client]
KEY = "7d5b6a52-0f0b-4e7b-9a54-3b1f7a9f5a01"
MOST_QUERIES = 30


def _typed(cast: Cast, **change: object) -> dict[str, object]:
    return {
        "key": KEY,
        "unit": cast.units.commune,
        "year": 2026,
        "amount": "50 triệu",
        "source": PROVINCE,
        "level": "",
        "task": "",
        "basis": "05 lớp × 10 triệu",
    } | change


def test_binh_asks_with_the_words_he_speaks_and_reads_the_sum_in_words(
    programme: Programme, cast: Cast, as_person: Browser
) -> None:
    browser = as_person("commune_officer")
    address = reverse("budget:write", args=[programme.uuid])
    for _n in range(2):  # the button pressed twice
        answer = browser.post(address, _typed(cast))
    row = Estimate.objects.get()
    assert answer.status_code == 302
    assert row.amount_vnd == 50_000_000
    assert "Năm mươi triệu đồng" in browser.get(reverse("budget:estimate", args=[row.uuid])).content.decode()


def test_a_sum_that_cannot_be_read_is_told_at_its_field_and_nothing_typed_is_lost(
    programme: Programme, cast: Cast, as_person: Browser
) -> None:
    answer = as_person("commune_officer").post(
        reverse("budget:write", args=[programme.uuid]), _typed(cast, amount="năm chục")
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_amount"' in page
    assert "năm chục" in page
    assert "05 lớp × 10 triệu" in page
    assert not Estimate.objects.exists()


def test_nobody_asks_for_another_commune(programme: Programme, cast: Cast, as_person: Browser) -> None:
    answer = as_person("commune_officer").post(
        reverse("budget:write", args=[programme.uuid]), _typed(cast, unit=cast.units.other_commune)
    )
    assert answer.status_code == 422
    assert not Estimate.objects.exists()


def test_a_sum_is_told_in_words_while_it_is_typed(as_person: Browser) -> None:
    browser = as_person("commune_officer")
    address = reverse("budget:words")
    assert "Một triệu năm trăm nghìn đồng" in browser.get(address, {"amount": "1,5 triệu"}).content.decode()
    for odd in ("mấy", "-5 triệu", "9" * 60):
        assert browser.get(address, {"amount": odd}).status_code == 200


def test_a_no_without_its_reason_keeps_what_was_typed(
    binh: Actor, estimate: Estimate, as_person: Browser
) -> None:
    submit_estimate(binh, estimate, revision=1, at=AT)
    answer = as_person("standing_office").post(
        reverse("budget:answer", args=[estimate.uuid]),
        {"answer": "change", "granted": "20 triệu", "revision": 2},
    )
    assert answer.status_code == 422
    assert "20 triệu" in answer.content.decode()
    estimate.refresh_from_db()
    assert estimate.state == "requested"


def _entered(**change: object) -> dict[str, object]:
    return {
        "key": KEY,
        "number": "312/QĐ-UBND",
        "decided_on": "02/02/2026",
        "year": 2026,
        "source": PROVINCE,
        "title": "",
        "pasted": "",
        "row_unit": ["", ""],
        "row_amount": ["", ""],
        "row_note": ["", ""],
    } | change


def _workbook(*rows: tuple[object, ...]) -> SimpleUploadedFile:
    book = Workbook()
    assert book.active is not None
    for row in (("Đơn vị", "Số tiền (đồng)"), *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("bang.xlsx", out.getvalue())


def test_typed_pasted_and_uploaded_rows_make_one_decision(programme: Programme, as_person: Browser) -> None:
    browser = as_person("standing_office")
    entered = _entered(
        row_unit=["SKHCN", ""],
        row_amount=["40 triệu", ""],
        pasted="xã An Hòa\t10.000.000",
        table=_workbook(("PBM", 7_000_000), ("Tổng cộng", 7_000_000)),
        document=SimpleUploadedFile("qd.pdf", b"%PDF-1.4 test"),
    )
    answer = browser.post(reverse("budget:allocate", args=[programme.uuid]), entered)
    batch = AllocationBatch.objects.get()
    assert answer["Location"] == reverse("budget:look_through", args=[batch.uuid])
    page = browser.get(answer["Location"]).content.decode()
    assert "57.000.000 đồng" in page
    assert not Allocation.objects.exists()
    done = browser.post(answer["Location"], {"confirm": "1"})
    again = browser.post(answer["Location"], {"confirm": "1"})
    assert done["Location"] == again["Location"]
    assert sum(Allocation.objects.values_list("amount_vnd", flat=True)) == 57_000_000
    decision = Allocation.objects.all()[0].decision
    paper = browser.get(reverse("budget:document", args=[decision.uuid]))
    assert b"".join(paper) == b"%PDF-1.4 test"
    paper.close()


def test_a_table_with_errors_is_mended_with_everything_that_was_typed(
    programme: Programme, as_person: Browser
) -> None:
    browser = as_person("standing_office")
    entered = _entered(pasted="Sở Không Có Thật Ở Đây\t10 triệu")
    place = browser.post(reverse("budget:allocate", args=[programme.uuid]), entered)["Location"]
    assert 'name="confirm"' not in browser.get(place).content.decode()
    batch = AllocationBatch.objects.get()
    mend = browser.get(reverse("budget:allocate", args=[programme.uuid]), {"lai": str(batch.uuid)})
    page = mend.content.decode()
    for typed in ("312/QĐ-UBND", "Sở Không Có Thật Ở Đây\t10 triệu", KEY):
        assert typed in page


def test_a_file_that_is_no_workbook_is_told_at_its_field(programme: Programme, as_person: Browser) -> None:
    entered = _entered(table=SimpleUploadedFile("bang.xlsx", b"no workbook"))
    answer = as_person("standing_office").post(reverse("budget:allocate", args=[programme.uuid]), entered)
    assert answer.status_code == 422
    assert 'href="#id_table"' in answer.content.decode()
    assert not AllocationBatch.objects.exists()


def test_a_difference_is_explained_in_its_place_and_two_explanations_meet(
    programme: Programme, give: Give, as_person: Browser
) -> None:
    give(("SKHCN", "72 triệu"))
    browser = as_person("standing_office")
    page = reverse("budget:programme", args=[programme.uuid])
    assert "vượt kế hoạch" in browser.get(page).content.decode()
    explain = reverse("budget:explain", args=[programme.uuid])
    words = {"subject": "allocated_planned|2026||", "revision": 0, "text": "Bổ sung theo Nghị quyết 45"}
    assert browser.post(explain, words).status_code == 302
    assert "Bổ sung theo Nghị quyết 45" in browser.get(page).content.decode()
    met = browser.post(explain, words | {"text": "Khác hẳn"})
    assert met.status_code == 409
    for text in ("Bổ sung theo Nghị quyết 45", "Khác hẳn"):
        assert text in met.content.decode()
    assert VarianceNote.objects.get().text == "Bổ sung theo Nghị quyết 45"


def test_the_office_says_whose_money_a_source_is(
    programme: Programme, spend: Spend, as_person: Browser
) -> None:
    spend(3_000_000, source="Nguồn cấp trên")
    browser = as_person("standing_office")
    address = reverse("budget:sources", args=[programme.uuid])
    kept = browser.post(
        address, {"source": "Nguồn cấp trên", "level": "province", "counts_as": PROVINCE, "revision": 0}
    )
    assert kept.status_code == 302
    stale = browser.post(address, {"source": "Nguồn cấp trên", "level": "other", "revision": 0})
    assert stale.status_code == 422
    assert as_person("auditor").post(address, {"source": "x", "level": "other"}).status_code == 403


def test_a_correction_needs_its_reason_and_keeps_what_was_typed(
    programme: Programme, give: Give, as_person: Browser
) -> None:
    (line,) = give(("XAH", "10 triệu"))
    browser = as_person("standing_office")
    address = reverse("budget:correct", args=[line.uuid])
    typed = {"amount": "12 triệu", "year": 2026, "source": PROVINCE, "level": ""}
    refused = browser.post(address, typed)
    assert refused.status_code == 422
    assert "12 triệu" in refused.content.decode()
    assert browser.post(address, typed | {"reason": "Gõ nhầm"}).status_code == 302
    assert Allocation.objects.in_force().get().amount_vnd == 12_000_000


# ---- many units ---------------------------------------------------------------------------------------------------
@pytest.fixture
def many(programme: Programme, cast: Cast, hoa: Actor) -> list[int]:
    """Forty communes, each with an estimate that waits, money given and money spent."""
    task = programme.tasks.all()[0].pk
    ids = []
    for n in range(40):
        new = orgs.NewUnit(
            name=f"Ủy ban nhân dân xã Số {n:02}", kind=orgs.Kind.PEOPLES_COMMITTEE, level=orgs.Level.COMMUNE,
            code=f"X{n:02}", parent_id=cast.units.province,
        )  # fmt: skip
        ids.append(orgs.open_unit(new, on=AT.date().replace(month=1), actor=SYSTEM, at=AT).id)
        asked = NewEstimate(unit_id=ids[-1], year=2026, source=PROVINCE, amount_vnd=1_000_000, basis="Lớp")
        row = write_estimate(hoa, programme.pk, asked, key=f"m{n}", at=AT)
        submit_estimate(hoa, row, revision=1, at=AT)
        activity = programmes.NewActivity(
            unit_id=ids[-1], kind=programmes.ActivityKind.CLASS, title="Lớp", starts_on=ON, task_ids=(task,),
            spent_vnd=2_000_000 + n, money_source=PROVINCE if n % 2 else f"Nguồn {n}",
        )  # fmt: skip
        programmes.record_activity(hoa, activity, source="test", key=f"m{n}", at=AT)
    rows = [{"line": n, "unit": f"X{n:02}", "amount": "1 triệu"} for n in range(20)]
    head = DecisionHead(number="1/QĐ-UBND", decided_on=ON, year=2026, source=PROVINCE)
    confirm(hoa, look_through(hoa, programme.pk, head, rows, key="many", at=AT), on=ON, at=AT)
    return ids


def test_no_page_of_money_asks_more_for_many_units(
    many: list[int],
    programme: Programme,
    hoa: Actor,
    as_person: Browser,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    browser = as_person("standing_office")
    decision = Allocation.objects.all()[0].decision
    commune = orgs.unit(many[0])
    batch = look_through(
        hoa, programme.pk, DecisionHead(number="2/QĐ", decided_on=ON, year=2026),
        [{"line": n, "unit": f"xã số {n:02}", "amount": "1 triệu", "task": "IV.1"} for n in range(30)], key="look", at=AT,
    )  # fmt: skip
    uuid = programme.uuid
    addresses = [
        *(reverse(f"budget:{name}", args=[uuid]) for name in ("programme", "units", "estimates", "decisions", "spending", "sources", "sheet", "write", "allocate")),
        reverse("budget:programme", args=[uuid]) + "?nam=tat-ca",
        reverse("budget:unit", args=[uuid, commune.uuid]),
        reverse("budget:decision", args=[decision.uuid]),
        reverse("budget:look_through", args=[batch.uuid]),
    ]  # fmt: skip
    for address in addresses:
        browser.get(address)  # what is asked once and remembered
        with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[attr-defined]
            assert browser.get(address).status_code == 200, address


def test_the_overview_tells_the_same_sums_as_the_table(
    many: list[int], programme: Programme, as_person: Browser
) -> None:
    page = (
        as_person("standing_office").get(reverse("budget:programme", args=[programme.uuid])).content.decode()
    )
    spent = sum(2_000_000 + n for n in range(40))
    assert f"{spent:,}".replace(",", ".") + " đồng" in page
    assert "20.000.000 đồng" in page  # given


def test_from_a_task_the_form_knows_the_task_and_its_source(programme: Programme, as_person: Browser) -> None:
    task = programme.tasks.all()[0]
    page = as_person("focal_officer").get(
        reverse("budget:write", args=[programme.uuid]), {"nhiem-vu": str(task.uuid)}
    )
    assert page.context["form"].initial["task"] == str(task.pk)
    assert page.context["form"].initial["source"] == task.money_source == PROVINCE
