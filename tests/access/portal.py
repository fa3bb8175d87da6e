"""Who sets up the public site: the standing office alone."""

from __future__ import annotations


def _row(office: int) -> dict[str, int]:
    return {
        "anonymous": 302,
        "standing_office": office,
        "leader": 403,
        "focal_officer": 403,
        "commune_officer": 403,
        "other_unit": 403,
        "editor": 403,
        "approver": 403,
        "auditor": 403,
        "administrator": 403,
    }


ROWS: dict[str, dict[str, int]] = {
    "portal_staff:site": _row(200),
    "portal_staff:button": _row(200),
    "portal_staff:edit_page": _row(302),  # by POST
}
