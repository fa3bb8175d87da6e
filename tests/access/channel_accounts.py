"""Who opens which page of the accounts at services. Its object: a trial mail account of the department, tested well.
Routes that change something are asked by POST."""

from __future__ import annotations

_NOBODY = {
    "anonymous": 302,
    "standing_office": 403,
    "leader": 403,
    "focal_officer": 403,
    "commune_officer": 403,
    "other_unit": 403,
    "editor": 403,
    "approver": 403,
    "auditor": 403,
    "administrator": 403,
}
_READ = _NOBODY | {"standing_office": 200, "auditor": 200, "administrator": 200}
_EDIT = _NOBODY | {"standing_office": 200, "administrator": 200}
_ACT = _NOBODY | {"standing_office": 302, "administrator": 302}

ROWS: dict[str, dict[str, int]] = {
    "channel_accounts:list": _READ,
    "channel_accounts:account": _READ,
    "channel_accounts:book": _READ,
    "channel_accounts:choose": _EDIT,
    "channel_accounts:new": _EDIT,
    "channel_accounts:change": _EDIT,
    "channel_accounts:test": _ACT,
    "channel_accounts:trial": _ACT,
    "channel_accounts:switch": _ACT,
    "channel_accounts:move": _ACT,
}
BY_POST = frozenset(f"channel_accounts:{act}" for act in ("test", "trial", "switch", "move"))
