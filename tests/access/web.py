"""Who may open web's staff pages: whoever is signed in, whatever her role."""

from __future__ import annotations

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
}
