"""Who opens which page of the consolidated report of the province's programme. A version is a draft."""

from __future__ import annotations

_READ = {
    "anonymous": 302,
    "standing_office": 200,
    "leader": 404,  # of a department; those of the province read and check
    "focal_officer": 404,
    "commune_officer": 404,
    "other_unit": 404,
    "editor": 404,
    "approver": 404,
    "auditor": 200,
    "administrator": 404,
}
_ACT = _READ | {"auditor": 403}
_SHAPE = dict.fromkeys(_READ, 403) | {
    "anonymous": 302,
    "standing_office": 200,
}  # everybody reads the programme
_POST_ONLY = _READ | dict.fromkeys([who for who in _READ if who != "anonymous"], 405)
ROWS: dict[str, dict[str, int]] = {
    "reports:consolidation": _READ,
    "reports:consolidation_make": _POST_ONLY,
    "reports:draft": _READ,
    "reports:draft_progress": _READ | {"standing_office": 303, "auditor": 303},  # made: on to the draft
    "reports:draft_write": _POST_ONLY,
    "reports:draft_figure": _READ,
    "reports:draft_file": _READ,
    "reports:draft_check": _POST_ONLY,
    "reports:draft_open_again": _POST_ONLY,
    "reports:draft_sign": _ACT,
    "reports:draft_scan": _READ | {"standing_office": 404, "auditor": 404},  # nothing signed yet
    "reports:draft_archive": _POST_ONLY,
    "reports:template": _SHAPE,
    "reports:template_sample": _SHAPE,
    "reports:template_word": _SHAPE | {"standing_office": 404},  # none yet
}
# What a POST answers: only who may act gets through.
ACTS: dict[str, dict[str, int]] = {
    name: _ACT | {"standing_office": 302}
    for name in (
        "reports:consolidation_make",
        "reports:draft_write",
        "reports:draft_check",
        "reports:draft_open_again",
        "reports:draft_archive",
    )
}
