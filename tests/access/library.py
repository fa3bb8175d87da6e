"""Who opens which page of the library. Its objects: a material of the department that is published (written by its
editor, approved by its approver), a draft of the department, a booklet, a binned draft. Acts are asked by POST."""

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
_NOT_WRITERS = dict.fromkeys(("leader", "approver", "auditor", "administrator"), 403)
_WRITERS = _ALL | _NOT_WRITERS
_STRANGERS = ("commune_officer", "other_unit")
_OFFICE = dict.fromkeys(_ALL, 403) | {"anonymous": 302, "standing_office": 200}


def _sent(**changes: int) -> dict[str, int]:
    """A form that is sent: refused for most, and what it answers for the others."""
    return dict.fromkeys(_ALL, 403) | {"anonymous": 302} | changes


def _draft(**changes: int) -> dict[str, int]:
    """An act on the department's draft, which strangers do not see at all."""
    return _sent(**dict.fromkeys(_STRANGERS, 404)) | changes


_WHO_WRITES = {"standing_office": 302, "focal_officer": 302, "editor": 302}
_ASKED = dict.fromkeys(_ALL, 302)

ROWS: dict[str, dict[str, int]] = {
    "library:shared": _ALL,
    "library:mine": _ALL,
    "library:waiting": _ALL,
    "library:updates": _ALL,
    "library:bin": _ALL,
    "library:restore": dict.fromkeys(_ALL, 404)
    | dict.fromkeys(("anonymous", "standing_office", "leader", "focal_officer", "editor", "approver"), 302),
    "library:begin": _WRITERS,
    "library:brand": _WRITERS,
    "library:brand_sample": _WRITERS | {"standing_office": 404},  # she names a unit first
    "library:logo": dict.fromkeys(_ALL, 404) | {"anonymous": 302},  # this unit has none
    "library:booklets": _ALL,
    "library:booklet_new": _WRITERS,
    "library:booklet": _ALL,
    "library:booklet_change": _WRITERS | dict.fromkeys(_STRANGERS, 403),
    "library:booklet_files": _ALL,
    "library:booklet_make": _ASKED,
    "library:booklet_show": _sent(standing_office=302, leader=302, approver=302),
    "library:booklet_drop": _sent(**_WHO_WRITES),
    "library:report_uses": _ALL,
    "library:report_care": _ALL,
    "library:topics": _OFFICE,
    "library:topic_new": _OFFICE,
    "library:topic": _OFFICE,
    "library:instruments": _OFFICE,
    "library:instrument_new": _OFFICE,
    "library:instrument": _OFFICE,
    "library:rendition_file": dict.fromkeys(_ALL, 404) | {"anonymous": 302},  # not made yet
    "library:rendition_look": dict.fromkeys(_ALL, 404) | {"anonymous": 302},
    "library:rendition_sound": dict.fromkeys(_ALL, 404) | {"anonymous": 302},
    "library:draft_card": _ALL | dict.fromkeys(_STRANGERS, 404),
    "library:draft_look": dict.fromkeys(_ALL, 404) | {"anonymous": 302},  # not drawn yet
    "library:own_file": _ALL,
    "library:drop_file": _sent(**_WHO_WRITES),
    "library:files": _sent(standing_office=200, focal_officer=200, editor=200),
    "library:material": _ALL,
    "library:submit": _draft(**_WHO_WRITES),
    "library:check": _draft(standing_office=302, leader=302, focal_officer=302, approver=302, editor=403),
    "library:approve": _draft(standing_office=302, leader=302, approver=302),
    "library:send_back": _draft(standing_office=302, leader=302, focal_officer=302, editor=302, approver=302),
    "library:take_back": _draft(**_WHO_WRITES),
    "library:take_down": _sent(standing_office=302, leader=302, approver=302),
    "library:to_bin": _draft(standing_office=302, leader=302, focal_officer=302, editor=302, approver=302),
    "library:adapt": _WRITERS | {"focal_officer": 403, "editor": 403},  # it is their own unit's
    "library:keep_own": _sent(**_WHO_WRITES),
    "library:use": _ALL,
    "library:ask": _ASKED,
    "library:card": _ALL,
}
BY_POST = frozenset(
    f"library:{name}"
    for name in (
        "restore",
        "booklet_make",
        "booklet_show",
        "booklet_drop",
        "drop_file",
        "submit",
        "check",
        "approve",
        "send_back",
        "take_back",
        "take_down",
        "to_bin",
        "keep_own",
        "ask",
    )
)
