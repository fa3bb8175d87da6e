"""Declared tables of the campaign screens: campaigns, and what became of each message."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khien.channels.rules.kinds import CampaignState, Medium
from khien.channels.selectors.campaign_lists import CampaignLine, matching
from khien.channels.selectors.campaign_results import ResultLine
from khien.channels.wording import MEDIUM_NAMES
from khien.channels.wording_campaigns import MESSAGE_STATES, STATE_NAMES, STATE_TONES, STEP_NAMES
from khien.web.tables import Column, Empty, Filter, Table
from khien.web.templatetags.khien import badge


def campaign_url(line: CampaignLine) -> str:
    return reverse("campaigns:campaign", args=[line.uuid])


def media_words(media: Sequence[Medium]) -> str:
    return ", ".join(str(MEDIUM_NAMES[medium]) for medium in media)


def _state(line: CampaignLine) -> SafeString:
    return badge(STATE_NAMES[line.state], STATE_TONES[line.state])


def _named(line: CampaignLine) -> SafeString:
    title = format_html('<a href="{}">{}</a>', campaign_url(line), line.title)
    return format_html('{}<br><small class="muted">{}</small>', title, line.purpose[:120])


def campaign_table(*, units: Sequence[tuple[str, str]]) -> Table[CampaignLine]:
    filters = [
        Filter(
            code="o-buoc",
            label=_("State"),
            choices=[(s.value, STATE_NAMES[s]) for s in CampaignState],
            apply=lambda rows, value: rows.filter(state=value),
        ),
        Filter(
            code="tren-kenh",
            label=_("Channel"),
            choices=[(m.value, MEDIUM_NAMES[m]) for m in Medium],
            apply=lambda rows, value: rows.filter(steps__messages__medium=value).distinct(),
        ),
    ]
    if len(units) > 1:
        filters.append(
            Filter(
                code="cua-don-vi",
                label=_("Unit"),
                choices=units,
                apply=lambda rows, value: rows.filter(unit_id=int(value)),
            )
        )
    return Table(
        code="chien-dich",
        caption=_("Campaigns"),
        columns=[
            Column(
                code="ten",
                label=_("Campaign"),
                value=lambda c: c.title,
                html=_named,
                sort="title",
                head=True,
                css="wide",
            ),
            Column(code="trang-thai", label=_("State"), value=lambda c: STATE_NAMES[c.state], html=_state),
            Column(code="kenh", label=_("Channels"), value=lambda c: media_words(c.media)),
            Column(code="don-vi", label=_("Unit"), value=lambda c: c.unit, sort="unit__name"),
            Column(code="tu", label=_("First step"), value=lambda c: c.first_at, kind="date"),
            Column(code="den", label=_("Last step"), value=lambda c: c.last_at, kind="date", shown=False),
            Column(
                code="sua", label=_("Changed"), value=lambda c: c.changed_at, kind="date", sort="changed_at"
            ),
        ],
        filters=filters,
        search=matching,
        search_label=_("Find a campaign"),
        sort="-sua",
        page_size=25,
        empty=Empty(
            title=_("No campaign yet"),
            text=_("Take a ready plan: it fills in people, channels and days for you to change."),
        ),
    )


def _number(code: str, label: object, value: Any) -> Column[ResultLine]:
    return Column(code=code, label=label, value=value, kind="number")


def _title(line: ResultLine) -> str:
    name = f"{line.step}. {STEP_NAMES[line.kind]} · {MEDIUM_NAMES[line.medium]}"
    return f"{name} · {gettext('text %(letter)s') % {'letter': line.variant}}" if line.paired else name


def result_table() -> Table[ResultLine]:
    return Table(
        code="ket-qua",
        caption=_("What became of each message"),
        columns=[
            Column(
                code="tin",
                label=_("Message"),
                value=_title,
                head=True,
                css="wide",
            ),
            Column(code="trang-thai", label=_("State"), value=lambda r: MESSAGE_STATES[r.state]),
            _number("nhan", _("Recipients"), lambda r: r.total),
            _number("da-gui", _("Sent"), lambda r: r.reached),
            _number("da-toi", _("Of these confirmed"), lambda r: r.delivered if r.personal else None),
            _number("hong", _("Did not arrive"), lambda r: r.failed),
            _number("khong-chac", _("Uncertain"), lambda r: r.uncertain),
            _number("bo-qua", _("Left out"), lambda r: r.skipped),
            _number("con", _("Still to go"), lambda r: r.left),
            _number("mo", _("Link openings"), lambda r: r.clicks),
            Column(code="tien", label=_("Cost"), value=lambda r: r.cost_vnd, kind="money"),
        ],
        empty=Empty(title=_("Nothing was sent")),
    )
