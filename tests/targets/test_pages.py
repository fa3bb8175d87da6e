"""Hoa says how targets are counted and enters figures; everybody follows a value to what stands behind it."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from khien.base.errors import Unavailable
from khien.base.models import AuditEntry
from khien.orgs import api as orgs
from khien.programme.models import (
    Activity,
    Programme,
    Target,
    TargetDefinition,
    TargetDefinitionChange,
    TargetReading,
    TargetSnapshot,
)
from khien.programme.rules.targets import Light, Method
from khien.programme.services.target_snapshots import refresh_programme
from tests.people import Cast
from tests.targets.conftest import ACTIVE, ARTICLES, AT, INCIDENTS, ON, OTHER, PEOPLE, PLANS, SURVEY

TargetOf = Callable[[str], Target]
Browser = Callable[[str], Client]
Record = Callable[..., Activity]
Queries = Callable[[int], AbstractContextManager[object]]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages' today is the tests' day, whenever they run."""
    for module in ("targets", "target_changes"):
        monkeypatch.setattr(f"khien.programme.views.{module}.today", lambda: ON)
    monkeypatch.setattr("khien.programme.views.target_changes.now", lambda: AT)


@pytest.fixture
def hoas(as_person: Browser) -> Client:
    return as_person("standing_office")


def _text(response: Any) -> str:
    assert isinstance(response, HttpResponse)
    return " ".join(response.content.decode().split())


def _define(client: Client, target: Target, method: str, **typed: Any) -> Any:
    address = reverse("targets:define", args=[target.uuid]) + f"?cach={method}"
    revision = typed.pop("revision", TargetDefinition.objects.get(target=target).revision)
    blank = {"numerator_text": "", "direction": "up", "baseline_source": "", "reason": ""}
    return client.post(address, blank | {"revision": revision} | typed)


def _enter(client: Client, target: Target, **typed: Any) -> Any:
    blank = {"on": "10/11/2026", "source_text": "Khảo sát tháng 11/2026", "note": "", "key": uuid.uuid4()}
    return client.post(reverse("targets:enter", args=[target.uuid]), blank | typed)


# ---- how it is counted ------------------------------------------------------------------------------------------
def test_a_guess_says_it_is_one_until_hoa_confirms_it(hoas: Client, target: TargetOf) -> None:
    found = target(PEOPLE)
    page = reverse("targets:target", args=[found.uuid])
    assert "mới là phỏng đoán" in _text(hoas.get(page))
    answer = _define(
        hoas,
        found,
        "people",
        denominator_value="98.000",
        denominator_text="người sử dụng Internet",
        denominator_year="2025",
        denominator_source="Niên giám thống kê 2025",
        reason="Họp ngày 20/11",
    )
    assert answer.status_code == 302
    text = _text(hoas.get(page))
    assert "mới là phỏng đoán" not in text
    assert "98.000 người sử dụng Internet (2025, Niên giám thống kê 2025)" in text
    assert "0 trên 98.000 người" in text
    (change,) = TargetDefinitionChange.objects.all()
    assert (change.reason, change.set_by) == ("Họp ngày 20/11", "Nguyễn Thị Hoa")
    assert change.fields["Tổng số"] == ["", "98.000"]
    assert AuditEntry.objects.filter(action="targets.defined", subject_id=str(found.uuid)).exists()


def test_two_tabs_meet_and_nothing_typed_is_lost(hoas: Client, target: TargetOf) -> None:
    found = target(PEOPLE)
    assert _define(hoas, found, "people", denominator_value="98.000").status_code == 302
    answer = _define(hoas, found, "people", denominator_value="97.500", revision=1)
    assert answer.status_code == 422
    text = _text(answer)
    assert "97.500" in text  # hers
    assert "Nội dung đang được lưu" in text
    assert "98.000" in text  # theirs
    assert TargetDefinition.objects.get(target=found).denominator_value == 98_000
    assert _define(hoas, found, "people", denominator_value="97.500", revision=2).status_code == 302


def test_units_are_resolved_when_saved_and_unknown_ones_are_asked_about(
    hoas: Client, target: TargetOf, cast: Cast
) -> None:
    found = target(OTHER)
    answer = _define(hoas, found, "units", condition="activity", set_phrase="các trạm vũ trụ")
    assert answer.status_code == 422
    assert "Chưa biết là đơn vị nào" in _text(answer)
    assert _define(hoas, found, "units", condition="activity", set_phrase="các xã, phường").status_code == 302
    assert set(TargetDefinition.objects.get(target=found).units.values_list("pk", flat=True)) == {
        cast.units.commune,
        cast.units.other_commune,
    }


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"denominator_value": "rất nhiều"}, "denominator_value"),
        ({"denominator_value": "0"}, "denominator_value"),
        ({"denominator_value": "98.00.0"}, "denominator_value"),
        ({"denominator_value": "9" * 20}, "denominator_value"),
        ({"denominator_year": "1800"}, "denominator_year"),
        ({"baseline_on": "31/02/2026"}, "baseline_on"),
        ({"baseline_on": "01/02/2026"}, "baseline_value"),
        ({"audiences": ["khong-co"]}, "audiences"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(
    hoas: Client, target: TargetOf, typed: dict[str, Any], field: str
) -> None:
    answer = _define(hoas, target(PEOPLE), "people", numerator_text="Người đã nghe", **typed)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Người đã nghe" in _text(answer)
    assert TargetDefinition.objects.get(target=target(PEOPLE)).is_guess


def test_milestones_move_what_is_needed(hoas: Client, programme: Programme, target: TargetOf) -> None:
    found = target(PEOPLE)
    Programme.objects.filter(pk=programme.pk).update(period_to=2028, begun_on=dt.date(2026, 1, 1))
    Target.objects.filter(pk=found.pk).update(deadline_on=dt.date(2028, 12, 31))
    assert _define(hoas, found, "people", denominator_value="1000", milestone_2026="5").status_code == 302
    assert "Hôm nay cần đạt ít nhất 4,49 %" in _text(hoas.get(reverse("targets:target", args=[found.uuid])))


def test_an_unknown_way_of_counting_in_the_address_is_not_taken(hoas: Client, target: TargetOf) -> None:
    address = reverse("targets:define", args=[target(OTHER).uuid])
    for how in ("", "?cach=", "?cach=undefined", "?cach=khong-co"):
        assert "Chọn cách tính chỉ tiêu này" in _text(hoas.get(address + how))


# ---- figures ----------------------------------------------------------------------------------------------------
def test_hoa_enters_a_survey_and_its_interval_is_computed(hoas: Client, target: TargetOf) -> None:
    found = target(SURVEY)
    file = io.BytesIO(b"%PDF-1.4 ket qua")
    file.name = "khao-sat.pdf"
    assert _enter(hoas, found, numerator="81", denominator="263", file=file).status_code == 302
    (reading,) = TargetReading.objects.all()
    shown = [f"{figure:.2f}" for figure in (reading.value, reading.low, reading.high)]
    assert shown == ["30.80", "25.53", "36.62"]
    text = _text(hoas.get(reverse("targets:target", args=[found.uuid])))
    assert "81 trên 263 người được hỏi" in text
    assert "từ 25,53 % đến 36,62 %" in text
    response = hoas.get(reverse("targets:reading_file", args=[found.uuid, reading.uuid]))
    assert b"".join(response.streaming_content) == b"%PDF-1.4 ket qua"  # type: ignore[attr-defined]


def test_a_form_sent_twice_enters_once(hoas: Client, target: TargetOf) -> None:
    key = uuid.uuid4()
    for _ in range(2):
        assert _enter(hoas, target(INCIDENTS), numerator="3", denominator="20", key=key).status_code == 302
    assert TargetReading.objects.count() == 1


def test_incidents_are_judged_downwards(hoas: Client, programme: Programme, target: TargetOf) -> None:
    Programme.objects.filter(pk=programme.pk).update(begun_on=dt.date(2026, 1, 1))
    found = target(INCIDENTS)
    lights = []
    for part, day in (("3", "10/03/2026"), ("9", "10/06/2026")):
        assert _enter(hoas, found, numerator=part, denominator="20", on=day).status_code == 302
        lights.append(TargetSnapshot.objects.get(target=found, on=ON).light)
    assert lights == [Light.GREEN, Light.RED]  # 15 %, then 45 %, where under 20 % is asked


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"numerator": "5", "denominator": "4"}, "numerator"),
        ({"numerator": "5"}, "value"),
        ({"value": "101"}, "value"),
        ({"value": "50", "low": "60", "high": "70"}, "low"),
        ({"value": "50", "low": "40"}, "high"),
        ({"numerator": "1", "denominator": "4", "value": "80"}, "value"),
        ({"numerator": "1,5", "denominator": "4"}, "numerator"),
        ({"value": "50", "on": "25/11/2026"}, "on"),
        ({"value": "50", "on": "25/11/2006"}, "on"),
        ({"value": "50", "source_text": " "}, "source_text"),
        ({"value": "-3"}, "value"),
        ({"value": "50", "key": "x"}, "key"),
    ],
)
def test_a_figure_that_cannot_be_right_is_refused_at_its_field(
    hoas: Client, target: TargetOf, typed: dict[str, Any], field: str
) -> None:
    answer = _enter(hoas, target(SURVEY), **typed)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not TargetReading.objects.exists()


def test_a_wrong_figure_is_corrected_beside_it_and_then_withdrawn(hoas: Client, target: TargetOf) -> None:
    found = target(SURVEY)
    _enter(hoas, found, value="99")
    first = TargetReading.objects.get()
    correct = reverse("targets:correct", args=[found.uuid, first.uuid])
    typed = {"on": "10/11/2026", "source_text": "Khảo sát", "note": "", "value": "66", "key": uuid.uuid4()}
    assert "reason" in hoas.post(correct, typed).context["form"].errors
    assert hoas.post(correct, typed | {"reason": "Gõ nhầm"}).status_code == 302
    again = hoas.post(correct, typed | {"reason": "Gõ nhầm nữa", "key": uuid.uuid4()})
    assert again.status_code == 422  # the first one is replaced already
    text = _text(hoas.get(reverse("targets:target", args=[found.uuid])))
    assert '<del><strong class="figures">99 %</strong></del>' in text
    assert "Nguyễn Thị Hoa đính chính: Gõ nhầm" in text
    second = TargetReading.objects.get(replaces=first)
    withdraw = reverse("targets:withdraw", args=[found.uuid, second.uuid])
    assert hoas.post(withdraw, {"reason": "", "key": uuid.uuid4()}).status_code == 422
    assert hoas.post(withdraw, {"reason": "Sai mẫu", "key": uuid.uuid4()}).status_code == 302
    text = _text(hoas.get(reverse("targets:target", args=[found.uuid])))
    assert "Nguyễn Thị Hoa rút: Sai mẫu" in text
    assert "Chưa nhập số liệu" in text
    assert TargetReading.objects.count() == 3


def test_no_figure_is_typed_for_what_the_ledger_counts(hoas: Client, target: TargetOf) -> None:
    assert _enter(hoas, target(ACTIVE), value="100").status_code == 302
    assert not TargetReading.objects.exists()


def test_a_full_disk_keeps_what_was_typed(
    hoas: Client, target: TargetOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise Unavailable("Đĩa đầy.")

    monkeypatch.setattr("khien.base.files.keep", full)
    file = io.BytesIO(b"x")
    file.name = "a.txt"
    answer = _enter(hoas, target(SURVEY), value="66", file=file)
    assert answer.status_code == 422
    assert "Đĩa đầy." in _text(answer)
    assert 'value="66"' in _text(answer)
    assert not TargetReading.objects.exists()


# ---- from the value to what stands behind -----------------------------------------------------------------------
def test_from_a_value_to_an_activity_in_two_clicks(hoas: Client, target: TargetOf, record: Record) -> None:
    entry = record("commune", product="bài viết", quantity=3)
    hoas.post(reverse("targets:recount", args=[target(ARTICLES).uuid]))
    page = _text(hoas.get(reverse("targets:target", args=[target(ARTICLES).uuid])))
    entries = reverse("targets:entries", args=[target(ARTICLES).uuid])
    assert f'href="{entries}"' in page
    assert reverse("ledger:activity", args=[entry.chain]) in _text(hoas.get(entries))


def test_a_target_of_plans_leads_to_the_units_plans(as_person: Browser, target: TargetOf) -> None:
    found = target(PLANS)
    address = reverse("plans:cascade", args=[found.programme.plan.uuid])
    for who in ("standing_office", "auditor", "commune_officer", "editor"):
        browser = as_person(who)
        shown = address in _text(browser.get(reverse("targets:target", args=[found.uuid])))
        assert shown is (browser.get(address).status_code == 200)


def test_a_commune_sees_every_units_sum_but_only_its_own_entries(
    as_person: Browser, target: TargetOf, record: Record, cast: Cast
) -> None:
    mine, other = record("commune", people=30), record("other_commune", people=50)
    binh = as_person("commune_officer")
    units = _text(binh.get(reverse("targets:units", args=[target(PEOPLE).uuid])))
    address = reverse("targets:entries", args=[target(PEOPLE).uuid])
    own, foreign = (orgs.unit(i).uuid for i in (cast.units.commune, cast.units.other_commune))
    assert f"{address}?don-vi={own}" in units
    assert "phường Bình Minh" in units
    assert f"{address}?don-vi={foreign}" not in units
    for asked in ("", f"?don-vi={foreign}", f"?don-vi={own}"):
        shown = _text(binh.get(address + asked))
        assert str(other.chain) not in shown
        assert (str(mine.chain) in shown) is (foreign not in asked)
    assert str(other.chain) in _text(as_person("auditor").get(address))


def test_an_id_that_names_no_unit_is_not_found(hoas: Client, target: TargetOf) -> None:
    address = reverse("targets:entries", args=[target(PEOPLE).uuid])
    for text in ("khong-phai", str(uuid.uuid4())):
        assert hoas.get(f"{address}?don-vi={text}").status_code == 404


def test_the_list_filters_and_gives_the_figures_as_a_file(
    hoas: Client, programme: Programme, record: Record
) -> None:
    record("commune", people=20)
    refresh_programme(programme.pk, at=AT)
    address = reverse("targets:targets")
    assert "tính lúc 10:30 24/11/2026" in _text(hoas.get(address))
    guesses = _text(hoas.get(address + "?cach-tinh=people"))
    assert PEOPLE in guesses
    assert PLANS not in guesses
    assert SURVEY in _text(hoas.get(address + "?trang-thai=grey&tim=nhan+thuc"))
    sheet = hoas.get(address + "?xuat=csv&cot=tu-so&cot=cach-tinh").content.decode("utf-8-sig")
    assert "20" in sheet
    assert PEOPLE in sheet


def test_pages_ask_few_questions_however_many_rows(
    hoas: Client,
    programme: Programme,
    target: TargetOf,
    record: Record,
    cast: Cast,
    django_assert_max_num_queries: Queries,
) -> None:
    for n in range(40):
        record("commune" if n % 2 else "other_commune", people=10 + n, product="tin")
    found = target(PEOPLE)
    for n in range(20):
        Target.objects.create(
            programme=programme,
            position=100 + n,
            row_uuid=uuid.uuid4(),
            text=f"Chỉ tiêu {n}",
            comparator=">=",
            value=1,
            unit_of_measure="lớp",
        )
    refresh_programme(programme.pk, at=AT)
    for n in range(30):
        _enter(hoas, target(SURVEY), value=str(40 + n), on=f"{n + 1:02}/10/2026")
    for name, what in (
        ("targets:targets", []),
        ("targets:target", [found.uuid]),
        ("targets:target", [target(SURVEY).uuid]),
        ("targets:target", [target(PLANS).uuid]),
        ("targets:units", [found.uuid]),
        ("targets:entries", [found.uuid]),
        ("targets:define", [target(ACTIVE).uuid]),
    ):
        with django_assert_max_num_queries(30):
            assert hoas.get(reverse(name, args=what)).status_code == 200


def test_the_programmes_own_tab_leads_to_the_target(
    hoas: Client, programme: Programme, target: TargetOf
) -> None:
    page = _text(hoas.get(reverse("programme:targets", args=[programme.uuid])))
    assert reverse("targets:target", args=[target(PLANS).uuid]) in page


def test_the_direction_is_asked_only_where_the_plan_leaves_it_open(hoas: Client, target: TargetOf) -> None:
    for text, asked in ((PEOPLE, False), (OTHER, True)):
        page = _text(hoas.get(reverse("targets:define", args=[target(text).uuid]) + "?cach=typed"))
        assert ('name="direction"' in page) is asked
    answer = _define(hoas, target(OTHER), "typed", direction="sideways")
    assert "direction" in answer.context["form"].errors
    _define(hoas, target(INCIDENTS), "incidents", direction="up")
    assert TargetDefinition.objects.get(target=target(INCIDENTS)).direction == "down"  # under 20 % is asked


def test_every_method_has_a_form(hoas: Client, target: TargetOf) -> None:
    address = reverse("targets:define", args=[target(OTHER).uuid])
    for method in set(Method) - {Method.UNDEFINED}:
        assert 'name="revision"' in _text(hoas.get(f"{address}?cach={method}"))
