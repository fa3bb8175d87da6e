"""Who opens which page of a target of the province's programme. Everybody reads it; the standing office changes it."""

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
_OFFICE = dict.fromkeys(_READ, 403) | {"anonymous": 302, "standing_office": 200}
_POST_ONLY = dict.fromkeys(_READ, 403) | {  # asked with GET
    "anonymous": 302,
    "standing_office": 405,
    "leader": 405,
    "focal_officer": 405,
    "commune_officer": 405,
    "other_unit": 405,
}
ROWS: dict[str, dict[str, int]] = {
    "targets:targets": _READ,
    "targets:target": _READ,
    "targets:units": _READ,
    "targets:entries": _READ,
    "targets:reading_file": _READ,
    "targets:define": _OFFICE,
    "targets:enter": _OFFICE,
    "targets:correct": _OFFICE,
    "targets:recount": _POST_ONLY,
    "targets:withdraw": _POST_ONLY,
}
