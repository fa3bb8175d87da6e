"""How the demo's targets are counted, what was measured, and the money given out. Invented figures that say so.

Refuses real data: only `year` calls it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from khien.base.access import Actor
from khien.budget.services.allocations import DecisionHead, confirm, look_through
from khien.budget.services.table_file import RawRow, as_json
from khien.orgs import api as orgs
from khien.programme.models import Programme, Target
from khien.programme.rules.ledger import Basis
from khien.programme.rules.target_outlook import wilson
from khien.programme.rules.targets import Direction, Method
from khien.programme.services.target_defining import NewDefinition, define_target
from khien.programme.services.target_readings import NewReading, enter_reading
from khien.programme.services.target_snapshots import refresh_programme

SAMPLE = "Số liệu mẫu của tỉnh An Bình (không có thật)"
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Population:
    """The people a target is counted among."""

    words: str  # a part of the target's text
    people: int
    year: int = 2025


POPULATIONS = (
    Population("người sử dụng Internet", 640_000),
    Population("cán bộ, công chức, viên chức", 9_400),
    Population("người cao tuổi", 61_000),
)
SURVEYS = ((dt.date(2026, 3, 20), 2000, 914), (dt.date(2026, 10, 12), 2000, 1046))  # (day, asked, reported)
GIVEN = (  # (code of the unit, million đồng)
    ("AB-CA", 310),
    ("AB-KHCN", 265),
    ("AB-GDDT", 140),
    ("AB-BPTTH", 150),
    ("AB-NV", 110),
    ("AB-VHTTDL", 120),
    ("AB-YT", 130),
    ("AB-CT", 60),
)
COMMUNES_GIVEN = 18  # million đồng to each commune of the small demo


def measure(office: Actor, programme_id: int, *, at: dt.datetime) -> None:
    """Confirm how targets are counted, enter two surveys, give out the year's money."""
    programme = Programme.objects.get(pk=programme_id)
    for target in Target.objects.filter(programme=programme).select_related("definition"):
        _define(office, target, at)
    _survey(office, programme, at)
    _give(office, programme_id, at)
    refresh_programme(programme.pk, at=at)


def _define(office: Actor, target: Target, at: dt.datetime) -> None:
    guessed = target.definition
    people = next((row for row in POPULATIONS if row.words in target.text), None)
    method = Method(guessed.method)
    if method is Method.UNDEFINED:
        method = Method.TYPED
    new = NewDefinition(
        method=method,
        direction=Direction(guessed.direction),
        numerator_text=guessed.numerator_text,
        denominator_text=guessed.denominator_text or target.population,
        denominator_value=Decimal(people.people) if people else None,
        denominator_year=people.year if people else None,
        denominator_source=SAMPLE if people else "",
        condition=guessed.condition,
        kinds=tuple(guessed.kinds),
        audiences=tuple(guessed.audiences),
        set_phrase=guessed.set_phrase,
        unit_ids=tuple(guessed.units.values_list("pk", flat=True)),
        milestones={2026: target.value / 4, 2028: target.value * 3 / 5, 2030: target.value},
    )
    define_target(
        office,
        target,
        new,
        revision=guessed.revision,
        reason="Thống nhất cách tính sau khi ban hành kế hoạch",
        words={},
        at=at,
    )


def _survey(office: Actor, programme: Programme, at: dt.datetime) -> None:
    today = timezone.localdate(at)
    target = Target.objects.filter(programme=programme, definition__method=Method.SURVEY).first()
    for day, asked, reported in SURVEYS:
        if target is not None and day <= today:
            low, high = wilson(reported, asked)
            share = Decimal(reported * 100) / asked
            reading = NewReading(
                on=day,
                value=share,
                basis=Basis.SURVEYED,
                source_text=f"{SAMPLE}: khảo sát {asked} người",
                numerator=Decimal(reported),
                denominator=Decimal(asked),
                low=low,
                high=high,
            )
            enter_reading(office, target, reading, key=uuid4(), at=at)
    collaborators = Target.objects.filter(programme=programme, text__contains="cộng tác viên").first()
    if collaborators is not None:
        typed = NewReading(
            on=today,
            value=Decimal(65),
            basis=Basis.TYPED,
            source_text=f"{SAMPLE}: danh sách do các xã, phường gửi",
        )
        enter_reading(office, collaborators, typed, key=uuid4(), at=at)


def _give(office: Actor, programme_id: int, at: dt.datetime) -> None:
    today = timezone.localdate(at)
    communes = [
        card.code
        for card in orgs.find_units("UBND", on=today, limit=200)
        if card.code.startswith("AB-X") and card.level is orgs.Level.COMMUNE
    ]
    for number, source, rows in (
        ("118/QĐ-UBND", "Ngân sách tỉnh", GIVEN),
        ("231/QĐ-UBND", "Ngân sách cấp xã", tuple((code, COMMUNES_GIVEN) for code in sorted(communes))),
    ):
        head = DecisionHead(
            number=number,
            decided_on=min(today, dt.date(today.year, 2, 24)),
            year=today.year,
            source=source,
            title="Giao kinh phí thực hiện Kế hoạch 05/KH-UBND",
        )
        lines = [
            RawRow(line, unit=code, amount=f"{amount} triệu")
            for line, (code, amount) in enumerate(rows, start=2)
        ]
        batch = look_through(office, programme_id, head, as_json(lines), key=f"demo-{number}", at=at)
        confirm(office, batch, on=today, at=at)
