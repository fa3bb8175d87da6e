"""Who opens the steering page of the province's programme, and who switches its public page. The leader here leads a
department: she steers no programme of the province."""

from __future__ import annotations


def _row(office: int, leader: int, auditor: int) -> dict[str, int]:
    return {
        "anonymous": 302,
        "standing_office": office,
        "leader": leader,
        "focal_officer": 403,
        "commune_officer": 403,
        "other_unit": 403,
        "editor": 403,
        "approver": 403,
        "auditor": auditor,
        "administrator": 403,
    }


ROWS: dict[str, dict[str, int]] = {
    "insight:steering": _row(200, 200, 200),  # for the leader: that there is none
    "insight:programme": _row(200, 404, 200),
    "insight:count_again": _row(302, 404, 302),  # by POST
    "insight:scorecard": _row(200, 403, 403),
}
