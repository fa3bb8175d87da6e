"""People who agreed to be written to, channels that write to this machine only, a campaign that is over and one that
waits for approval, and two warnings. Numbers and addresses are made up; nothing leaves this machine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from khien.accounts import api as accounts
from khien.alerts import api as alerts
from khien.audiences.api import SegmentRule, mail, mobile
from khien.audiences.services.recording import Recorded, record_consent
from khien.base.access import Actor
from khien.channels.models import Campaign, ChannelAccount, Message
from khien.channels.rules.kinds import ChannelKind, Medium
from khien.channels.services import campaign_plan, campaign_texts, campaigns, preparing, running, sending
from khien.channels.services.accounts import AccountValues, add_account, switch_account, test_account
from khien.library import api as library

PLACES = ("AB-X06", "AB-X07", "AB-X01", "AB-X02")
GROUPS = ("elderly", "workers", "women", "firms", "public")
PROOF = "Phiếu đăng ký nhận tin tại bộ phận một cửa"
PEOPLE = 120
PURPOSE = "Để người dân biết thủ đoạn đang lan và biết phải làm gì."
BASIS = "Kế hoạch 05/KH-UBND, mục III.2"


def fill(office: Actor, ids: Mapping[str, int], *, at: dt.datetime) -> None:
    """`ids`: units by code, as the demo made them."""
    places = [ids[code] for code in PLACES if code in ids]
    _people(office, places, at=at)
    _channels(office, ids["AB"], at=at)
    _campaigns(office, places, at=at)
    alerts.load_demo(
        accounts.actor_named("bientap"),
        (office, accounts.actor_named("pheduyet")),
        unit_id=ids["AB-BPTTH"],
        places=places,
        at=at,
    )


def _people(office: Actor, places: list[int], *, at: dt.datetime) -> None:
    for n in range(PEOPLE):
        new = Recorded(unit_id=places[n % len(places)], audience=GROUPS[n % len(GROUPS)], proof=PROOF)
        record_consent(office, "sms", mobile(f"09{12000000 + n * 37}"), new, at=at)
        if n % 3 == 0:
            record_consent(office, "email", mail(f"nguoi.{n}@example.vn"), new, at=at)


def _channels(office: Actor, unit_id: int, *, at: dt.datetime) -> None:
    for kind, name, price in (
        (ChannelKind.SMS_HTTP, "Tin nhắn (thử trên máy này)", 350),
        (ChannelKind.EMAIL, "Thư điện tử (thử trên máy này)", 0),
    ):
        values = AccountValues(
            name=name,
            unit_id=unit_id,
            settings={"console": True},
            secrets={},
            price_vnd=price,
            rate_per_second=200,
        )
        account = add_account(office, kind, values, at=at)
        test_account(office, account, at=at)
        switch_account(office, ChannelAccount.objects.get(pk=account.pk), on=True, at=at)


def _campaigns(office: Actor, places: list[int], *, at: dt.datetime) -> None:
    """The first was approved and sent some days ago, the second waits."""
    any_text = library.edition_cards(language="vi", limit=1)
    if not any_text:
        return
    police = library.edition_cards("giả danh công an", language="vi", limit=1) or any_text
    shopping = library.edition_cards("mua sắm", language="vi", limit=1) or any_text
    approver = accounts.actor_named("pheduyet")
    rule = SegmentRule(unit_ids=tuple(places))
    over = _plan(
        office,
        "Cảnh giác cuộc gọi giả danh công an",
        police[0].id,
        rule,
        first=at - dt.timedelta(days=3),
        at=at,
    )
    campaigns.approve(approver, over, version=over.version, basis=BASIS, on=at.date(), at=at)
    campaigns.start(office, Campaign.objects.get(pk=over.pk), at=at)
    _send(over, at=at)
    _plan(
        office,
        "Nhắc người cao tuổi dịp mua sắm cuối năm",
        shopping[0].id,
        SegmentRule(unit_ids=tuple(places), audiences=("elderly",)),
        first=at + dt.timedelta(days=7),
        at=at,
    )


def _plan(
    office: Actor, title: str, edition_id: int, rule: SegmentRule, *, first: dt.datetime, at: dt.datetime
) -> Campaign:
    """Made and sent in."""
    day = at.date()
    unit_id = ChannelAccount.objects.get(kind=ChannelKind.EMAIL).unit_id
    made = campaign_plan.make(office, unit_id, title=title, purpose=PURPOSE, first_day=first.date(), at=at)
    made = campaign_plan.add_rule(office, made, rule, version=made.version, on=day, at=at)
    media = (Medium.SMS, Medium.EMAIL)
    made = campaign_texts.choose_material(office, made, edition_id, media, version=made.version, at=at)
    return campaigns.send_in(office, made, version=made.version, on=day, at=at)


def _send(campaign: Campaign, *, at: dt.datetime) -> None:
    """Here and now instead of by a worker, through the consoles, at whatever hour the demo is loaded."""
    Campaign.objects.filter(pk=campaign.pk).update(hours_from=None, hours_until=None)
    for message in Message.objects.filter(step__campaign=campaign).select_related("step"):
        preparing.prepare(message.step_id, Medium(message.medium))
    for account in ChannelAccount.objects.filter(kind__in=[ChannelKind.EMAIL, ChannelKind.SMS_HTTP]):
        sending.pump(account.pk, 0)
    running.finish(Campaign.objects.get(pk=campaign.pk), at=at)
