"""Who opens which page of the programme. Its objects: the province's programme, which every officer reads."""

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
_TO_PLAN = _READ | dict.fromkeys(_READ, 302)
ROWS: dict[str, dict[str, int]] = {
    "programme:programmes": _READ,
    "programme:programme": _READ,
    "programme:programme_of_plan": _TO_PLAN,
    "programme:tasks": _READ,
    "programme:targets": _READ,
    "programme:task": _READ,
    "programme:adopt": _TO_PLAN,  # adopted already, and an issued document: on to the programme
}
