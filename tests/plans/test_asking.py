"""What a reading could not settle by itself is put to people, once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from khien.base.access import Actor
from khien.orgs.models import NameQuestion
from khien.plans.cards import waiting_plans
from khien.plans.models import PlanDocument, PlanFinding, RowAgency
from khien.plans.rules.asking import UNKNOWN_ISSUER, is_plain_collective
from khien.plans.rules.kinds import FindingState
from khien.plans.selectors.review import review_of
from khien.plans.services.naming import Answer
from khien.plans.services.settling import decide_agency, settle_finding
from tests.people import Cast
from tests.plans.conftest import AT, read, small_plan, uploaded
from vanban import Place, Plan, Task

pytestmark = pytest.mark.django_db

NOBODY_KNOWS = "Trung tâm Văn hóa Không Có Thật"


def _of_kon_tum() -> Plan:
    plan = small_plan()
    return replace(plan, head=replace(plan.head, issuer="Ủy ban nhân dân tỉnh Kon Tum"))


def _asked() -> dict[str, int]:
    return dict(NameQuestion.objects.values_list("phrase", "times"))


@pytest.mark.parametrize(
    ("phrase", "collective"),
    [
        ("toàn thể người dân", True),
        ("Các đơn vị được giao", True),
        ("đơn vị được giao nhiệm vụ", True),
        ("các trường của huyện Kon Plông", False),
        ("Trung tâm Văn hóa", False),
        ("Công ty Viễn thông", False),
    ],
)
def test_bodies_at_large_are_told_from_names(phrase: str, collective: bool) -> None:
    assert is_plain_collective(phrase) is collective


def test_a_name_nobody_knows_is_asked_once_and_bodies_at_large_never(hoa: Actor, cast: Cast) -> None:
    task = small_plan().tasks[1]
    at_large = replace(task, path="IV.4", lead=("toàn thể người dân",), coordinating=("người dân",))
    plan = read(uploaded(hoa), small_plan(tasks=(task, replace(task, path="IV.3"), at_large)))
    assert _asked() == {NOBODY_KNOWS: 1}
    question = NameQuestion.objects.get()
    assert (question.within_id, question.origin) == (cast.units.province, plan.label)


def test_another_reading_asks_only_about_names_that_are_new(hoa: Actor) -> None:
    plan = read(uploaded(hoa), small_plan())
    more = (*small_plan().tasks, Task("IV.5", "body", None, "Diễn tập.", lead=("Viện Lạ",), place=Place(6)))
    read(plan, small_plan(tasks=more), version="2.0")
    assert _asked() == {NOBODY_KNOWS: 1, "Viện Lạ": 1}


def test_hoas_answer_in_the_review_closes_the_question(
    hoa: Actor, cast: Cast, under_review: PlanDocument
) -> None:
    item = RowAgency.objects.select_related("row__plan").get(row__plan=under_review, phrase=NOBODY_KNOWS)
    answer = Answer("unit", (cast.units.department,), "Sở Khoa học và Công nghệ")
    decide_agency(hoa, item, answer=answer, everywhere=True, at=AT)
    assert _asked() == {}


def test_an_answer_for_this_place_only_leaves_the_question_open(
    hoa: Actor, cast: Cast, under_review: PlanDocument
) -> None:
    item = RowAgency.objects.select_related("row__plan").get(row__plan=under_review, phrase=NOBODY_KNOWS)
    answer = Answer("unit", (cast.units.department,), "Sở Khoa học và Công nghệ")
    decide_agency(hoa, item, answer=answer, everywhere=False, at=AT)
    assert _asked() == {NOBODY_KNOWS: 1}


def test_a_known_issuer_is_no_matter_to_speak_of(under_review: PlanDocument) -> None:
    assert review_of(under_review).notices == ()


def test_a_plan_of_kon_tum_in_an_binh_says_whose_units_its_names_were_taken_for(hoa: Actor) -> None:
    home = review_of(read(uploaded(hoa, b"an binh"), small_plan()))
    plan = read(uploaded(hoa, b"kon tum"), _of_kon_tum())
    review = review_of(plan)
    [notice] = review.notices
    assert notice.text == (
        "Cơ quan ban hành “Ủy ban nhân dân tỉnh Kon Tum” không có trong danh mục đơn vị. "
        "Tên cơ quan được hiểu theo đơn vị của Ủy ban nhân dân tỉnh An Bình; hãy kiểm tra."
    )
    assert review.to_look == home.to_look + 1
    card = waiting_plans(hoa)
    assert card is not None
    assert {line.uuid: line.to_look for line in card["plans"]}[str(plan.uuid)] == review.to_look  # type: ignore[attr-defined]


def test_where_no_name_was_understood_no_province_is_named(hoa: Actor) -> None:
    plan = read(uploaded(hoa), replace(_of_kon_tum(), tasks=(), assignments=(), reporting=()))
    assert "theo mọi đơn vị trong danh mục" in review_of(plan).notices[0].text


def test_hoa_has_checked_and_the_notice_is_gone_until_she_takes_it_back(hoa: Actor) -> None:
    plan = read(uploaded(hoa), _of_kon_tum())
    finding = PlanFinding.objects.select_related("plan").get(plan=plan, kind=UNKNOWN_ISSUER)
    settle_finding(hoa, finding, state=FindingState.NOTED, remark="", at=AT)
    read(plan, _of_kon_tum(), version="2.0")
    assert review_of(plan).notices == ()
    finding.refresh_from_db()
    settle_finding(hoa, finding, state=FindingState.OPEN, remark="", at=AT)
    assert len(review_of(plan).notices) == 1


def test_the_review_shows_the_notice_above_the_rows(hoa: Actor, as_person: object) -> None:
    plan = read(uploaded(hoa), _of_kon_tum())
    browser: Client = as_person("standing_office")  # type: ignore[operator]
    address = reverse("plans:review", kwargs={"plan_uuid": plan.uuid})
    page = browser.get(address).content.decode()
    assert page.index("không có trong danh mục đơn vị") < page.index('id="review-summary"')
    finding = PlanFinding.objects.get(plan=plan, kind=UNKNOWN_ISSUER)
    settle = reverse("plans:finding", kwargs={"plan_uuid": plan.uuid, "finding_uuid": finding.uuid})
    answer = browser.post(settle, {"state": "noted"}, headers={"HX-Request": "true"}).content.decode()
    assert '<div id="review-notices" hx-swap-oob="true"></div>' in answer
