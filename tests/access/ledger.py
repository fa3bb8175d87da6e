"""Who opens which page of the ledger. Its objects: an activity of the commune An Hòa with a photo; the draft, the table
and the album are the commune officer's own. "other_unit" is the neighbouring ward's officer: she sees none of it."""

from __future__ import annotations

_ALL = {
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
# The commune's own people, the office and those who read everywhere. A department is not above a commune.
_SEE = _ALL | dict.fromkeys(("leader", "focal_officer", "other_unit", "editor", "approver"), 404)
_RECORD = _ALL | dict.fromkeys(("approver", "auditor", "administrator"), 403)
_CHANGE = _SEE | dict.fromkeys(("approver", "auditor", "administrator"), 403)
_OWN = _ALL | dict.fromkeys(("standing_office", "leader", "focal_officer", "other_unit", "editor"), 404) | dict.fromkeys(("approver", "auditor", "administrator"), 403)  # fmt: skip
_MINE = dict.fromkeys(_ALL, 404) | {"anonymous": 302, "commune_officer": 200}
_POST_ONLY = _RECORD | {who: 405 for who, seen in _RECORD.items() if seen == 200}
ROWS: dict[str, dict[str, int]] = {
    "ledger:activities": _ALL,
    "ledger:activity": _SEE,
    "ledger:record": _RECORD,
    "ledger:correct": _CHANGE,
    "ledger:withdraw": _CHANGE,
    "ledger:save_draft": _POST_ONLY,
    "ledger:drop_draft": _POST_ONLY,
    "ledger:draft_photo": _OWN,
    "ledger:gallery": _ALL,
    "ledger:piece": _SEE,
    "ledger:piece_file": _SEE,
    "ledger:piece_preview": _SEE,
    "ledger:hide": _CHANGE,
    "ledger:add_evidence": _CHANGE,
    "ledger:import": _RECORD,
    "ledger:import_template": _RECORD,
    "ledger:import_review": _OWN,
    "ledger:twins": dict.fromkeys(_ALL, 403) | {"anonymous": 302, "standing_office": 200},
    "ledger:ask_album": dict.fromkeys(_ALL, 405) | {"anonymous": 302},
    "ledger:album": _MINE,
    "ledger:album_file": _MINE,
}
