"""What an alert's own page shows of channels: what each will say and cost, and what became of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from khien.alerts.api import IssuedAlert, OutletPreview, OutletState
from khien.audiences import api as audiences
from khien.base import clock
from khien.channels.models import Campaign, ChannelAccount
from khien.channels.rules.kinds import MEDIUM_OF, PERSONAL, ChannelKind, Delivery, Medium
from khien.channels.rules.warning_texts import WarningWords, segment_rule, text_for
from khien.channels.selectors.next_message import carriers
from khien.channels.selectors.progress import MessageProgress, progress_of
from khien.channels.selectors.warning_parts import parts_of


def preview(medium: Medium, alert: IssuedAlert) -> OutletPreview | None:
    """None: no account carries the medium, so nothing will go there."""
    accounts = carriers(medium, at=clock.now())
    if not accounts:
        return None
    radio = alert.texts["vi"].radio if "vi" in alert.texts else ""
    words = WarningWords(alert.headline, alert.short, alert.long, alert.instruction, radio)
    text = text_for(medium, words)
    shown = f"{text.subject}\n\n{text.text}" if medium in (Medium.EMAIL, Medium.PUSH) else text.text
    if medium not in PERSONAL:
        return OutletPreview(shown)
    people = _people(medium, alert)
    parts = parts_of(accounts[0], text.text)
    cost = people * parts * accounts[0].price_vnd
    return OutletPreview(shown, parts=parts, recipients=people, cost_vnd=cost or None)


def _people(medium: Medium, alert: IssuedAlert) -> int:
    rule = audiences.rule_from(segment_rule(alert.unit_ids, alert.audiences))
    return audiences.count([rule], str(medium), on=clock.today(), warning=True)


def states(alert_uuid: str) -> dict[str, OutletState]:
    """By medium, of the media that the warning goes over. Seven queries for all of them."""
    campaign = Campaign.objects.filter(alert_uuid=alert_uuid).first()
    if campaign is None:
        return {}
    found = progress_of(campaign.pk).messages
    troubles = _troubles() if any(one.left for one in found) else {}
    return {
        str(one.medium): OutletState(
            _word(one),
            one.total - one.left,
            one.total,
            campaign.created_at,
            troubles.get(one.medium, "") if one.left else "",
        )
        for one in found
    }


def _troubles() -> dict[Medium, str]:
    rows = ChannelAccount.objects.filter(active=True).exclude(trouble="").values_list("kind", "trouble")
    return {MEDIUM_OF[ChannelKind(kind)]: words for kind, words in rows}


def _word(found: MessageProgress) -> str:
    if not found.total:
        return _("Being prepared")
    if found.left:
        return _("Being sent")
    if found.counts.get(Delivery.UNCERTAIN):
        return _("Sent; some are uncertain")
    return _("Sent to all") if found.reached else _("Did not arrive")
