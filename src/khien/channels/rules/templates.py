"""Ready campaign plans by audience and channel, in words of our own (`templates.toml`). Pure.

A template fills the planner; it decides nothing and sends nothing. Its days count from the day the office chooses.
"""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from khien.channels.rules.kinds import Medium, StepKind


@dataclass(frozen=True, slots=True)
class TemplateStep:
    """`day` counts from the first; `at` the hour; `after` the number of the step it is sent again for."""

    kind: StepKind
    day: int
    at: dt.time
    after: int | None = None


@dataclass(frozen=True, slots=True)
class CampaignTemplate:
    code: str
    title: str
    purpose: str
    why: str  # why these channels and hours
    audiences: tuple[str, ...]  # codes of programme.Audience
    media: tuple[Medium, ...]
    topic: str  # a code of library topics to look for material in; "" = any
    steps: tuple[TemplateStep, ...]
    hours_from: dt.time | None = None
    hours_until: dt.time | None = None


@functools.cache
def templates() -> tuple[CampaignTemplate, ...]:
    """In the order of the file. Raises ValueError for a word nobody knows."""
    data = tomllib.loads(files("khien.channels.rules").joinpath("templates.toml").read_text("utf-8"))
    return tuple(_template(code, part) for code, part in data.items())


def template(code: str) -> CampaignTemplate | None:
    return next((one for one in templates() if one.code == code), None)


def _template(code: str, part: dict[str, object]) -> CampaignTemplate:
    steps = part["steps"]
    assert isinstance(steps, list)
    hours = part.get("hours", [None, None])
    assert isinstance(hours, list)
    return CampaignTemplate(
        code=code,
        title=str(part["title"]),
        purpose=str(part["purpose"]),
        why=str(part["why"]),
        audiences=_words(part["audiences"]),
        media=tuple(Medium(word) for word in _words(part["media"])),
        topic=str(part.get("topic", "")),
        steps=tuple(_step(one) for one in steps),
        hours_from=hours[0],
        hours_until=hours[1],
    )


def _words(value: object) -> tuple[str, ...]:
    assert isinstance(value, list)
    return tuple(str(word) for word in value)


def _step(one: dict[str, object]) -> TemplateStep:
    at, day, after = one["at"], one["day"], one.get("after")
    assert isinstance(at, dt.time)
    assert isinstance(day, int)
    assert after is None or isinstance(after, int)
    return TemplateStep(StepKind(str(one["kind"])), day, at, after)
