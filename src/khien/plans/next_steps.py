"""What can be done with a plan once it is reviewed, named by the apps above. Knows none of them."""

from __future__ import annotations

from dataclasses import dataclass

from khien.base.access import Actor


@dataclass(frozen=True, slots=True)
class NextStep:
    """A button on the plan's page and the review. `url_name` takes the plan's uuid as `plan_uuid`.

    `statuses`: in which states of the plan it is offered. `roles` empty = everyone who may work on the plan.
    """

    code: str
    label: object  # lazy translation, the act: "Thông qua…"
    url_name: str
    statuses: frozenset[str]
    order: int = 100
    primary: bool = False
    roles: frozenset[str] = frozenset()


_steps: dict[str, NextStep] = {}


def register_next_step(step: NextStep) -> None:
    if step.code in _steps:
        raise ValueError(f"next step {step.code!r} registered twice")
    _steps[step.code] = step


def steps_for(actor: Actor, status: str) -> list[NextStep]:
    """The steps this actor may take with a plan in this state, in order."""
    seen = [s for s in _steps.values() if status in s.statuses and (not s.roles or actor.has(*s.roles))]
    return sorted(seen, key=lambda step: (step.order, step.code))
