"""Opens the usual offices of a province and carries out the mergers of 2025, from the data in `reference/bodies.json`.

Refuses to guess a province's own decisions: what already exists there is left as it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from khien.base import audit
from khien.base.access import Actor
from khien.orgs.models import Unit, UnitEvent, UnitLink, UnitPeriod
from khien.orgs.reference.bodies import Body, body_book
from khien.orgs.rules import Level
from khien.orgs.rules.periods import UNKNOWN_START as LONG_AGO
from khien.orgs.services import _periods as periods

PROVINCES_BY = "Nghị quyết số 202/2025/QH15 ngày 12/6/2025 của Quốc hội"


def names_of(body: Body, province_name: str) -> tuple[str, str]:
    """Name and short name of a body in a province: "Công an tỉnh An Bình" is written "Công an tỉnh"."""
    place = province_name.removeprefix("Ủy ban nhân dân ")
    city = place.startswith("thành phố")
    words = {
        "title": "thành phố" if city else "tỉnh",
        "place": place.removeprefix("thành phố ").removeprefix("tỉnh "),
        "party": "Thành ủy" if city else "Tỉnh ủy",
        "youth": "Thành Đoàn" if city else "Tỉnh Đoàn",
    }
    return body.name.format(**words), body.short.format(**words)


@transaction.atomic
def load_bodies(
    province_id: int | None,
    *,
    actor: Actor,
    at: dt.datetime,
    codes: Iterable[str] | None = None,
    only_today: bool = False,
) -> dict[str, int]:
    """Body code → unit id. `province_id` None loads the central bodies. Idempotent; bulk.

    `codes` limits it; `only_today` opens none that has ended.
    """
    province = Unit.objects.get(pk=province_id) if province_id is not None else None
    before = (
        _of_former_provinces(province, actor=actor, at=at, codes=codes) if province and not only_today else []
    )
    level = Level.PROVINCE if province else Level.CENTRAL
    wanted = set(codes) if codes is not None else None
    end = province.valid_to if province else None
    bodies = [
        body
        for body in body_book().bodies.values()
        if body.level == level
        and (wanted is None or body.code in wanted)
        and (end is None or body.since is None or body.since < end)
        and (province is None or body.until is None or body.until > province.valid_from)
        and not (only_today and body.until is not None)
    ]
    prefix = f"{province.code}." if province else "TW."
    known = {u.code: u for u in Unit.objects.filter(code__startswith=prefix)}
    fresh = [_unit(body, province, prefix) for body in bodies if prefix + body.code not in known]
    Unit.objects.bulk_create(fresh)
    UnitPeriod.objects.bulk_create(
        UnitPeriod(
            unit=u,
            name=u.name,
            short_name=u.short_name,
            parent=province,
            valid_from=u.valid_from,
            valid_to=u.valid_to,
        )
        for u in fresh
    )
    known.update({u.code: u for u in fresh})
    by_code = {code.removeprefix(prefix): unit for code, unit in known.items()}
    _load_events(by_code, {u.pk for u in fresh}, end, actor=actor, at=at)
    _link_former(before, by_code, {u.pk for u in fresh}, actor=actor, at=at)
    if fresh:
        label = province.name if province else "TW"
        audit.record(
            actor=actor,
            action="orgs.units.loaded",
            subject=audit.Subject("unit", str(province.uuid) if province else "", label),
            new={"units": len(fresh)},
            at=at,
        )
    return {code: unit.pk for code, unit in by_code.items()}


def _unit(body: Body, province: Unit | None, prefix: str) -> Unit:
    name, short = names_of(body, province.name if province else "")
    since = max(body.since or LONG_AGO, province.valid_from) if province else body.since or LONG_AGO
    ends = [day for day in (body.until, province.valid_to if province else None) if day is not None]
    unit = Unit(
        code=prefix + body.code,
        name=name,
        short_name=short,
        kind=body.kind,
        level=body.level,
        parent=province,
        valid_from=since,
        valid_to=min(ends) if ends else None,
    )
    unit.search_text = periods.search_text(unit)
    return unit


def _load_events(
    by_code: dict[str, Unit], fresh: set[int], end: dt.date | None, *, actor: Actor, at: dt.datetime
) -> None:
    links: list[UnitLink] = []
    for known in body_book().events:
        givers = [by_code[c] for c in known.givers if c in by_code and by_code[c].pk in fresh]
        taker = by_code.get(known.taker)
        if taker is None or not givers or (end is not None and known.on >= end):
            continue
        what = UnitEvent.What.MERGE if known.what == "merge" else UnitEvent.What.TRANSFER
        event = periods.event(
            what, known.on, instrument=known.instrument, note=known.note, actor=actor, at=at
        )
        whole = what == UnitEvent.What.MERGE
        links.extend(
            UnitLink(event=event, predecessor=giver, successor=taker, main=whole, note=known.note[:300])
            for giver in givers
        )
    UnitLink.objects.bulk_create(links)


def _of_former_provinces(
    province: Unit, *, actor: Actor, at: dt.datetime, codes: Iterable[str] | None
) -> list[dict[str, int]]:
    links = UnitLink.objects.filter(successor=province, event__what=UnitEvent.What.MERGE)
    former = (
        links.filter(predecessor__level=Level.PROVINCE)
        .order_by("id")
        .values_list("predecessor_id", flat=True)
    )
    return [load_bodies(unit_id, actor=actor, at=at, codes=codes) for unit_id in former]


def _link_former(
    before: list[dict[str, int]], by_code: dict[str, Unit], fresh: set[int], *, actor: Actor, at: dt.datetime
) -> None:
    """The offices of merged provinces went into the office of the same name, or the one that took it over."""
    book = body_book()
    event: UnitEvent | None = None
    for offices in before:
        ended = Unit.objects.in_bulk(offices.values())
        for code, unit_id in offices.items():
            taker_code = code
            while taker_code not in by_code and (step := book.successor(taker_code)) is not None:
                taker_code = step[0].code
            taker = by_code.get(taker_code)
            if taker is None or taker.pk not in fresh or ended[unit_id].valid_to != taker.valid_from:
                continue
            event = event or periods.event(
                UnitEvent.What.MERGE, taker.valid_from, instrument=PROVINCES_BY, actor=actor, at=at
            )
            UnitLink.objects.create(event=event, predecessor=ended[unit_id], successor=taker)
