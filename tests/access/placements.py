"""Who opens which page of print points. Its objects: the market of the commune An Hòa and a poster that hangs there."""

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
_READ_ONLY = ("leader", "approver", "auditor", "administrator")
_ACTORS = _ALL | dict.fromkeys(_READ_ONLY, 403)
_THERE = _ALL | dict.fromkeys(("leader", "focal_officer", "other_unit", "editor", "approver"), 404)
_ACT = _THERE | dict.fromkeys(_READ_ONLY, 403)
_SENT = {who: 302 if status == 200 else status for who, status in _ACT.items()}

ROWS: dict[str, dict[str, int]] = {
    "placements:due": _ALL,
    "placements:places": _ALL,
    "placements:place_new": _ACTORS,
    "placements:bring_in": _ACTORS,
    "placements:place": _THERE,
    "placements:place_change": _ACT,
    "placements:hang_new": _ACTORS,
    "placements:hanging": _THERE,
    "placements:hung": _SENT,
    "placements:down": _SENT,
    "placements:poster": _THERE,
    "placements:photo": _THERE,
}
BY_POST = frozenset({"placements:hung", "placements:down"})
