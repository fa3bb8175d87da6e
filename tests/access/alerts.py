"""Who opens which page of warnings. Its objects: a draft of the department, one that waits for approval, one that was
sent; all by its editor. Acts are asked by POST."""

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
_STRANGERS = ("commune_officer", "other_unit")
_DRAFTERS = ("standing_office", "focal_officer", "editor")
_NOBODY = dict.fromkeys(_ALL, 403) | {"anonymous": 302}
_WRITERS = _NOBODY | dict.fromkeys((*_DRAFTERS, *_STRANGERS), 200)
_HER_DRAFT = _NOBODY | dict.fromkeys(_DRAFTERS, 200) | dict.fromkeys(_STRANGERS, 404)
_HER_ACT = _NOBODY | dict.fromkeys(_DRAFTERS, 302) | dict.fromkeys(_STRANGERS, 404)
_DECIDES = _NOBODY | {"standing_office": 302, "leader": 302, "approver": 302}

ROWS: dict[str, dict[str, int]] = {
    "alerts_staff:list": _ALL,
    "alerts_staff:tab": _ALL,
    "alerts_staff:begin": _WRITERS,
    "alerts_staff:alert": _ALL | dict.fromkeys(_STRANGERS, 404),
    "alerts_staff:write": _HER_DRAFT,
    "alerts_staff:autosave": _HER_DRAFT,
    "alerts_staff:preview": _HER_DRAFT,
    "alerts_staff:submit": _HER_ACT,
    "alerts_staff:take_back": _HER_ACT,
    "alerts_staff:drop": _HER_ACT,
    "alerts_staff:send_back": _DECIDES,
    "alerts_staff:approve": _DECIDES,
    "alerts_staff:follow": _HER_ACT | dict.fromkeys(_STRANGERS, 403),  # they see what was sent
    "alerts_staff:cap_xml": _ALL,
    "alerts_staff:poster": dict.fromkeys(_ALL, 404) | {"anonymous": 302},  # not drawn yet
}
BY_POST = frozenset(
    f"alerts_staff:{name}"
    for name in ("autosave", "submit", "take_back", "drop", "send_back", "approve", "follow")
)
