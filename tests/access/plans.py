"""Who opens which page of plans. The plan: one under review that belongs to the department, where the leader and
the focal officer work. Routes that change something are asked by POST."""

from __future__ import annotations


def _row(standing_office: int, unit: int, auditor: int, *, foreign: int = 404) -> dict[str, int]:
    return {
        "anonymous": 302,
        "standing_office": standing_office,
        "leader": unit,
        "focal_officer": unit,
        "commune_officer": foreign,
        "other_unit": foreign,
        "editor": 403,
        "approver": 403,
        "trainer": 403,
        "helpline": 403,
        "auditor": auditor,
        "administrator": 403,
    }


_READ = _row(200, 200, 200)
_FORM = _row(200, 200, 403)
_ACT = _row(302, 302, 403)

ROWS: dict[str, dict[str, int]] = {
    "plans:list": _row(200, 200, 200, foreign=200),  # an empty list for who has none
    "plans:upload": _row(200, 200, 403, foreign=200),  # for her own unit only
    "plans:plan": _READ,
    "plans:reading": _row(303, 303, 303),  # read already: on to the review
    "plans:original": _READ,
    "plans:history": _READ,
    "plans:review": _READ,
    "plans:diff": _READ,
    "plans:row": _row(302, 302, 302),  # without htmx: back to the review
    "plans:row_edit": _FORM,
    "plans:row_split": _FORM,
    "plans:row_add": _FORM,
    "plans:agency": _FORM,
    "plans:settings": _FORM,
    "plans:withdraw": _FORM,
    "plans:act": _ACT,
    "plans:accept_sure": _ACT,
    "plans:drop_twins": _ACT,
    "plans:undo": _ACT,
    "plans:redo": _ACT,
    "plans:finding": _ACT,
    "plans:propose": _ACT,
    "plans:read_again": _ACT,
}
BY_POST = frozenset(route for route, row in ROWS.items() if row is _ACT)
