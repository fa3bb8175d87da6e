"""Who opens which page of rounds and units' reports. Its objects: a round of the province's programme in which the
department and both communes are expected, and the report of xã An Hòa (commune_officer), handed in."""

from __future__ import annotations


def _row(**changes: int) -> dict[str, int]:
    everybody = {
        "anonymous": 302,
        "standing_office": 200,
        "leader": 200,
        "focal_officer": 200,
        "commune_officer": 200,
        "other_unit": 200,
        "editor": 403,
        "approver": 403,
        "auditor": 200,
        "administrator": 403,
    }
    return everybody | changes


def _foreign(status: int) -> dict[str, int]:
    return dict.fromkeys(("leader", "focal_officer", "other_unit"), status)


_OFFICE = _row(**_foreign(403), commune_officer=403, auditor=403)  # they see the round, they do not run it
_POSTED = _row(  # by the standing office or a unit: only sent, never opened
    standing_office=405, leader=405, focal_officer=405, commune_officer=405, other_unit=405, auditor=403
)
_OWN_POSTED = _POSTED | {"standing_office": 403}
_REPORT = _row(**_foreign(404))
ROWS: dict[str, dict[str, int]] = {
    "reports:rounds": _row(),
    "reports:round": _row(),
    "reports:special": _row(auditor=403),
    "reports:change": _OFFICE,
    "reports:add_units": _OFFICE,
    "reports:accept_several": _POSTED,
    "reports:draft_letter": _POSTED,
    "reports:remind": _POSTED,
    "reports:turn": _POSTED,
    "reports:unit": _row(**_foreign(404), commune_officer=302),  # her own: on to her report
    "reports:excuse": _POSTED,
    "reports:give_time": _POSTED,
    # Handed in: her own report is read, no longer written. The standing office never writes for a unit here.
    "reports:write": _row(**_foreign(404), standing_office=403, commune_officer=302, auditor=403),
    "reports:hand_in": _row(**_foreign(404), standing_office=403, commune_officer=302, auditor=403),
    "reports:autosave": _OWN_POSTED,
    "reports:attach_scan": _OWN_POSTED,
    "reports:take_back": _OWN_POSTED,
    "reports:submission": _REPORT,
    "reports:scan": _REPORT,
    "reports:download": _REPORT,
    "reports:decide": _POSTED,
    "reports:blank": _REPORT,
    "reports:table_upload": _POSTED,
    "reports:table": _row(**_foreign(404), commune_officer=404, auditor=403),
    "reports:letter": _row(**_foreign(404), commune_officer=404),
}
