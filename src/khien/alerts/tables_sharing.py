"""Lists of indicators and of foreign warnings, declared once."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khien.alerts.models import IncomingItem, Indicator
from khien.alerts.wording import SEVERITY_SHORT
from khien.alerts.wording_sharing import (
    INDICATOR_NAMES,
    ITEM_STATES,
    SIGNATURE_NAMES,
    SIGNATURE_TONES,
    TLP_NAMES,
    TLP_TONES,
)
from khien.web.tables import Column, Empty, Filter, Table
from khien.web.templatetags.khien import badge


def indicator_table(*, shares: bool) -> Table[Indicator]:
    def named(one: Indicator) -> SafeString:
        kind = INDICATOR_NAMES[one.kind]
        if one.withdrawn_at is not None or not shares:
            return format_html('{}<br><small class="muted">{}</small>', one.value, kind)
        address = reverse("alerts_staff:indicator_withdraw", args=[one.uuid])
        return format_html(
            '{}<br><small class="muted">{} · <a href="{}">{}</a></small>',
            one.value,
            kind,
            address,
            gettext("Withdraw it"),
        )

    return Table(
        code="chi-bao",
        caption=_("Shared indicators"),
        columns=[
            Column(
                code="gia-tri",
                label=_("Sign of the scam"),
                value=lambda i: i.value,
                html=named,
                head=True,
                css="wide",
            ),
            Column(
                code="loai", label=_("Sort of sign"), value=lambda i: INDICATOR_NAMES[i.kind], shown=False
            ),
            Column(
                code="dau",
                label=_("TLP mark"),
                value=lambda i: i.tlp.upper(),
                html=lambda i: badge(i.tlp.upper(), TLP_TONES[i.tlp]),
            ),
            Column(code="tinh-trang", label=_("Holds"), value=_held, html=_held_badge),
            Column(
                code="chac", label=_("How sure"), value=lambda i: i.confidence, kind="number", shown=False
            ),
            Column(
                code="luc", label=_("Shared at"), value=lambda i: i.made_at, kind="datetime", sort="made_at"
            ),
            Column(code="nguoi", label=_("Shared by"), value=lambda i: i.made_by, shown=False),
        ],
        filters=_indicator_filters(),
        search=lambda rows, text: rows.filter(Q(value__icontains=text) | Q(note__icontains=text)),
        search_label=_("Find an indicator"),
        sort="-luc",
        empty=Empty(
            title=_("No indicator yet"),
            text=_("False domains, telephones and accounts of scams, for response centres."),
        ),
    )


def _indicator_filters() -> list[Filter]:
    return [
        Filter(
            code="loai",
            label=_("Sort of sign"),
            choices=list(INDICATOR_NAMES.items()),
            apply=lambda rows, v: rows.filter(kind=v),
        ),
        Filter(
            code="dau",
            label=_("TLP mark"),
            choices=[(code, code.upper()) for code in TLP_NAMES],
            apply=lambda rows, v: rows.filter(tlp=v),
        ),
        Filter(
            code="da-rut",
            label=_("Withdrawn or not"),
            choices=[("chua", _("Still shared")), ("roi", _("Withdrawn from centres"))],
            apply=lambda rows, v: rows.filter(withdrawn_at__isnull=v == "chua"),
        ),
    ]


def _held(one: Indicator) -> object:
    if one.withdrawn_at is not None:
        return gettext("Withdrawn: %(why)s") % {"why": one.withdrawn_reason}
    return gettext("Still shared")


def _held_badge(one: Indicator) -> SafeString:
    if one.withdrawn_at is None:
        return badge(gettext("Still shared"), "done")
    return format_html(
        '{}<br><small class="muted">{}</small>',
        badge(gettext("Withdrawn from centres"), "idle"),
        one.withdrawn_reason,
    )


def incoming_table(tab: str) -> Table[IncomingItem]:
    return Table(
        code="tin-ngoai",
        caption=_("Foreign warnings"),
        columns=[
            Column(
                code="tin",
                label=_("Foreign warning"),
                value=lambda i: i.title,
                html=_item,
                head=True,
                css="wide",
            ),
            Column(
                code="ky",
                label=_("Signature"),
                value=lambda i: SIGNATURE_NAMES[i.signature],
                html=lambda i: badge(SIGNATURE_NAMES[i.signature], SIGNATURE_TONES[i.signature]),
            ),
            Column(
                code="muc",
                label=_("How severe"),
                value=lambda i: SEVERITY_SHORT.get(i.severity, ""),
                shown=False,
            ),
            Column(
                code="gui",
                label=_("Sent by them"),
                value=lambda i: i.sent_at,
                kind="datetime",
                sort="sent_at",
            ),
            Column(
                code="den", label=_("Came here"), value=lambda i: i.came_at, kind="datetime", sort="came_at"
            ),
        ],
        search=_matching,
        search_label=_("Find a foreign warning"),
        sort="-den",
        empty=Empty(
            title=_("Nothing here"),
            text=_("What other offices publish comes here by itself every 15 minutes."),
        ),
    )


def _matching(rows: Any, text: str) -> Any:
    return rows.filter(Q(title__icontains=text) | Q(text__icontains=text))


def _item(one: IncomingItem) -> SafeString:
    address = reverse("alerts_staff:incoming_item", args=[one.uuid])
    told = f"{one.feed.name} · {ITEM_STATES[one.state]}"
    return format_html('<a href="{}">{}</a><br><small class="muted">{}</small>', address, one.title, told)
