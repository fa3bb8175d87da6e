"""Who opens which page of those we write to. The objects belong to the department: a group, a list that was looked at,
one person. Acts are sent by POST. Whoever manages may record for a caller from anywhere that she must not be contacted.
"""

from __future__ import annotations


def _row(*, office: int, focal: int, other: int, auditor: int = 403, counters: int = 403) -> dict[str, int]:
    """`focal`: of the department; `other`: of two communes; `counters`: leader, editor, approver."""
    return {
        "anonymous": 302,
        "standing_office": office,
        "leader": counters,
        "focal_officer": focal,
        "commune_officer": other,
        "other_unit": other,
        "editor": counters,
        "approver": counters,
        "auditor": auditor,
        "administrator": 403,
    }


_COUNTS = _row(office=200, focal=200, other=200, auditor=200, counters=200)
_READ = _row(office=200, focal=200, other=200, auditor=200)
_READ_ONE = _row(office=200, focal=200, other=404, auditor=200)
_MAKE = _row(office=200, focal=200, other=200)
_ACT = _row(office=302, focal=302, other=404)

ROWS: dict[str, dict[str, int]] = {
    "audiences_staff:overview": _COUNTS,
    "audiences_staff:places": _COUNTS,
    "audiences_staff:segments": _READ,
    "audiences_staff:segment_new": _MAKE,
    "audiences_staff:segment_count": _MAKE,
    "audiences_staff:segment": _READ_ONE,
    "audiences_staff:segment_drop": _ACT,
    "audiences_staff:segment_undrop": _ACT,
    "audiences_staff:imports": _READ,
    "audiences_staff:import_new": _MAKE,
    "audiences_staff:import": _READ_ONE,
    "audiences_staff:import_columns": _row(office=200, focal=200, other=404),
    "audiences_staff:import_take": _row(office=422, focal=422, other=404),  # without a proof
    "audiences_staff:import_drop": _ACT,
    "audiences_staff:import_problems": _READ_ONE,
    "audiences_staff:look_up": _READ,
    "audiences_staff:record": _MAKE,
    "audiences_staff:person": _READ,  # to others it says that nothing is kept, as of a number nobody knows
    "audiences_staff:never": _row(office=302, focal=302, other=302),
    "audiences_staff:erase": _ACT,
}
BY_POST = frozenset(
    f"audiences_staff:{name}"
    for name in (
        "segment_count",
        "segment_drop",
        "segment_undrop",
        "import_take",
        "import_drop",
        "never",
        "erase",
    )
)
