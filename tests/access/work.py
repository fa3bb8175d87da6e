"""Who opens which page of work. The item: a commune's own, of a task that the department helps with; offered to the
department. Acts are asked by GET here: who may do them sees the page with its forms."""

from __future__ import annotations


def _row(
    standing_office: int, own: int, *, helping: int, reads: int, auditor: int, foreign: int = 404
) -> dict[str, int]:
    """`own`: the commune's officer; `helping`: leader and focal officer of the department; `reads`: others there."""
    return {
        "anonymous": 302,
        "standing_office": standing_office,
        "leader": helping,
        "focal_officer": helping,
        "commune_officer": own,
        "other_unit": foreign,
        "editor": reads,
        "approver": reads,
        "trainer": reads,
        "helpline": reads,
        "auditor": auditor,
        "administrator": auditor,
    }


_OWN_PAGE = _row(200, 200, helping=200, reads=200, auditor=200, foreign=200)
_SEE = _row(200, 200, helping=200, reads=200, auditor=200)
_ACT = _row(200, 200, helping=403, reads=403, auditor=403)
_DECIDE = _row(200, 403, helping=403, reads=403, auditor=403)
_SPEAK = _row(200, 200, helping=200, reads=403, auditor=403)

ROWS: dict[str, dict[str, int]] = {
    "work:inbox": _OWN_PAGE,
    "work:landing": dict.fromkeys(_OWN_PAGE, 302),
    "work:overview": _OWN_PAGE,
    "work:unit_names": _OWN_PAGE,
    "work:item": _SEE,
    "work:attachment": _SEE,
    "work:state": _ACT,
    "work:person": _ACT,
    "work:hand_over": _ACT,
    "work:split": _ACT,
    "work:more_time": _ACT,
    "work:attach": _ACT,
    "work:detach": _row(302, 302, helping=403, reads=403, auditor=403),  # on to the item
    "work:stop": _DECIDE,
    "work:resume": _DECIDE,
    "work:remark": _SPEAK,
    "work:mention_choices": _SPEAK,
    "work:take_back": _row(404, 302, helping=404, reads=404, auditor=404),  # her own remark only
    "work:answer_offer": _SPEAK,  # the department may take it, the commune may take it back
    "work:decide_time": _ACT,  # the standing office decides, the commune may take it back
}
