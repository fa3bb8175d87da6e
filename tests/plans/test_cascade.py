"""A commune makes its own plan: the parent is found, its tasks are compared, the matrix shows who has what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from khien.base.access import SYSTEM, Actor, Grant
from khien.base.errors import Missing
from khien.orgs import api as orgs
from khien.plans import api, jobs
from khien.plans.access import compared_for
from khien.plans.errors import ChangedMeanwhile
from khien.plans.models import CascadeVerdict, PlanDocument, PlanRow
from khien.plans.rules.cascade import Verdict
from khien.plans.rules.kinds import PlanStatus, RowKind
from khien.plans.selectors.cascade import aligned_lines
from khien.plans.services.cascade import align_children, align_plan, say_verdict
from khien.plans.services.settling import change_settings
from tests.people import AT as BEFORE
from tests.people import SINCE, Cast
from tests.plans.conftest import AT, adopted, read, small_plan, uploaded
from vanban import LegalReference, Place, Plan, Schedule, Task

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]
ON = dt.date(2026, 11, 24)
COMMUNES = "UBND các xã, phường"
TALK = "Biên soạn và phát bản tin cảnh báo trên hệ thống truyền thanh cấp xã."
SURVEY = "Khảo sát mức độ nhận biết thủ đoạn lừa đảo của người dân."
HEAD = small_plan().head
TRAIN = "Tổ chức tập huấn cho cán bộ đầu mối."


def of_province(**changes: Any) -> Plan:
    """Three tasks: the communes lead one, help with one, have nothing to do with one."""
    science = ("Sở Khoa học và Công nghệ",)
    tasks = (
        Task("IV.1", "body", None, TALK, lead=(COMMUNES,), products=("04 bản tin",), place=Place(4)),
        Task("IV.2", "body", None, SURVEY, lead=science, coordinating=(COMMUNES,), place=Place(5)),
        Task("IV.3", "body", None, TRAIN, lead=science, place=Place(6)),
    )
    return small_plan(**{"tasks": tasks, "findings": (), "assignments": (), "reporting": (), **changes})


def of_commune(*texts: str, number: str = "07/KH-UBND", cites: str = "12/KH-UBND") -> Plan:
    tasks = tuple(
        Task(f"II.{n}", "body", None, text, lead=("UBND xã",), place=Place(4), schedule=Schedule())
        for n, text in enumerate(texts, 1)
    )
    head = replace(HEAD, number=number, date="2026-03-01", issuer="UBND xã An Hòa", title="Tuyên truyền xã")
    grounds = (LegalReference("Kế hoạch", cites, "2026-01-15", "UBND tỉnh", None, True, Place(0)),)
    return small_plan(head=head, tasks=tasks, references=grounds, findings=(), assignments=(), reporting=())


@pytest.fixture
def province(hoa: Actor) -> PlanDocument:
    return adopted(hoa, read(uploaded(hoa, b"cua tinh"), of_province()))


@pytest.fixture
def binh(cast: Cast) -> Actor:
    """Phạm Văn Bình, focal officer of xã An Hòa."""
    return cast.actor("commune_officer")


def sent_by_commune(binh: Actor, cast: Cast, *texts: str, **more: str) -> PlanDocument:
    plan = uploaded(binh, "; ".join(texts).encode(), unit_id=cast.units.commune)
    return read(plan, of_commune(*texts, **more))


@pytest.fixture
def own(binh: Actor, cast: Cast, province: PlanDocument) -> PlanDocument:
    """The commune's plan, adopted by its officer: one task taken up, one not."""
    plan = adopted(binh, sent_by_commune(binh, cast, "Phát 04 bản tin cảnh báo trên loa truyền thanh xã"))
    align_plan(plan.pk, at=AT)
    return plan


def task_of(plan: PlanDocument, path: str) -> PlanRow:
    row = PlanRow.objects.get(plan=plan, kind=RowKind.TASK, path=path)
    row.plan = plan
    return row


# ---- which plan it carries out ---------------------------------------------------------------------------------


def test_the_parent_is_found_from_the_grounds(binh: Actor, cast: Cast, province: PlanDocument) -> None:
    assert sent_by_commune(binh, cast, TALK).parent == province


def test_a_cited_version_that_was_replaced_leads_to_the_one_in_force(
    hoa: Actor, binh: Actor, cast: Cast, province: PlanDocument
) -> None:
    newer = replaced_by(hoa, province, of_province())
    assert sent_by_commune(binh, cast, TALK).parent == newer


def test_what_the_officer_chose_is_not_overruled(binh: Actor, cast: Cast, hoa: Actor) -> None:
    first = adopted(hoa, read(uploaded(hoa, b"mot"), of_province()))
    head = replace(HEAD, number="99/KH-UBND", date="2026-02-01", title="Kế hoạch khác")
    second = adopted(hoa, read(uploaded(hoa, b"hai"), of_province(head=head)))
    plan = uploaded(binh, b"cua xa", unit_id=cast.units.commune)
    PlanDocument.objects.filter(pk=plan.pk).update(parent=second)
    assert read(plan, of_commune(TALK)).parent == second != first


def test_without_a_ground_the_only_plan_in_force_is_offered_and_taken_with_one_button(
    binh: Actor, cast: Cast, province: PlanDocument, as_person: Browser
) -> None:
    plan = sent_by_commune(binh, cast, TALK, cites="500/QĐ-TTg")
    assert plan.parent is None
    browser = as_person("commune_officer")
    page = browser.get(reverse("plans:plan", kwargs={"plan_uuid": plan.uuid})).content.decode()
    assert "Đúng, thực hiện kế hoạch này" in page
    browser.post(reverse("plans:carry_out", kwargs={"plan_uuid": plan.uuid}), {"thuoc": province.uuid})
    plan.refresh_from_db()
    assert plan.parent == province


# ---- the comparison ---------------------------------------------------------------------------------------------


def test_only_the_units_own_tasks_are_compared(own: PlanDocument, province: PlanDocument) -> None:
    lines = {line.path: (line.part, line.verdict) for line in aligned_lines(own, province, on=ON)}
    assert lines == {"IV.1": ("leads", "covered"), "IV.2": ("helps", "missing")}


def test_adoption_asks_for_the_comparison_and_running_it_twice_writes_the_same(
    own: PlanDocument, django_capture_on_commit_callbacks: Any
) -> None:
    asked = DBTaskResult.objects.filter(task_path__endswith="align_plan")
    assert [job.args_kwargs["kwargs"] for job in asked] == [{"plan_id": own.pk}]
    before = list(CascadeVerdict.objects.values_list("parent_row_id", "verdict", "share"))
    assert len(before) == 2
    jobs.align_plan.func(plan_id=own.pk)
    assert list(CascadeVerdict.objects.values_list("parent_row_id", "verdict", "share")) == before


def test_a_persons_word_counts_and_is_kept_when_the_comparison_runs_again(
    hoa: Actor, own: PlanDocument, province: PlanDocument
) -> None:
    survey = task_of(province, "IV.2")
    say_verdict(hoa, own, survey, verdict=Verdict.COVERED, remark="Đã có công văn riêng.", revision=1, at=AT)
    align_plan(own.pk, at=AT)
    held = CascadeVerdict.objects.get(plan=own, parent_row=survey)
    assert (held.verdict, held.computed, held.remark) == ("covered", "missing", "Đã có công văn riêng.")
    say_verdict(hoa, own, survey, verdict=None, remark="", revision=2, at=AT)
    held.refresh_from_db()
    assert (held.verdict, held.hand, held.remark) == ("missing", "", "")


def test_a_word_given_during_review_stays_when_the_file_is_read_again(
    binh: Actor, cast: Cast, province: PlanDocument
) -> None:
    plan = sent_by_commune(binh, cast, TALK)
    survey = task_of(province, "IV.2")
    say_verdict(binh, plan, survey, verdict=Verdict.PARTLY, remark="Nêu ở Phụ lục.", revision=0, at=AT)
    read(plan, of_commune(TALK, "Làm thêm việc khác"), version="2.0")
    assert {line.path: line.verdict for line in aligned_lines(plan, province, on=ON)}["IV.2"] == "partly"


def test_of_two_who_speak_at_once_the_second_sees_the_first(
    hoa: Actor, binh: Actor, own: PlanDocument, province: PlanDocument
) -> None:
    survey = task_of(province, "IV.2")
    say_verdict(hoa, own, survey, verdict=Verdict.PARTLY, remark="Một.", revision=1, at=AT)
    with pytest.raises(ChangedMeanwhile) as told:
        say_verdict(binh, own, survey, verdict=Verdict.COVERED, remark="Hai.", revision=1, at=AT)
    assert (told.value.theirs["remark"], told.value.revision) == ("Một.", 2)


def test_a_task_that_is_not_the_units_takes_no_word(
    hoa: Actor, own: PlanDocument, province: PlanDocument
) -> None:
    with pytest.raises(Missing):
        say_verdict(
            hoa,
            own,
            task_of(province, "IV.3"),
            verdict=Verdict.COVERED,
            remark="Không phải.",
            revision=0,
            at=AT,
        )


def replaced_by(hoa: Actor, old: PlanDocument, what: Plan) -> PlanDocument:
    plan = read(uploaded(hoa, f"thay {old.pk}".encode()), what)
    change_settings(hoa, plan, needs_second_person=False, parent=None, replaces=old, at=AT)
    plan.refresh_from_db()
    return adopted(hoa, plan, at=AT)


def test_a_newer_version_above_is_compared_anew_and_words_go_on(
    hoa: Actor, own: PlanDocument, province: PlanDocument
) -> None:
    survey = task_of(province, "IV.2")
    say_verdict(hoa, own, survey, verdict=Verdict.COVERED, remark="Đã có.", revision=1, at=AT)
    newer = replaced_by(hoa, province, of_province())
    assert align_children(newer.pk, at=AT) == 1
    held = CascadeVerdict.objects.get(plan=own, parent_row=task_of(newer, "IV.2"))
    assert (held.verdict, held.computed, held.remark) == ("covered", "missing", "Đã có.")
    assert api.units_with_plan(str(newer.uuid), ON) == {own.unit_id}


# ---- who has a plan ---------------------------------------------------------------------------------------------


def test_units_with_a_plan_in_force_are_counted_and_drafts_are_not(
    binh: Actor, cast: Cast, province: PlanDocument
) -> None:
    plan = sent_by_commune(binh, cast, TALK)
    assert api.units_with_plan(str(province.uuid), ON) == frozenset()
    adopted(binh, plan)
    assert api.units_with_plan(str(province.uuid), ON) == {cast.units.commune}
    assert api.units_with_plan(str(province.uuid), ON - dt.timedelta(days=1)) == frozenset()
    summary = api.cascade_summary(str(province.uuid), ON)
    assert (summary.expected, summary.with_plan) == (3, 1)
    assert round(summary.percent, 2) == 33.33


def test_a_successor_is_asked_instead_of_the_unit_that_is_gone(
    cast: Cast, own: PlanDocument, province: PlanDocument
) -> None:
    merged = orgs.merge_units(
        [cast.units.commune, cast.units.other_commune],
        into=orgs.NewUnit(
            name="Ủy ban nhân dân xã Hòa Bình Minh",
            kind=orgs.Kind.PEOPLES_COMMITTEE,
            level=orgs.Level.COMMUNE,
            code="XHBM",
            parent_id=cast.units.province,
        ),
        on=SINCE + dt.timedelta(days=400),
        actor=SYSTEM,
        at=BEFORE,
    )
    summary = api.cascade_summary(str(province.uuid), ON)
    assert (summary.expected, summary.with_plan) == (2, 0)  # the department, and the new commune
    assert merged.id not in api.units_with_plan(str(province.uuid), ON)


# ---- pages ------------------------------------------------------------------------------------------------------


def test_the_matrix_shows_the_office_every_unit_and_a_commune_only_itself(
    own: PlanDocument, province: PlanDocument, as_person: Browser
) -> None:
    address = reverse("plans:cascade", kwargs={"plan_uuid": province.uuid})
    for_office = as_person("standing_office").get(address).content.decode()
    assert "1/3" in for_office
    assert "Ủy ban nhân dân phường Bình Minh" in for_office
    for_commune = as_person("other_unit").get(address).content.decode()
    assert "Ủy ban nhân dân xã An Hòa" not in for_commune
    assert "Ủy ban nhân dân phường Bình Minh" in for_commune


def test_a_unit_without_a_plan_is_led_to_upload_its_own(
    cast: Cast, province: PlanDocument, as_person: Browser
) -> None:
    officer = as_person("commune_officer")
    page = officer.get(reverse("plans:cascade", kwargs={"plan_uuid": province.uuid})).content.decode()
    where = f"{reverse('plans:upload')}?cua={orgs.unit(cast.units.commune).uuid}&amp;thuoc={province.uuid}"
    assert where in page
    form = officer.get(where.replace("&amp;", "&")).content.decode()
    assert "Kế hoạch của đơn vị tôi" in form
    assert f'value="{province.uuid}" selected' in form


def test_filters_of_the_matrix(own: PlanDocument, province: PlanDocument, as_person: Browser) -> None:
    address = reverse("plans:cascade", kwargs={"plan_uuid": province.uuid})
    office = as_person("standing_office")
    without = office.get(address, {"tinh-trang": "chua"}).content.decode()
    assert "xã An Hòa</a>" not in without
    assert "phường Bình Minh" in without
    missing = office.get(address, {"muc": "missing"}).content.decode()
    assert "xã An Hòa</a>" in missing
    assert "phường Bình Minh" not in missing
    answer = office.get(address, {"xuat": "xlsx"})
    assert answer["Content-Type"].endswith("sheet")


def test_a_unit_above_reads_the_adopted_plans_below_and_no_draft(
    binh: Actor, cast: Cast, province: PlanDocument
) -> None:
    above = Actor(id="x", label="Trần Văn Bình", grants=(_grant(cast.units.province),))
    plan = sent_by_commune(binh, cast, TALK)
    with pytest.raises(Missing):
        compared_for(above, plan.uuid, on=ON)
    adopted(binh, plan)
    assert compared_for(above, plan.uuid, on=ON) == plan
    with pytest.raises(Missing):
        compared_for(cast.actor("other_unit"), plan.uuid, on=ON)


def _grant(unit_id: int) -> Any:
    return Grant(role=orgs.Role.LEADER, unit_id=unit_id)


def test_an_officer_says_otherwise_on_the_page_and_must_say_why(
    own: PlanDocument, province: PlanDocument, as_person: Browser
) -> None:
    survey = task_of(province, "IV.2")
    address = reverse("plans:verdict", kwargs={"plan_uuid": own.uuid, "row_uuid": survey.uuid})
    office = as_person("standing_office")
    refused = office.post(address, {"verdict": "covered", "remark": "", "revision": "1"})
    assert refused.status_code == 422
    assert "Nêu lý do" in refused.content.decode()
    taken = office.post(address, {"verdict": "covered", "remark": "Đã có công văn.", "revision": "1"})
    assert taken.status_code == 302
    again = office.post(address, {"verdict": "partly", "remark": "Của tôi.", "revision": "1"})
    assert again.status_code == 409
    shown = again.content.decode()
    assert "Đã có công văn." in shown
    assert "Của tôi." in shown


def test_the_matrix_asks_as_often_for_many_units_as_for_few(
    hoa: Actor, cast: Cast, as_person: Browser, django_assert_max_num_queries: Any
) -> None:
    for n in range(60):
        orgs.open_unit(
            orgs.NewUnit(
                name=f"Ủy ban nhân dân xã Số {n}",
                kind=orgs.Kind.PEOPLES_COMMITTEE,
                level=orgs.Level.COMMUNE,
                code=f"X{n}",
                parent_id=cast.units.province,
            ),
            on=SINCE,
            actor=SYSTEM,
            at=BEFORE,
        )
    plan = adopted(hoa, read(uploaded(hoa, b"lon"), of_province()))
    talk = task_of(plan, "IV.1")
    for unit in orgs.find_units("xã Số", on=ON, limit=100):
        child = PlanDocument.objects.create(
            stored=plan.stored,
            file_name="x.docx",
            unit_id=unit.id,
            parent=plan,
            status=PlanStatus.ADOPTED,
            adopted_at=AT,
            uploaded_at=AT,
            uploaded_by_id="x",
            uploaded_by_label="x",
        )
        CascadeVerdict.objects.create(
            plan=child, parent_row=talk, part="leads", computed="covered", verdict="covered"
        )
    office = as_person("standing_office")
    address = reverse("plans:cascade", kwargs={"plan_uuid": plan.uuid})
    office.get(address)
    with django_assert_max_num_queries(30):
        page = office.get(address).content.decode()
    assert "60/63" in page
    with django_assert_max_num_queries(30):
        office.get(reverse("plans:alignment", kwargs={"plan_uuid": child.uuid}))
