"""Who may open web's staff pages: the first page whoever is signed in, background work its administrator only."""

from __future__ import annotations

_ADMINISTRATOR = {
    "anonymous": 302,
    "standing_office": 403,
    "leader": 403,
    "focal_officer": 403,
    "other_unit": 403,
    "editor": 403,
    "auditor": 403,
    "administrator": 200,
}
_ASKED = _ADMINISTRATOR | {"administrator": 302}

ROWS: dict[str, dict[str, int]] = {
    "workspace:start": {
        "anonymous": 302,
        "standing_office": 200,
        "leader": 200,
        "focal_officer": 200,
        "other_unit": 200,
        "editor": 200,
        "auditor": 200,
        "administrator": 200,
    },
    "workspace:background": _ADMINISTRATOR,
    "workspace:background_again": _ASKED,
    "workspace:background_alike": _ASKED,
    "workspace:background_aside": _ASKED,
}
