"""Who opens the desks of events, public documents and units' own sites. The objects: an event and the site of the commune
An Hòa; a document that is not there. Acts are asked by GET here: who may do them is told to send (405)."""

from __future__ import annotations


def _row(office: int, own: int, *, other: int, department: int, reads: int = 403) -> dict[str, int]:
    """`own`: the commune's officer; `other`: another commune's; `department`: who writes or approves in the department."""
    return {
        "anonymous": 302,
        "standing_office": office,
        "leader": department,
        "focal_officer": department,
        "commune_officer": own,
        "other_unit": other,
        "editor": department,
        "approver": department,
        "trainer": reads,
        "helpline": reads,
        "auditor": reads,
        "administrator": reads,
    }


_OFFICE = _row(200, 403, other=403, department=403)
_LIST = _row(200, 200, other=200, department=200)
_OWN = _row(200, 200, other=404, department=404)
_WRITE = _LIST | {"leader": 403, "approver": 403}
_SENT = _row(405, 405, other=405, department=405)

ROWS: dict[str, dict[str, int]] = {
    "site_staff:events": _LIST,
    "site_staff:event_add": _WRITE,
    "site_staff:event": _OWN,
    "site_staff:event_show": _SENT
    | dict.fromkeys(("commune_officer", "other_unit", "focal_officer", "editor"), 403),
    "site_staff:event_cancel": _SENT,
    "site_staff:sites": _LIST,
    "site_staff:site": _OWN,
    "site_staff:preview": _OWN,
    "site_staff:switch": _row(405, 403, other=403, department=403),
    "site_staff:documents": _OFFICE,
    "site_staff:document_add": _OFFICE,
    "site_staff:document": _OFFICE | {"standing_office": 404},
    "site_staff:document_withdraw": _row(405, 403, other=403, department=403),
}
