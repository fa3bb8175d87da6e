"""Who opens which page of the press part. Its objects: the department's own outlet, a kit of the department. Only the
standing office adds outlets and makes kits."""

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
_OFFICE = dict.fromkeys(_ALL, 403) | {"anonymous": 302, "standing_office": 200}
_HERS = _ALL | dict.fromkeys(("commune_officer", "other_unit"), 404)

ROWS: dict[str, dict[str, int]] = {
    "press:outlets": _ALL,
    "press:outlet": _HERS,
    "press:outlet_new": _OFFICE,
    "press:outlet_change": _OFFICE,
    "press:kit_new": _OFFICE,
    "press:kit": _HERS,
}
