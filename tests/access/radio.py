"""Who opens which page of commune radio. Its objects: the station of the commune An Hòa, a bulletin of the province
aired there. Acts are asked by POST. Other communes' officers see neither."""

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
_ACTORS = _ALL | dict.fromkeys(("leader", "approver", "auditor", "administrator"), 403)
# The department stands beside the commune, not above it.
_STRANGERS = ("leader", "focal_officer", "other_unit", "editor", "approver")
_AT_STATION = _ALL | dict.fromkeys(_STRANGERS, 404)
_STATION_ACT = _AT_STATION | dict.fromkeys(("leader", "approver", "auditor", "administrator"), 403)
_SENT = {who: 302 if status == 200 else status for who, status in _STATION_ACT.items()}

ROWS: dict[str, dict[str, int]] = {
    "radio:stations": _ALL | {"commune_officer": 302},  # straight to her own station
    "radio:board": _ALL,
    "radio:missing": _ALL,
    "radio:station_new": _ACTORS,
    "radio:station": _AT_STATION,
    "radio:station_change": _STATION_ACT,
    "radio:take_along": _AT_STATION,
    "radio:played": _SENT,
    "radio:not_played": _SENT,
    "radio:new": _ACTORS,
    "radio:bulletin": _AT_STATION,
    "radio:sound": _AT_STATION,
    "radio:recall": _SENT | {"commune_officer": 403},  # the province's bulletin is not hers to call back
    "radio:try_again": _SENT | {"commune_officer": 403},
}
BY_POST = frozenset({"radio:played", "radio:not_played", "radio:recall", "radio:try_again"})
