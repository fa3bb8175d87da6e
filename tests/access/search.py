"""Who opens the pages of search's words. Its object: a set of synonyms. Removing and restoring are asked by POST."""

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
_READ = _NOBODY | dict.fromkeys(("standing_office", "editor", "approver", "auditor", "administrator"), 200)
_WRITE = _NOBODY | dict.fromkeys(("standing_office", "editor"), 200)
_ACT = _NOBODY | dict.fromkeys(("standing_office", "editor"), 302)

ROWS: dict[str, dict[str, int]] = {
    "search:synonyms": _READ,
    "search:empty": _READ,
    "search:try": _READ,
    "search:add": _WRITE,
    "search:change": _WRITE,
    "search:remove": _ACT,
    "search:restore": _ACT,
}
BY_POST = frozenset({"search:remove", "search:restore"})
