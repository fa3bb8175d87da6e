"""The country's units before and after 1 July 2025, loaded as the standing office would."""

from __future__ import annotations

import datetime as dt

import pytest

from khien.base.errors import Missing
from khien.base.models import AuditEntry
from khien.orgs.models import Unit, UnitLink
from khien.orgs.reference import territory
from khien.orgs.rules import Level
from khien.orgs.selectors import lineage, tree
from khien.orgs.services.bodies import load_bodies
from khien.orgs.services.territory import load_reference_units
from tests.orgs.conftest import AT, LAN, TODAY

BEFORE = dt.date(2021, 10, 8)


def test_the_packages_hold_the_country() -> None:
    provinces = territory.provinces()
    assert len(provinces) == 34
    assert sum(len(p.communes) for p in provinces) == 3321
    assert sum(len(p.former_provinces) for p in provinces) == 63
    assert len({f.district.code for p in provinces for f in p.former}) == 696
    assert all(c.came_from for p in provinces for c in p.communes)


@pytest.mark.django_db
def test_a_merged_province_knows_its_predecessors_and_the_second_run_writes_nothing() -> None:
    heard: list[tuple[str, int, int]] = []
    done = load_reference_units(
        only=["Quang Ngai"], actor=LAN, at=AT, progress=lambda *step: heard.append(step)
    )
    assert (done.provinces, done.communes) == (1, 96)
    assert heard == [("Quảng Ngãi", 1, 1)]
    kon_tum = Unit.objects.get(code="C62")
    today = Unit.objects.get(code="T51")
    assert lineage.who_answers_today(kon_tum.pk, TODAY) == (today.pk,)
    assert "202/2025/QH15" in lineage.strands(today.pk, back=True)[0].instrument
    assert AuditEntry.objects.filter(action="orgs.units.loaded").count() == 1
    again = load_reference_units(only=["51"], actor=LAN, at=AT)
    assert (again.provinces, again.links) == (0, 0)


@pytest.mark.django_db
def test_a_province_is_found_by_the_name_it_had_before() -> None:
    load_reference_units(only=["Kon Tum"], actor=LAN, at=AT)
    assert Unit.objects.filter(code="T51").exists()
    with pytest.raises(Missing):
        load_reference_units(only=["Atlantis"], actor=LAN, at=AT)


@pytest.mark.django_db
def test_every_former_unit_has_somebody_who_answers_today() -> None:
    load_reference_units(only=["Huế"], actor=LAN, at=AT)
    gone = Unit.objects.filter(valid_to__isnull=False).values_list("id", flat=True)
    assert gone
    assert all(lineage.answering(gone, TODAY).values())
    top = Unit.objects.get(code="T46")
    assert top.valid_from < BEFORE  # Huế only kept going
    then = Unit.objects.filter(pk__in=tree.under(top.pk, BEFORE))
    assert then.filter(level=Level.DISTRICT).count() == 9
    assert not Unit.objects.filter(pk__in=tree.under(top.pk, TODAY), level=Level.DISTRICT).exists()


@pytest.mark.django_db
def test_a_commune_that_only_kept_going_changes_its_parent() -> None:
    load_reference_units(only=["Lai Châu"], actor=LAN, at=AT)
    top = Unit.objects.get(code="T12")
    moved = Unit.objects.on(TODAY).filter(level=Level.COMMUNE, valid_from__lt=BEFORE).first()
    assert moved is not None
    assert tree.ids_above(moved.pk, BEFORE) != tree.ids_above(moved.pk, TODAY)
    assert tree.ids_above(moved.pk, TODAY)[-1] == tree.ids_above(moved.pk, BEFORE)[-1] == top.pk


@pytest.mark.django_db
def test_the_offices_of_merged_provinces_end_in_the_offices_of_today() -> None:
    load_reference_units(only=["Kon Tum"], actor=LAN, at=AT)
    today = Unit.objects.get(code="T51")
    offices = load_bodies(today.pk, actor=LAN, at=AT)
    information = Unit.objects.get(code="C62.STTTT")
    assert lineage.who_answers_today(information.pk, dt.date(2025, 4, 1)) == (
        Unit.objects.get(code="C62.SKHCN").pk,
    )
    assert lineage.who_answers_today(information.pk, TODAY) == (offices["SKHCN"],)
    paper = Unit.objects.get(code="C62.BAO")
    assert lineage.who_answers_today(paper.pk, TODAY) == (offices["BPTTH"],)
    links = UnitLink.objects.count()
    load_bodies(today.pk, actor=LAN, at=AT)
    assert UnitLink.objects.count() == links
