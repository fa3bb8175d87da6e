"""Every agency phrase of the shared plans against a list checked by hand. Prints the share that is right."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from khien.orgs.models import Unit
from khien.orgs.rules import Kind, Level
from khien.orgs.selectors.names import Resolution, book_for
from khien.orgs.selectors.resolution import resolved
from khien.orgs.services.bodies import load_bodies
from khien.orgs.services.territory import load_reference_units
from tests.orgs.conftest import AT, LAN, TODAY, opened
from tests.orgs.shared_phrases import CASES, phrases

EXPECTED: dict[str, Any] = json.loads(
    (Path(__file__).parent / "expected_names.json").read_text(encoding="utf-8")
)
FLOOR_WITH_HISTORY = 1.0
FLOOR_ONLY_TODAY = 1.0

_P = frozenset({Level.PROVINCE})
_SITES = frozenset({Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.SITE})
_LOCAL = frozenset({Level.DISTRICT, Level.COMMUNE})
SETS: dict[str, tuple[frozenset[Kind], frozenset[Level]]] = {
    "departments": (frozenset({Kind.DEPARTMENT}), _P),
    "agencies": (frozenset({Kind.DEPARTMENT, Kind.POLICE, Kind.MILITARY}), _P),
    "provincial": (
        frozenset({Kind.DEPARTMENT, Kind.POLICE, Kind.MILITARY, Kind.VERTICAL, Kind.SERVICE}),
        _P,
    ),
    "front": (frozenset({Kind.FRONT}), _P),
    "media": (frozenset({Kind.MEDIA}), _P),
    "local media": (frozenset({Kind.MEDIA}), _LOCAL),
    "vertical": (frozenset({Kind.VERTICAL}), _P),
    "telecom": (frozenset({Kind.TELECOM}), _SITES),
    "ministries": (frozenset({Kind.MINISTRY}), frozenset({Level.CENTRAL})),
    "districts": (frozenset({Kind.PEOPLES_COMMITTEE}), frozenset({Level.DISTRICT})),
    "communes": (frozenset({Kind.PEOPLES_COMMITTEE}), frozenset({Level.COMMUNE})),
    "local": (frozenset({Kind.PEOPLES_COMMITTEE}), _LOCAL),
}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.django_db,
    pytest.mark.skipif(not CASES.exists(), reason="the shared documents do not lie beside the repository"),
]


def _as_expected(found: Resolution, expected: str, codes: dict[int, str]) -> bool:
    """Compare in the expectation's own words; codes are those of the units without their province."""
    what, _, rest = expected.partition(" ")
    if what == "none":
        return found.kind == "none" and not found.alternatives and found.score == 1.0
    if what == "set":
        name = rest.removesuffix(" open")
        parts = {
            (frozenset(p["kinds"]), frozenset(p["levels"]))
            for p in (found.set_rule or {"parts": ()})["parts"]  # type: ignore[attr-defined]
        }
        wanted = {SETS[one] for one in name.split("+")}
        return found.kind == "set" and parts == wanted and found.open_ended == rest.endswith(" open")
    meant, _, now = rest.partition(" > ")
    kind = "unit" if what == "unit" else "set"
    return (
        found.kind == kind
        and [codes[i] for i in found.units] == meant.split()
        and [codes[i] for i in found.today] == now.split()
    )


def _bare_codes() -> dict[int, str]:
    """Unit id → body code, "." for a province, "TW.…" for the centre."""
    out = {}
    for unit_id, code in Unit.objects.values_list("id", "code"):
        head, _, tail = code.partition(".")
        out[unit_id] = (
            code if head == "TW" else (tail or ("." if head[0] in "TC" and head[1:].isdigit() else code))
        )
    return out


def _score(case: str, within: int, at: dt.date, wanted: dict[str, str]) -> list[str]:
    book = book_for(at=at, now=TODAY, within=within)
    codes = _bare_codes()
    wrong = []
    for phrase in phrases(case):
        found = resolved(book, phrase)
        if not _as_expected(found, wanted[phrase], codes):
            wrong.append(
                f"{phrase!r}: wanted {wanted[phrase]}, got {found.kind} {found.units[:5]} {found.reason}"
            )
    return wrong


def test_every_phrase_of_the_shared_plans_has_an_expectation() -> None:
    for case, want in EXPECTED.items():
        assert set(want["phrases"]) == set(phrases(case))


def test_phrases_resolve_in_provinces_with_their_history(capsys: pytest.CaptureFixture[str]) -> None:
    load_bodies(None, actor=LAN, at=AT)
    wrong: list[str] = []
    total = 0
    for case, want in EXPECTED.items():
        load_reference_units(only=[want["province"]], actor=LAN, at=AT)
        within = Unit.objects.get(code=want["within"])
        today = within if within.valid_to is None else within.links_onward.get().successor
        load_bodies(today.pk, actor=LAN, at=AT)
        total += len(want["phrases"])
        wrong += _score(case, within.pk, dt.date.fromisoformat(want["at"]), want["phrases"])
    right = 1 - len(wrong) / total
    with capsys.disabled():
        print(f"\nagency phrases resolved right, with history: {total - len(wrong)} of {total} ({right:.1%})")  # noqa: T201 - the figure is the point
    assert right >= FLOOR_WITH_HISTORY, "\n".join(wrong)


def test_old_phrases_resolve_where_only_today_s_offices_are_recorded(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A province that entered only what exists now reads a plan of 2021: the data of 2025 bridges the years."""
    load_bodies(None, actor=LAN, at=AT, only_today=True)
    wrong: list[str] = []
    total = 0
    for case in ("kon-tum-3630", "quang-nam-2024"):
        want = EXPECTED[case]
        name = f"Ủy ban nhân dân tỉnh {want['province']}"
        home = opened(
            name, Kind.PEOPLES_COMMITTEE, Level.PROVINCE, code=f"T{900 + total}", on=dt.date(2025, 7, 1)
        )
        load_bodies(home.pk, actor=LAN, at=AT, only_today=True)
        # Only what is recorded now can be meant: "STTTT > SKHCN" becomes "SKHCN > SKHCN".
        wanted = {
            phrase: f"{text.split(' ')[0]} {text.split(' > ')[1]} > {text.split(' > ')[1]}"
            if " > " in text
            else text
            for phrase, text in want["phrases"].items()
        }
        total += len(wanted)
        wrong += _score(case, home.pk, dt.date.fromisoformat(want["at"]), wanted)
    right = 1 - len(wrong) / total
    with capsys.disabled():
        print(  # noqa: T201 - the figure is the point
            f"\nagency phrases resolved right, only today's offices: {total - len(wrong)} of {total} ({right:.1%})"
        )
    assert right >= FLOOR_ONLY_TODAY, "\n".join(wrong)
