"""The trail of consent: one step more. Never edited; the database refuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from khien.audiences.models import ConsentAct, NeverContact
from khien.audiences.rules.standing import ConsentStep


def note(
    channel: str,
    key: str,
    step: ConsentStep,
    *,
    at: dt.datetime,
    proof: str = "",
    wording: str = "",
    by: str = "",
) -> None:
    """`by` empty: she herself."""
    ConsentAct.objects.create(
        channel=channel,
        key=key,
        step=step.value,
        at=at,
        proof=proof[:300],
        wording=wording[:500],
        by=by[:200],
    )


def note_many(
    channel_keys: Iterable[tuple[str, str]],
    step: ConsentStep,
    *,
    at: dt.datetime,
    proof: str = "",
    by: str = "",
) -> None:
    ConsentAct.objects.bulk_create(
        ConsentAct(channel=channel, key=key, step=step.value, at=at, proof=proof[:300], by=by[:200])
        for channel, key in channel_keys
    )


def never(channel_keys: Iterable[tuple[str, str]], *, why: str, at: dt.datetime) -> None:
    """On the list of those not to contact; there already is no matter."""
    NeverContact.objects.bulk_create(
        (NeverContact(channel=channel, key=key, why=why[:200], at=at) for channel, key in channel_keys),
        ignore_conflicts=True,
    )
