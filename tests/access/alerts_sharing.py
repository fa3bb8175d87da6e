"""Who opens which page of indicators, keys and foreign warnings. Its objects: an indicator of the standing office, a key,
a source with one item, a warning that was sent. Acts are asked by POST."""

from __future__ import annotations

_NOBODY = {
    "anonymous": 302,
    "standing_office": 403,
    "leader": 403,
    "focal_officer": 403,
    "commune_officer": 403,
    "other_unit": 403,
    "editor": 403,
    "approver": 403,
    "auditor": 403,
    "administrator": 403,
}
_WRITERS = ("standing_office", "focal_officer", "commune_officer", "other_unit", "editor")
_SHARES = _NOBODY | {"standing_office": 200}
_READS = _NOBODY | dict.fromkeys((*_WRITERS, "auditor", "administrator"), 200)
_DECIDES = _NOBODY | dict.fromkeys(_WRITERS, 302)
_FEED_ACT = _NOBODY | {"administrator": 302}

ROWS: dict[str, dict[str, int]] = {
    "alerts_staff:indicators": _SHARES | {"auditor": 200},
    "alerts_staff:indicator_add": _SHARES,
    "alerts_staff:indicator_suggest": _SHARES,
    "alerts_staff:indicator_withdraw": _SHARES,
    "alerts_staff:share_keys": _SHARES | {"administrator": 200},
    "alerts_staff:share_key_revoke": _NOBODY | {"standing_office": 302, "administrator": 302},
    "alerts_staff:incoming": _READS,
    "alerts_staff:incoming_tab": _READS,
    "alerts_staff:incoming_item": _READS,
    "alerts_staff:incoming_draft": _DECIDES,
    "alerts_staff:incoming_decide": _DECIDES,
    "alerts_staff:feeds": _NOBODY | {"administrator": 200},
    "alerts_staff:feed_read": _FEED_ACT,
    "alerts_staff:feed_switch": _FEED_ACT,
}
BY_POST = frozenset(
    f"alerts_staff:{name}"
    for name in ("share_key_revoke", "incoming_draft", "incoming_decide", "feed_read", "feed_switch")
)
