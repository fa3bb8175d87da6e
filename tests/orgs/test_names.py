"""Names in a small province: what is certain, what is asked, what is remembered."""

from __future__ import annotations

import datetime as dt

import pytest

from khien.base.models import AuditEntry
from khien.orgs import api
from khien.orgs.models import NameQuestion, Unit, UnitAlias
from khien.orgs.rules import Kind, Level
from khien.orgs.selectors.names import Resolution
from khien.orgs.services.bodies import load_bodies
from khien.orgs.services.names import forget_alias
from khien.orgs.services.units import NewUnit, close_unit, merge_units, rename_unit
from tests.orgs.conftest import AT, EARLY, LAN, REFORM, TODAY, opened

PLAN_DAY = dt.date(2021, 10, 8)


def _resolve(phrase: str, province: Unit, at: dt.date = PLAN_DAY) -> Resolution:
    return api.resolve(phrase, at=at, now=TODAY, within=province.pk)


def test_a_former_name_means_the_unit_of_that_day(province: Unit, information: Unit) -> None:
    rename_unit(information.pk, name="Sở Số", short_name="", on=REFORM, actor=LAN, at=AT)
    found = _resolve("Đề nghị Sở TT&TT", province)
    assert (found.kind, found.units, found.today) == ("unit", (information.pk,), (information.pk,))


def test_today_s_successor_comes_with_the_answer(province: Unit, information: Unit, science: Unit) -> None:
    merge_units([information.pk], into=science.pk, on=REFORM, actor=LAN, at=AT)
    found = _resolve("Sở Thông tin và Truyền thông tỉnh An Bình", province)
    assert (found.units, found.today) == ((information.pk,), (science.pk,))
    assert "Sở Khoa học và Công nghệ" in found.reason


def test_an_office_that_ended_without_heir_says_so(province: Unit, information: Unit) -> None:
    close_unit(information.pk, on=REFORM, actor=LAN, at=AT)
    found = _resolve("Sở TTTT", province)
    assert found.kind == "unit"
    assert found.today == ()


def test_an_office_never_recorded_is_bridged_by_the_mergers_of_2025(province: Unit, science: Unit) -> None:
    found = _resolve("Sở Thông tin và Truyền thông", province)
    assert (found.kind, found.units) == ("unit", (science.pk,))
    assert "45/2025" in found.reason


def test_communes_differ_by_a_mark(province: Unit) -> None:
    thanh = opened("Ủy ban nhân dân xã Thanh An", Kind.PEOPLES_COMMITTEE, Level.COMMUNE, province)
    marked = opened("Ủy ban nhân dân xã Thạnh An", Kind.PEOPLES_COMMITTEE, Level.COMMUNE, province)
    assert _resolve("UBND xã Thạnh An", province).units == (marked.pk,)
    assert _resolve("UBND xã Thanh An", province).units == (thanh.pk,)
    without_marks = _resolve("ubnd xa thanh an", province)
    assert without_marks.kind == "unsure"
    assert {a.unit_id for a in without_marks.alternatives} == {thanh.pk, marked.pk}
    assert _resolve("UBND xã Thánh An", province).kind == "unsure"
    assert _resolve("UBND xã Thanhh An", province).kind == "unsure"


def test_a_typing_error_is_forgiven_and_another_office_is_not(province: Unit, information: Unit) -> None:
    assert _resolve("Sở Thông tin và Truyền thogn", province).units == (information.pk,)
    assert _resolve("Sở Ngoại vụ", province).kind == "none"


def test_a_typing_error_in_an_office_never_recorded_is_bridged_too(province: Unit, science: Unit) -> None:
    found = _resolve("Sở Thông tin và Truyền thogn", province)
    assert found.units == (science.pk,)
    guess = _resolve("Sở Thông tn và Truyền thogn", province)
    assert guess.kind in {"unsure", "none"}


def test_a_phrase_nothing_knows_is_a_question_with_no_answer(province: Unit) -> None:
    found = _resolve("Hội Những người yêu Toán", province)
    assert (found.kind, found.units, found.alternatives) == ("none", (), ())
    assert found.reason


def test_the_culture_office_of_every_district_is_a_set(province: Unit) -> None:
    districts = [
        opened(f"Ủy ban nhân dân huyện {n}", Kind.PEOPLES_COMMITTEE, Level.DISTRICT, province)
        for n in ("Một", "Hai")
    ]
    offices = [opened("Phòng Văn hóa và Thông tin", Kind.DIVISION, Level.DISTRICT, d) for d in districts]
    found = _resolve("Phòng Văn hóa thông tin", province)
    assert found.kind == "set"
    assert set(found.units) == {o.pk for o in offices}


def test_the_culture_office_is_a_set_even_where_none_is_recorded(province: Unit) -> None:
    found = _resolve("Phòng VH&TT", province)
    assert (found.kind, found.units) == ("set", ())


def test_districts_are_answered_for_by_communes_today(province: Unit) -> None:
    opened("Ủy ban nhân dân xã Hoa Mai", Kind.PEOPLES_COMMITTEE, Level.COMMUNE, province, on=REFORM)
    found = _resolve("UBND các huyện, thị xã, thành phố", province)
    assert found.kind == "set"
    assert found.units == ()
    assert len(found.today) == 1
    assert found.set_rule is not None
    assert api.set_members(found.set_rule, on=TODAY, now=TODAY, within=province.pk) == ()


def test_a_unit_of_two_merged_provinces_is_asked(province: Unit, information: Unit) -> None:
    other = opened("Ủy ban nhân dân tỉnh Bình An", Kind.PEOPLES_COMMITTEE, Level.PROVINCE)
    theirs = opened("Sở Thông tin và Truyền thông", Kind.DEPARTMENT, Level.PROVINCE, other)
    new = NewUnit(name="Ủy ban nhân dân tỉnh An Bình", kind=Kind.PEOPLES_COMMITTEE, level=Level.PROVINCE)
    both = merge_units([province.pk, other.pk], into=new, on=REFORM, actor=LAN, at=AT)
    found = _resolve("Sở TT&TT", both)
    assert found.kind == "unsure"
    assert {a.unit_id for a in found.alternatives} == {information.pk, theirs.pk}
    assert _resolve("Sở TT&TT", province).units == (information.pk,)
    assert set(_resolve("các sở", both).units) == {information.pk, theirs.pk}


def test_an_answer_is_remembered_for_the_province_and_closes_the_question(
    province: Unit, information: Unit
) -> None:
    api.ask_about_name("Cơ quan Chuyển đổi số", on=PLAN_DAY, within=province.pk, at=AT, origin="KH 1")
    api.ask_about_name("cơ quan chuyển đổi số", on=PLAN_DAY, within=province.pk, at=AT)
    assert NameQuestion.objects.get().times == 2
    api.remember_alias("Cơ quan Chuyển đổi số", unit_id=information.pk, within=province.pk, actor=LAN, at=AT)
    assert not NameQuestion.objects.exists()
    found = _resolve("Cơ quan chuyển đổi số;", province)
    assert (found.kind, found.units, found.score) == ("unit", (information.pk,), 1.0)
    assert "Nguyễn Thị Lan" in found.reason
    elsewhere = opened("Ủy ban nhân dân tỉnh Bình An", Kind.PEOPLES_COMMITTEE, Level.PROVINCE)
    assert _resolve("Cơ quan Chuyển đổi số", elsewhere).kind == "none"


def test_a_later_answer_replaces_an_earlier_one_and_can_be_taken_back(
    province: Unit, information: Unit, science: Unit
) -> None:
    for unit in (information, science):
        api.remember_alias("Cơ quan Số", unit_id=unit.pk, within=None, actor=LAN, at=AT)
    assert _resolve("Cơ quan Số", province).units == (science.pk,)
    forget_alias(UnitAlias.objects.get().pk, actor=LAN, at=AT)
    assert _resolve("Cơ quan Số", province).kind == "none"
    actions = list(
        AuditEntry.objects.filter(action__startswith="orgs.alias")
        .order_by("seq")
        .values_list("action", flat=True)
    )
    assert actions == ["orgs.alias.decided", "orgs.alias.decided", "orgs.alias.removed"]


def test_an_answer_may_be_a_set_or_nobody(province: Unit, information: Unit) -> None:
    rule = _resolve("các sở", province).set_rule
    api.remember_alias("Khối sở", set_rule=rule, within=province.pk, actor=LAN, at=AT)
    api.remember_alias("Toàn dân", within=province.pk, actor=LAN, at=AT)
    assert _resolve("Khối sở", province).units == (information.pk,)
    nobody = _resolve("Toàn dân", province)
    assert (nobody.kind, nobody.score) == ("none", 1.0)
    with pytest.raises(ValueError, match="not both"):
        api.remember_alias("x", unit_id=information.pk, set_rule=rule, within=None, actor=LAN, at=AT)


def test_many_phrases_are_resolved_with_one_book(province: Unit, information: Unit) -> None:
    found = api.resolve_all(["Sở TT&TT", "Sở TT&TT", "các sở"], at=PLAN_DAY, now=TODAY, within=province.pk)
    assert list(found) == ["Sở TT&TT", "các sở"]


def test_the_branch_in_the_province_is_not_the_bank_in_the_centre(province: Unit) -> None:
    centre = load_bodies(None, actor=LAN, at=AT)
    here = load_bodies(province.pk, actor=LAN, at=AT)
    assert _resolve("Ngân hàng Nhà nước tỉnh", province).units == (here["NHNN"],)
    assert _resolve("Bộ TT&TT", province).today == (centre["BKHCN"],)
    assert _resolve("UBND tỉnh, Sở Y tế và Bộ Công an", province).units == (
        province.pk,
        here["SYT"],
        centre["BCA"],
    )
    assert _resolve("Sở Y tế, Hội Chơi cờ", province).kind != "set"


def test_a_unit_opened_after_the_plan_says_so(province: Unit) -> None:
    late = opened("Sở Số", Kind.DEPARTMENT, Level.PROVINCE, province, on=REFORM)
    found = _resolve("Sở Số", province)
    assert found.units == (late.pk,)
    assert len(found.reason) > len(_resolve("Sở Số", province, TODAY).reason)


def test_without_a_province_the_whole_country_is_searched(province: Unit, information: Unit) -> None:
    assert api.resolve("Sở TT&TT", at=EARLY, now=EARLY, within=None).units == (information.pk,)
    assert api.set_members(
        {"parts": [{"kinds": ["department"], "levels": ["province"]}]}, on=EARLY, now=EARLY, within=None
    ) == (information.pk,)


def test_a_place_written_out_tells_provinces_apart(province: Unit, information: Unit) -> None:
    other = opened("Ủy ban nhân dân tỉnh Bình An", Kind.PEOPLES_COMMITTEE, Level.PROVINCE)
    theirs = opened("Sở Thông tin và Truyền thông", Kind.DEPARTMENT, Level.PROVINCE, other)

    def anywhere(phrase: str) -> tuple[int, ...]:
        return api.resolve(phrase, at=PLAN_DAY, now=TODAY, within=None).units

    assert anywhere("UBND tỉnh Bình An") == (other.pk,)
    assert anywhere("Ủy ban nhân dân tỉnh An Bình") == (province.pk,)
    assert anywhere("Sở TT&TT tỉnh Bình An") == (theirs.pk,)
    assert anywhere("Sở TT&TT") == ()


def test_why_nothing_was_found_is_said(province: Unit) -> None:
    reasons = {
        phrase: _resolve(phrase, province).reason
        for phrase in ("Bộ Thông tin và Truyền thông", "Ủy ban nhân dân tỉnh Bình An", "Hội Chơi cờ")
    }
    assert "Bộ Thông tin và Truyền thông" in reasons["Bộ Thông tin và Truyền thông"]
    assert len(set(reasons.values())) == 3


def test_only_phrases_about_districts_speak_of_districts(province: Unit) -> None:
    opened("Viễn thông An Bình", Kind.TELECOM, Level.SITE, province, on=REFORM)
    telecom = _resolve("các doanh nghiệp viễn thông", province)
    assert len(telecom.today) == 1
    assert "30/06/2025" not in telecom.reason
    opened("Ủy ban nhân dân xã Hoa Mai", Kind.PEOPLES_COMMITTEE, Level.COMMUNE, province, on=REFORM)
    assert "30/06/2025" in _resolve("UBND cấp huyện", province).reason
