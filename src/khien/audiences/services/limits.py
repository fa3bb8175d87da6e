"""How often the public pages may be asked: by address, by browser, and all together for what costs money.

Kept in the cache for as long as they count; holds keyed hashes and session keys only. Refuses limits by network
address: a school sits behind one.
"""

from __future__ import annotations

from django.core.cache import cache

HOUR, DAY = 3600, 86400
PER_ADDRESS_HOUR, PER_ADDRESS_DAY = 3, 6
PER_BROWSER_HOUR = 12
SHORT_MESSAGES_HOUR = 600  # of the whole installation: each costs the office money


def address_may_be_asked(channel: str, key: str) -> bool:
    """Whether one more message may go to it; counts it."""
    if channel == "sms" and not _one_more("all:sms", SHORT_MESSAGES_HOUR, HOUR):
        return False
    hour = _one_more(f"{channel}:{key}:h", PER_ADDRESS_HOUR, HOUR)
    return hour and _one_more(f"{channel}:{key}:d", PER_ADDRESS_DAY, DAY)


def browser_may_ask(session_key: str) -> bool:
    return _one_more(f"browser:{session_key}", PER_BROWSER_HOUR, HOUR)


def _one_more(name: str, most: int, seconds: int) -> bool:
    key = f"audiences:{name}"
    if cache.add(key, 1, seconds):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:  # it ran out this very moment
        return cache.add(key, 1, seconds)
