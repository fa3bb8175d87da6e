"""What the sending tests stand on: people who agreed, an account, a campaign that runs, and a line that does as told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar

from khien.audiences.models import Address, Contact
from khien.audiences.rules.standing import Standing
from khien.base.sealing import key_of, seal
from khien.channels.models import Campaign, CampaignStep, ChannelAccount, Message
from khien.channels.rules.kinds import CampaignState, ChannelKind, Medium
from khien.channels.transports.contract import AccountData, Fate, Limits, Outcome, Parcel, TransportDown

AT = dt.datetime(2026, 11, 24, 2, 0, tzinfo=dt.UTC)


def contacts(
    number: int, unit_id: int, *, channel: str = "email", start: int = 0, **more: Any
) -> list[Address]:
    """People of a commune who agreed; their addresses are nguoi<n>@example.vn or numbers."""
    made = []
    for n in range(start, start + number):
        contact = Contact.objects.create(
            unit_id=unit_id,
            audience=more.get("audience", "public"),
            origin="test",
            created_at=AT,
            changed_at=AT,
        )
        address = f"nguoi{n}@example.vn" if channel == "email" else f"+849{n:08d}"
        made.append(
            Address.objects.create(
                contact=contact,
                channel=channel,
                key=key_of(channel, address),
                sealed=seal(address),
                unit_id=unit_id,
                audience=contact.audience,
                standing=more.get("standing", Standing.AGREED),
                proof="phiếu",
                agreed_at=AT,
                created_at=AT,
            )
        )
    return made


def account(unit_id: int, kind: ChannelKind = ChannelKind.EMAIL, **values: Any) -> ChannelAccount:
    values = {"rate_per_second": 10_000, "burst": 10_000, "name": "Hộp thư", "active": True} | values
    token = f"{kind}-{ChannelAccount.objects.count()}"
    return ChannelAccount.objects.create(kind=kind, unit_id=unit_id, token=token, changed_at=AT, **values)


def campaign(unit_id: int, **values: Any) -> Campaign:
    values = {"state": CampaignState.RUNNING, "basis": "Kế hoạch 05/KH-UBND", "audience": [{}]} | values
    return Campaign.objects.create(
        title="Cảnh giác cuối năm",
        unit_id=unit_id,
        made_by_id="x",
        made_by="Châu",
        created_at=AT,
        changed_at=AT,
        **values,
    )


def message(of: Campaign, medium: Medium = Medium.EMAIL, *, number: int = 1, **values: Any) -> Message:
    step, _made = CampaignStep.objects.get_or_create(
        campaign=of,
        number=number,
        defaults={"kind": "main", "starts_at": AT, "after": values.pop("after", None)},
    )
    values = {"subject": "Cúp máy", "text": "Có người xưng công an gọi: hãy cúp máy."} | values
    return Message.objects.create(step=step, medium=medium, **values)


@dataclass
class Wire:
    """What arrived at the other side, and what it answers. `answers` may raise."""

    got: list[Parcel] = field(default_factory=list)
    answers: Callable[[Parcel], Outcome] = lambda parcel: Outcome(
        parcel.ref, Fate.TAKEN, provider_id=f"id-{parcel.ref}"
    )
    opens: Callable[[], None] = lambda: None


def line_to(wire: Wire, *, chunk: int = 10) -> Callable[..., Any]:
    """Stands for `transport_for`."""

    class Told:
        limits: ClassVar[Limits] = Limits(rate_per_second=100, chunk=chunk)

        def __init__(self, data: AccountData) -> None:
            self.data = data

        @contextmanager
        def open(self) -> Iterator[Told]:
            wire.opens()
            yield self

        def send(self, parcels: Iterator[Parcel]) -> Iterator[Outcome]:
            for parcel in parcels:
                wire.got.append(parcel)
                yield wire.answers(parcel)

        def parts(self, text: str) -> int:
            return 1

    def transport_for(data: AccountData, *, console: bool) -> Told:
        assert not console
        return Told(data)

    return transport_for


def down(words: str = "Máy chủ không trả lời") -> None:
    raise TransportDown(words)
