"""Whether a text was useful: totals only. A vote needs a ticket, signed, good for an hour and for one vote.

Refuses to know who votes: no cookie, no address, no account. A ticket names the material and a random number, which is
remembered for its hour once it was used.
"""

from __future__ import annotations

import datetime as dt
import secrets

from django.core import signing
from django.core.cache import cache

from khien.library import api as library

ANSWERS = {"co": "useful", "khong": "useless"}
SALT = "khien.portal.vote"
SECONDS = 3600


def ticket_for(material_id: int) -> str:
    return signing.dumps([material_id, secrets.token_urlsafe(9)], salt=SALT)


def vote(ticket: str, answer: str, *, material_id: int, on: dt.date) -> bool:
    """Whether it was counted. A ticket that is forged, old, of another material or used up counts nothing."""
    try:
        named, number = signing.loads(ticket, salt=SALT, max_age=SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    if named != material_id or answer not in ANSWERS:
        return False
    if not cache.add(f"vote:{number}", 1, SECONDS):
        return False
    library.count_up(material_id, ANSWERS[answer], on=on)
    return True
