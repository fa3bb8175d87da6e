"""What the head and foot of the report say until the office has written its own: from who issued the plan. Pure."""

from __future__ import annotations

import re

AREA = re.compile(r"\b(?:tỉnh|thành phố|xã|phường|đặc khu|huyện|quận|thị xã)\s+(?P<name>.+)$", re.IGNORECASE)
_COMMITTEE = "ủy ban nhân dân"


def head_defaults(issuer: str) -> dict[str, str]:
    """Head field → text. An issuer that is no People's Committee gets its name only: the rest is for the office."""
    issuer = " ".join(issuer.split())
    area = AREA.search(issuer)
    committee = issuer.lower().startswith((_COMMITTEE, "uỷ ban nhân dân"))
    found = {"issuing_body": issuer, "place": area["name"] if area else ""}
    if committee:
        province = bool(area) and "tỉnh" in issuer.lower()
        found |= {
            "symbol": "UBND",
            "authority": "TM. ỦY BAN NHÂN DÂN",
            "position": "CHỦ TỊCH",
            "recipients": "\n".join(_RECIPIENTS_PROVINCE if province else _RECIPIENTS_OTHER),
        }
    return found


_RECIPIENTS_PROVINCE = (
    "Thường trực Tỉnh ủy, Thường trực Hội đồng nhân dân tỉnh",
    "Chủ tịch, các Phó Chủ tịch Ủy ban nhân dân tỉnh",
    "Các sở, ban, ngành; Ủy ban nhân dân các xã, phường",
)
_RECIPIENTS_OTHER = ("Ủy ban nhân dân tỉnh", "Các đơn vị có liên quan")
