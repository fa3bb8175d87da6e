"""Which plan a unit's plan carries out, told by the grounds it cites. Several may be cited: the caller
decides whether they are one plan and its newer version."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vanban import fold

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A plan that is or was in force, as its number and date stand ("42/KH-UBND", "2026-07-20")."""

    plan_id: int
    number: str
    issued_on: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A ground the unit's plan names. `basis`: it rests on it, and does not only mention it."""

    number: str
    date: str
    basis: bool


def cited_parents(cited: Iterable[Cited], candidates: Iterable[Candidate]) -> frozenset[int]:
    """Candidates whose number is cited, the grounds before mere mentions. A number is used anew each year: where
    both dates are known they must agree."""
    listed = [item for item in cited if item.number]
    known = list(candidates)
    for wanted in ([item for item in listed if item.basis], listed):
        found = frozenset(c.plan_id for c in known for item in wanted if _same(item, c))
        if found:
            return found
    return frozenset()


def _same(item: Cited, candidate: Candidate) -> bool:
    if not candidate.number or _plain(item.number) != _plain(candidate.number):
        return False
    size = min(len(item.date), len(candidate.issued_on))
    return item.date[:size] == candidate.issued_on[:size]


def _plain(number: str) -> str:
    """ "05/KH-UBND", "5/KH - UBND" -> "5/kh-ubnd"."""
    return _SPACES.sub("", fold(number)).lstrip("0")
