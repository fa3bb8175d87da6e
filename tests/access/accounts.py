"""Who may open the pages of accounts and of the audit. Own and others' things by address in `PATHS`."""

from __future__ import annotations

_NOBODY_ELSE = {
    "anonymous": 302,
    "focal_officer": 403,
    "editor": 403,
    "approver": 403,
    "trainer": 403,
    "helpline": 403,
    "other_unit": 403,
}
_INVITES = _NOBODY_ELSE | {"auditor": 403, "standing_office": 200, "administrator": 200, "leader": 200}
_POSTS = _NOBODY_ELSE | {"auditor": 403, "standing_office": 302, "administrator": 302, "leader": 302}
_OFFICE = _NOBODY_ELSE | {"auditor": 403, "leader": 403, "standing_office": 302, "administrator": 302}
_READS = _NOBODY_ELSE | {"leader": 403, "auditor": 200, "standing_office": 200, "administrator": 200}
_OWN = {"anonymous": 302, "focal_officer": 200, "other_unit": 200, "leader": 200, "administrator": 200}
_OWN_POSTS = {"anonymous": 302, "focal_officer": 302, "other_unit": 302, "administrator": 302}

ROWS: dict[str, dict[str, int]] = {
    "accounts:list": _INVITES,
    "accounts:choose_unit": _INVITES | {"leader": 302},  # one unit only: straight to its form
    "accounts:invite": _INVITES,
    "accounts:invite_person": _INVITES,
    "accounts:account": _INVITES,
    "accounts:new_code": _INVITES,  # answers with the slip
    "accounts:revoke_code": _POSTS,
    "accounts:close": _POSTS,
    "accounts:reopen": _POSTS,
    "accounts:reset_second_factor": _OFFICE,
    "accounts:mine": _OWN,
    "accounts:end_session": _OWN_POSTS,
    "accounts:end_all_sessions": _OWN_POSTS,
    "accounts:audit": _READS,
    "accounts:audit_entry": _READS,
    "accounts:verify_audit": {**_READS, "auditor": 302, "standing_office": 302, "administrator": 302},
}
