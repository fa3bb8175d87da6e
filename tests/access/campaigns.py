"""Who opens which page of campaigns. The objects: a draft of the department made by its editor, one that was sent in,
one that is approved, one that runs, one that is paused. Acts are sent."""

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
    "administrator": 403,
}
_STRANGERS = dict.fromkeys(("commune_officer", "other_unit"), 404)
_ONE = _ALL | _STRANGERS  # a campaign of the department
_NOT_WRITERS = dict.fromkeys(("leader", "approver", "auditor"), 403)
_SENT = dict.fromkeys(_ALL, 302) | _STRANGERS | {"auditor": 403, "administrator": 403}
_BY_WRITERS = _SENT | _NOT_WRITERS
_BY_APPROVERS = _SENT | dict.fromkeys(("focal_officer", "editor", "commune_officer", "other_unit"), 403)

ROWS: dict[str, dict[str, int]] = {
    "campaigns:list": _ALL,
    "campaigns:month": _ALL,
    "campaigns:new": _ALL | _NOT_WRITERS,
    "campaigns:campaign": _ONE,
    "campaigns:copy": _BY_WRITERS,
    "campaigns:drop": _BY_WRITERS,
    "campaigns:what_for": _ONE,
    "campaigns:to_whom": _ONE,
    "campaigns:count": _ONE,
    "campaigns:texts": _ONE,
    "campaigns:when": _ONE,
    "campaigns:look": _ONE,
    "campaigns:cost": _ONE,
    "campaigns:text": _ONE | _NOT_WRITERS,
    "campaigns:text_back": _BY_WRITERS,
    "campaigns:text_split": _BY_WRITERS,
    "campaigns:text_test": _BY_WRITERS,
    "campaigns:uncertain": _SENT,
    "campaigns:send_in": _BY_WRITERS,
    "campaigns:take_back": _BY_WRITERS,
    "campaigns:approve": _BY_APPROVERS,
    "campaigns:give_back": _BY_APPROVERS,
    "campaigns:start": _SENT,
    "campaigns:pause": _SENT,
    "campaigns:resume": _SENT,
    "campaigns:stop": _SENT,
    "campaigns:progress": _ONE,
    "campaigns:results": _ONE,
}
BY_POST = frozenset(
    f"campaigns:{name}"
    for name in (
        "copy",
        "drop",
        "text_back",
        "text_split",
        "text_test",
        "uncertain",
        "send_in",
        "take_back",
        "approve",
        "give_back",
        "start",
        "pause",
        "resume",
        "stop",
    )
)
