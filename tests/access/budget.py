"""Who opens which page of money. Its objects: the province's programme, an estimate of the commune (submitted), a
decision that gave money to the commune, a table that the standing office is looking through. Routes that change
something are asked by POST."""

from __future__ import annotations

_ALL = {
    "anonymous": 302,
    "standing_office": 200,
    "leader": 200,
    "focal_officer": 200,
    "commune_officer": 200,
    "other_unit": 200,
    "editor": 200,
    "approver": 200,
    "auditor": 200,
    "administrator": 200,
}
# The commune's own things: its people, who stands above it, and who reads everywhere.
_COMMUNES = _ALL | dict.fromkeys(("leader", "focal_officer", "other_unit", "editor", "approver"), 404)
_READERS_ONLY = {"editor": 403, "approver": 403, "auditor": 403, "administrator": 403}
_ASK = _ALL | _READERS_ONLY
_OWN_ACT = _COMMUNES | _READERS_ONLY | {"standing_office": 302, "commune_officer": 302}
_DECIDE = (
    _ALL | _READERS_ONLY | dict.fromkeys(("leader", "focal_officer", "commune_officer", "other_unit"), 403)
)
_DECIDE_OF_COMMUNE = _COMMUNES | _READERS_ONLY | {"commune_officer": 403}

ROWS: dict[str, dict[str, int]] = {
    "budget:budgets": _ALL,
    "budget:words": _ALL,
    "budget:programme": _ALL,
    "budget:units": _ALL,
    "budget:unit": _COMMUNES,
    "budget:spending": _ALL,
    "budget:sources": _ALL,
    "budget:sheet": _ALL,
    "budget:estimates": _ALL,
    "budget:estimate": _COMMUNES,
    "budget:write": _ASK,
    "budget:change": _COMMUNES
    | _READERS_ONLY
    | {"standing_office": 409, "commune_officer": 409},  # submitted
    "budget:submit": _OWN_ACT,
    "budget:withdraw": _OWN_ACT,
    "budget:answer": _DECIDE_OF_COMMUNE | {"standing_office": 302},
    "budget:decisions": _ALL,
    "budget:decision": _COMMUNES,
    "budget:document": dict.fromkeys(_ALL, 404) | {"anonymous": 302},  # this decision has no file
    "budget:allocate": _DECIDE,
    "budget:look_through": _DECIDE
    | dict.fromkeys(("leader", "focal_officer", "commune_officer", "other_unit"), 404),
    "budget:correct": _DECIDE_OF_COMMUNE,
    "budget:template": _DECIDE,
    "budget:explain": _DECIDE | {"standing_office": 302},
}
BY_POST = frozenset({"budget:submit", "budget:withdraw", "budget:answer", "budget:explain"})
