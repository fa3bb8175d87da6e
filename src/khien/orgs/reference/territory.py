"""The country's territory before and after 1 July 2025, read from the data files of two packages.

`vietnam-provinces` gives the 34 provinces and 3,321 communes; `vietnamadminunits` the 63 provinces, 696 districts
and 10,035 communes before, and which went where. Only their data files are opened: importing the second would pull
in geometry libraries that nothing here needs. Refuses to correct them.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from khien.orgs.rules.text import sounded, tidy


@dataclass(frozen=True, slots=True)
class Area:
    """A province, district or commune: `code` of the General Statistics Office, `name` with its type in front."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class FormerCommune:
    """A commune before the reform. An island district without communes stands as one with `code` empty."""

    key: str
    code: str
    name: str
    district: Area
    province: Area


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of today and what it was made of: key of the former commune → whether it is the main heir."""

    code: str
    name: str
    came_from: dict[str, bool]


@dataclass(frozen=True, slots=True)
class Province:
    code: str
    name: str
    communes: tuple[Commune, ...]
    former: tuple[FormerCommune, ...]

    @property
    def former_provinces(self) -> tuple[Area, ...]:
        return tuple(dict.fromkeys(f.province for f in self.former))


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(package)
    return Path(next(iter(spec.submodule_search_locations))) / "data"


@lru_cache(maxsize=1)
def provinces() -> tuple[Province, ...]:
    """All 34, by code. Some 0.4 s and 40 MB the first time. Raises FileNotFoundError when a package is absent."""
    folder = _folder("vietnamadminunits")
    current = json.loads((_folder("vietnam_provinces") / "nested-divisions.json").read_text(encoding="utf-8"))
    conversion = json.loads((folder / "converter_2025.json").read_text(encoding="utf-8"))
    with closing(sqlite3.connect(f"file:{folder / 'dataset.db'}?mode=ro", uri=True)) as data:
        keys = {
            (code, sounded(name)): (province, ward)
            for province, ward, code, name in data.execute(
                "SELECT provinceKey, wardKey, provinceCode, ward FROM admin_units"
            )
        }
        former = _former(data)
    origins = _origins(conversion)
    return tuple(
        _province(raw, keys, origins, former)
        for raw in sorted(current, key=lambda province: province["code"])
    )


def _former(data: sqlite3.Connection) -> dict[str, FormerCommune]:
    rows = data.execute(
        "SELECT provinceKey, districtKey, wardKey, wardCode, ward, districtCode, district, provinceCode, province"
        " FROM admin_units_legacy ORDER BY provinceCode, districtCode, wardCode"
    )
    out = {}
    for province_key, district_key, ward_key, code, name, *rest in rows:
        key = f"{province_key}_{district_key}_{ward_key or ''}"
        district, province = Area(rest[0], rest[1]), Area(rest[2], rest[3])
        out[key] = FormerCommune(key, code or "", name or district.name, district, province)
    return out


def _origins(
    conversion: dict[str, dict[str, dict[str, list[object]]]],
) -> dict[tuple[str, str], dict[str, bool]]:
    """(province key, commune key) of today → former key → main heir or not."""
    out: dict[tuple[str, str], dict[str, bool]] = {}
    for province, communes in conversion["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, keys in communes.items():
            out.setdefault((province, commune), {}).update((str(key), True) for key in keys)
    for province, divided in conversion["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in divided.items():
            for part in parts:
                assert isinstance(part, dict)
                out.setdefault((province, part["newWardKey"]), {})[key] = bool(part["isDefaultNewWard"])
    return out


def _province(
    raw: dict[str, object],
    keys: dict[tuple[str, str], tuple[str, str]],
    origins: dict[tuple[str, str], dict[str, bool]],
    former: dict[str, FormerCommune],
) -> Province:
    wards = raw["wards"]
    assert isinstance(wards, list)
    code = f"{raw['code']:02d}"
    # The packages agree on names but for where a tone is written, and differ in 121 codes: names join them.
    communes = tuple(
        Commune(f"{w['code']:05d}", tidy(w["name"]), origins.get(keys[code, sounded(w["name"])], {}))
        for w in wards
    )
    mine = {key for commune in communes for key in commune.came_from}
    return Province(
        code,
        str(raw["name"]),
        communes,
        tuple(commune for key, commune in former.items() if key in mine),
    )
