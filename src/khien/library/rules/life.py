"""The life of a material, as questions with one answer. Refuses to know who somebody is: that is `access`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from khien.base.text import fold
from khien.library.rules.kinds import State

LONGEST_SLUG = 80
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Standing:
    """The facts a state is read from."""

    live: bool
    expired: bool
    withdrawn: bool
    scheduled: bool
    in_workflow: bool
    at_approval: bool
    returned: bool


def state_of(standing: Standing) -> State:
    """What lists call it. A published text with a newer draft on its way stays PUBLISHED: the public reads it."""
    if standing.live:
        return State.PUBLISHED
    if standing.scheduled:
        return State.SCHEDULED
    if standing.in_workflow:
        return State.IN_APPROVAL if standing.at_approval else State.IN_REVIEW
    if standing.returned:
        return State.RETURNED
    if standing.withdrawn:
        return State.WITHDRAWN
    return State.EXPIRED if standing.expired else State.DRAFT


def slug_of(title: str) -> str:
    """The address of a title: "Có người xưng công an" → "co-nguoi-xung-cong-an"; never empty."""
    slug = _NOT_WORD.sub("-", fold(title)).strip("-")
    if len(slug) > LONGEST_SLUG:
        slug = slug[:LONGEST_SLUG].rsplit("-", 1)[0]
    return slug or "tai-lieu"
