"""Who opens which view over the work. Everybody signed in opens them; what they show is each unit's own."""

from __future__ import annotations

_READ = {
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
_POST_ONLY = {
    who: 302 if who == "anonymous" else 405 for who in _READ
}  # what POST does is tested beside its page
_ACTING = _READ | {"editor": 403, "approver": 403, "auditor": 403, "administrator": 403}
_CHANGING_POST = _ACTING | dict.fromkeys(
    ("standing_office", "leader", "focal_officer", "commune_officer", "other_unit"), 405
)
_NOBODYS = {
    who: 404 if code == 405 else code for who, code in _CHANGING_POST.items()
}  # a batch is its maker's own
ROWS: dict[str, dict[str, int]] = {
    "work:table": _READ,
    "work:board": _READ,
    "work:timeline": _READ,
    "work:calendar": _READ,
    "work:feeds": _ACTING,
    "work:filters": _READ,
    "work:save_filter": _POST_ONLY,
    "work:bulk": _CHANGING_POST,
    "work:batch": _NOBODYS,
    "work:table_upload": _ACTING,
    "work:table_out": _ACTING,
    "work:table_in": _NOBODYS,
    "work:filter": _POST_ONLY,
}
