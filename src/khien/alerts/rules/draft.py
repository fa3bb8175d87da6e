"""Everything a person decides about an alert, as one value: what forms give and services keep."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from khien.alerts.rules.issued import AlertText
from khien.alerts.rules.vocabulary import (
    Category,
    Certainty,
    Event,
    Response,
    Scope,
    Severity,
    Urgency,
)

EMPTY = AlertText("", "", "", "", "")


@dataclass(frozen=True, slots=True)
class Draft:
    """`texts` by language; one without a headline and without a long text does not exist."""

    texts: Mapping[str, AlertText] = field(default_factory=dict)
    drill: bool = False
    event: str = Event.SCAM
    category: str = Category.SECURITY
    severity: str = Severity.SEVERE
    certainty: str = Certainty.OBSERVED
    urgency: str = Urgency.IMMEDIATE
    response: str = Response.AVOID
    scope: str = Scope.PUBLIC
    restriction: str = ""
    audiences: tuple[str, ...] = ()
    unit_ids: tuple[int, ...] = ()
    area_words: str = ""
    contact: str = ""
    note: str = ""
    pattern_slug: str = ""
    onset: dt.datetime | None = None
    expires_at: dt.datetime | None = None
