"""Who opens which page of plans. The plan: one under review that belongs to the department, where the leader and
the focal officer work. Routes that change something are asked by POST."""

from __future__ import annotations


def _row(
    standing_office: int, unit: int, auditor: int, *, foreign: int = 404, others: int = 403
) -> dict[str, int]:
    return {
        "anonymous": 302,
        "standing_office": standing_office,
        "leader": unit,
        "focal_officer": unit,
        "commune_officer": foreign,
        "other_unit": foreign,
        "editor": others,
        "approver": others,
        "trainer": others,
        "helpline": others,
        "auditor": auditor,
        "administrator": others,
    }


_OPEN = _row(200, 200, 200, others=404)  # the province's adopted plans are read here by everyone
_READ = _row(200, 200, 200)
_FORM = _row(200, 200, 403)
_ACT = _row(302, 302, 403)

ROWS: dict[str, dict[str, int]] = {
    "plans:list": _row(200, 200, 200, foreign=200, others=200),  # for who has none: the province's
    "plans:upload": _row(200, 200, 403, foreign=200),  # for her own unit only
    "plans:plan": _OPEN,
    "plans:reading": _row(303, 303, 303, others=404),  # read already: on to the review
    "plans:original": _OPEN,
    "plans:history": _READ,
    "plans:review": _OPEN,
    "plans:diff": _OPEN,
    "plans:row": _row(302, 302, 302, others=404),  # without htmx: back to the review
    "plans:row_edit": _FORM,
    "plans:row_split": _FORM,
    "plans:row_add": _FORM,
    "plans:agency": _FORM,
    "plans:cascades": _row(302, 302, 302, foreign=302),  # on to the matrix of the plan adopted last
    "plans:cascade": _row(200, 200, 200, foreign=200),  # of the province's plan; a unit finds itself in it
    "plans:alignment": _READ,
    "plans:verdict": _FORM,
    "plans:carry_out": _ACT,
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
