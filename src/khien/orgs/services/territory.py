"""Loads the country's People's Committees before and after 1 July 2025, with who came from whom. Bulk, idempotent.

Refuses to touch units that exist: a province whose code is known is left as it is.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction

from khien.base import audit
from khien.base.access import Actor
from khien.orgs.errors import UnknownProvince
from khien.orgs.models import Unit, UnitEvent, UnitLink, UnitPeriod
from khien.orgs.reference import territory
from khien.orgs.rules import Kind, Level
from khien.orgs.rules.periods import UNKNOWN_START as LONG_AGO
from khien.orgs.rules.text import fold, sounded
from khien.orgs.services import _periods as periods
from khien.orgs.services.bodies import PROVINCES_BY

REFORM = dt.date(2025, 7, 1)
DISTRICTS_BY = "Luật Tổ chức chính quyền địa phương số 72/2025/QH15; Nghị quyết số 203/2025/QH15"
COMMUNES_BY = (
    "Nghị quyết ngày 16/6/2025 của Ủy ban Thường vụ Quốc hội về sắp xếp đơn vị hành chính cấp xã của {place}"
)
BATCH = 500

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load wrote (`added` units, of which `communes` of today and `former` ones) and what was there (`same`)."""

    provinces: int
    communes: int
    former: int
    links: int
    added: int
    same: int


def nothing(what: str, done: int, total: int) -> None:
    """The progress of somebody who does not want to hear it."""


def load_reference_units(
    *, actor: Actor, at: dt.datetime, only: Iterable[str] = (), progress: Progress = nothing
) -> Loaded:
    """Load all provinces or those named (by code "15" or name "Lào Cai", marks or no marks).

    One transaction and one audit entry per province. `progress(province, done, total)` after each.
    Raises UnknownProvince. Returns what was written now: a second run writes nothing.
    """
    chosen = _chosen(tuple(only))
    known = set(Unit.objects.filter(code__in=[f"T{p.code}" for p in chosen]).values_list("code", flat=True))
    counts = [0, 0, 0, 0, 0, 0]
    for done, province in enumerate(chosen, 1):
        if f"T{province.code}" not in known:
            harvest = _load(province, actor=actor, at=at)
            local = sum(u.level == Level.COMMUNE and u.valid_to is None for u in harvest.units)
            gone = sum(u.valid_to is not None for u in harvest.units)
            for i, count in enumerate((1, local, gone, len(harvest.links), len(harvest.units))):
                counts[i] += count
        else:
            counts[5] += 1 + len(province.communes)
        progress(province.name, done, len(chosen))
    return Loaded(*counts)


def _chosen(only: tuple[str, ...]) -> list[territory.Province]:
    everything = territory.provinces()
    if not only:
        return list(everything)
    out = []
    for text in only:
        wanted = _bare(text)
        found = [p for p in everything if text.zfill(2) == p.code or _bare(p.name) == wanted]
        if not found:  # a former province: the one it went into
            found = [p for p in everything if any(_bare(f.name) == wanted for f in p.former_provinces)]
        if not found:
            raise UnknownProvince(text)
        out.append(found[0])
    return list({province.code: province for province in out}.values())


def _bare(name: str) -> str:
    return fold(name).removeprefix("tinh ").removeprefix("thanh pho ")


@transaction.atomic
def _load(province: territory.Province, *, actor: Actor, at: dt.datetime) -> _Harvest:
    harvest = _Harvest(province, actor, at)
    harvest.gather()
    for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE):  # parents before children: they need an id
        Unit.objects.bulk_create([u for u in harvest.units if u.level == level], batch_size=BATCH)
    UnitPeriod.objects.bulk_create(harvest.periods, batch_size=BATCH)
    UnitEvent.objects.bulk_create(harvest.events, batch_size=BATCH)
    UnitLink.objects.bulk_create(harvest.links, batch_size=BATCH)
    audit.record(
        actor=actor,
        action="orgs.units.loaded",
        subject=periods.subject(harvest.units[0]),
        new={"units": len(harvest.units), "links": len(harvest.links)},
        at=at,
    )
    return harvest


class _Harvest:
    """The rows of one province before they are written: its units first (the province itself leads), then the rest."""

    def __init__(self, province: territory.Province, actor: Actor, at: dt.datetime) -> None:
        self.province, self.actor, self.at = province, actor, at
        self.units: list[Unit] = []
        self.periods: list[UnitPeriod] = []
        self.events: list[UnitEvent] = []
        self.links: list[UnitLink] = []
        self.tops: dict[str, Unit] = {}  # by the former province's code
        self.districts: dict[str, Unit] = {}
        self.former: dict[str, Unit] = {}  # former communes that ended, by key
        self.heirs_of_district: dict[str, dict[str, int]] = {}

    def gather(self) -> None:
        top = self._province()
        for former in self.province.former:
            if former.district.code not in self.districts:
                self.districts[former.district.code] = self._ended(
                    f"H{former.district.code}",
                    former.district,
                    Level.DISTRICT,
                    self.tops[former.province.code],
                )
        self._communes(top)

    def _province(self) -> Unit:
        """Today's province and those it was made of. One that only kept going is one unit."""
        before = self.province.former_provinces
        same = len(before) == 1 and _bare(before[0].name) == _bare(self.province.name)
        area = territory.Area(self.province.code, self.province.name)
        top = self._committee(f"T{area.code}", area, Level.PROVINCE, None)
        top.valid_from = LONG_AGO if same else REFORM
        self._period(top, None, top.valid_from)
        if same:
            self.tops[before[0].code] = top
            return top
        event = self._event(UnitEvent.What.MERGE, PROVINCES_BY)
        for old in before:
            self.tops[old.code] = self._ended(f"C{old.code}", old, Level.PROVINCE, None)
            self.links.append(UnitLink(event=event, predecessor=self.tops[old.code], successor=top, share=1))
        return top

    def _communes(self, top: Unit) -> None:
        by_key = {former.key: former for former in self.province.former}
        heirs = Counter(key for commune in self.province.communes for key in commune.came_from)
        by = COMMUNES_BY.format(place=top.name.removeprefix("Ủy ban nhân dân "))
        made: dict[str, Unit] = {}
        shares: dict[str, Counter[str]] = {}
        for commune in self.province.communes:
            sources = [by_key[key] for key in commune.came_from]
            kept = sources[0] if _only_kept_going(commune, sources, heirs) else None
            unit = made[commune.code] = self._commune(commune, kept, top, by)
            for source in sources:
                shares.setdefault(source.district.code, Counter())[commune.code] += 1
            if kept is None:
                self._link(commune, unit, sources, by)
        for code, parts in shares.items():
            event = self._event(UnitEvent.What.SPLIT, DISTRICTS_BY)
            self.links.extend(
                UnitLink(event=event, predecessor=self.districts[code], successor=made[heir], main=not rank)
                for rank, (heir, _communes) in enumerate(parts.most_common())
            )

    def _commune(
        self, commune: territory.Commune, kept: territory.FormerCommune | None, top: Unit, by: str
    ) -> Unit:
        area = territory.Area(commune.code, commune.name)
        unit = self._committee(f"X{commune.code}", area, Level.COMMUNE, top)
        unit.valid_from = REFORM
        if kept is not None:
            unit.valid_from = LONG_AGO
            self._period(unit, self.districts[kept.district.code], LONG_AGO, REFORM)
            self._event(UnitEvent.What.MOVE, by, unit)
        self._period(unit, top, REFORM)
        return unit

    def _link(
        self, commune: territory.Commune, unit: Unit, sources: list[territory.FormerCommune], by: str
    ) -> None:
        event = self._event(UnitEvent.What.MERGE, by)
        for source in sources:
            if not source.code:
                continue  # an island district: its own split says where it went
            old = self.former.get(source.key)
            if old is None:
                area = territory.Area(source.code, source.name)
                parent = self.districts[source.district.code]
                old = self.former[source.key] = self._ended(f"CX{source.code}", area, Level.COMMUNE, parent)
            main = commune.came_from[source.key]
            self.links.append(UnitLink(event=event, predecessor=old, successor=unit, main=main))

    def _ended(self, code: str, area: territory.Area, level: Level, parent: Unit | None) -> Unit:
        unit = self._committee(code, area, level, parent)
        unit.valid_from, unit.valid_to = LONG_AGO, REFORM
        self._period(unit, parent, LONG_AGO, REFORM)
        return unit

    def _committee(self, code: str, area: territory.Area, level: Level, parent: Unit | None) -> Unit:
        place = area.name[0].lower() + area.name[1:]
        if level == Level.PROVINCE and not place.startswith(("tỉnh ", "thành phố ")):
            place = f"tỉnh {area.name}"
        unit = Unit(
            code=code,
            name=f"Ủy ban nhân dân {place}",
            short_name=f"UBND {place}",
            kind=Kind.PEOPLES_COMMITTEE,
            level=level,
            parent=parent,
            territory_code=area.code,
        )
        unit.search_text = periods.search_text(unit)
        self.units.append(unit)
        return unit

    def _period(self, unit: Unit, parent: Unit | None, since: dt.date, until: dt.date | None = None) -> None:
        self.periods.append(
            UnitPeriod(
                unit=unit,
                name=unit.name,
                short_name=unit.short_name,
                parent=parent,
                valid_from=since,
                valid_to=until,
            )
        )

    def _event(self, what: UnitEvent.What, instrument: str, unit: Unit | None = None) -> UnitEvent:
        event = UnitEvent(
            what=what,
            on=REFORM,
            unit=unit,
            instrument=instrument,
            actor_id=self.actor.id,
            actor_label=self.actor.label[:200],
            recorded_at=self.at,
        )
        self.events.append(event)
        return event


def _only_kept_going(
    commune: territory.Commune, sources: list[territory.FormerCommune], heirs: Counter[str]
) -> bool:
    """Made of one former commune, undivided, with the same name."""
    alone = len(sources) == 1 and heirs[sources[0].key] == 1
    return alone and bool(sources[0].code) and sounded(sources[0].name) == sounded(commune.name)
