"""Instruments that later law replaced: versioned data (`superseded.toml`), never rules in code.

Says only that an instrument was replaced, by what and from when. A citation by title alone counts where the
title cannot mean the newer law too.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from vanban._language.text import fold, words_key
from vanban._plan import LegalReference

__all__ = ["Superseded", "list_version", "superseded_by"]


@dataclass(frozen=True, slots=True)
class Superseded:
    """`old` was replaced by `new` from `since` (ISO day)."""

    number: str
    old: str
    new: str
    since: str


@cache
def _data() -> tuple[str, tuple[Superseded, ...]]:
    raw = tomllib.loads(
        resources.files("vanban._law").joinpath("superseded.toml").read_text(encoding="utf-8")
    )
    return raw["version"], tuple(Superseded(**item) for item in raw["instrument"])


def list_version() -> str:
    """The day up to which the list was kept (ISO)."""
    return _data()[0]


def superseded_by(reference: LegalReference, at: str) -> Superseded | None:
    """What replaced the cited instrument by the day `at`, or None."""
    for entry in _data()[1]:
        if entry.since > at:
            continue
        if reference.number:
            if fold(reference.number) == fold(entry.number):
                return entry
        elif reference.title and words_key(reference.title) == words_key(entry.old) != words_key(entry.new):
            return entry
    return None
