"""Which agency phrases are worth a question to the standing office, and what is said of an unknown issuer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from khien.plans.rules.kinds import AgencyRole
from vanban import Place

UNKNOWN_ISSUER = "unknown_issuer"  # the kind of finding that stands at the top of the review
ASKED_ROLES = frozenset({AgencyRole.LEAD, AgencyRole.COORDINATING, AgencyRole.SENDER, AgencyRole.RECIPIENT})

_EACH_OR_ALL = frozenset({"các", "những", "mọi", "mỗi", "từng", "toàn", "một", "nhiều"})
_ANY_BODY = ("cơ quan", "đơn vị", "tổ chức", "cá nhân", "địa phương", "cấp", "ngành")


@dataclass(frozen=True, slots=True)
class OwnFinding:
    """A finding of this app, beside those of the reader (`vanban.Finding`) and shaped like them."""

    kind: str
    severity: Literal["error", "warning", "info"]
    where: str
    text: str
    quote: str = ""
    advice: str = ""
    places: tuple[Place, ...] = ()


def is_plain_collective(phrase: str) -> bool:
    """Whether a phrase means people or bodies at large and names none: "toàn thể người dân", "đơn vị được giao".

    A proper name in it ("các trường của huyện Kon Plông") makes it worth a question.
    """
    words = phrase.split()
    if any(word[:1].isupper() for word in words[1:]):
        return False
    said = phrase.casefold().strip()
    return not words or words[0].casefold() in _EACH_OR_ALL or said.startswith(_ANY_BODY)
