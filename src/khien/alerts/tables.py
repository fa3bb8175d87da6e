"""The list of alerts, declared once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khien.alerts.selectors.desk import AlertLine, matching
from khien.alerts.wording import (
    EVENT_NAMES,
    KIND_NAMES,
    SEVERITY_SHORT,
    SEVERITY_TONES,
    STATE_NAMES,
    STATE_TONES,
)
from khien.web.tables import Column, Empty, Filter, Table
from khien.web.templatetags.khien import badge


def alert_table(*, units: Sequence[tuple[str, str]], sort: str, empty: Empty) -> Table[AlertLine]:
    filters = [
        _filter("ve-viec", _("About"), list(EVENT_NAMES.items()), lambda r, v: r.filter(event=v)),
        _filter("muc-do", _("How severe"), list(SEVERITY_SHORT.items()), lambda r, v: r.filter(severity=v)),
        _filter(
            "that-hay-dien-tap",
            _("Real or drill"),
            [("that", _("Real")), ("dien-tap", _("Drills"))],
            lambda r, v: r.filter(drill=v == "dien-tap"),
        ),
    ]
    if len(units) > 1:
        filters.append(_filter("cua-don-vi", _("Unit"), units, lambda r, v: r.filter(unit_id=int(v))))
    return Table(
        code="canh-bao",
        caption=_("Warnings"),
        columns=_columns(),
        filters=filters,
        search=matching,
        search_label=_("Find a warning"),
        sort=sort,
        empty=empty,
    )


def _columns() -> list[Column[AlertLine]]:
    return [
        Column(code="ten", label=_("Warning"), value=lambda a: a.title, html=_named, head=True, css="wide"),
        Column(
            code="muc",
            label=_("How severe"),
            value=lambda a: SEVERITY_SHORT[a.severity],
            html=lambda a: badge(SEVERITY_SHORT[a.severity], SEVERITY_TONES[a.severity]),
        ),
        Column(code="trang-thai", label=_("State"), value=lambda a: STATE_NAMES[a.state], html=_state),
        Column(code="don-vi", label=_("Unit"), value=lambda a: a.unit, sort="unit__name"),
        Column(code="gui", label=_("Sent at"), value=lambda a: a.sent_at, kind="datetime", sort="sent_at"),
        Column(
            code="het",
            label=_("Holds until"),
            value=lambda a: a.expires_at,
            kind="datetime",
            sort="expires_at",
        ),
        Column(
            code="sua",
            label=_("Changed"),
            value=lambda a: a.changed_at,
            kind="datetime",
            sort="changed_at",
            shown=False,
        ),
    ]


def _named(line: AlertLine) -> SafeString:
    address = reverse("alerts_staff:alert", args=[line.uuid])
    title = format_html('<a href="{}">{}</a>', address, line.title)
    kind = KIND_NAMES[line.kind] if line.kind != "alert" else ""
    below = " · ".join(str(word) for word in (kind, EVENT_NAMES[line.event]) if word)
    return format_html('{}<br><small class="muted">{}</small>', title, below)


def _state(line: AlertLine) -> SafeString:
    marks = [badge(STATE_NAMES[line.state], STATE_TONES[line.state])]
    if line.drill:
        marks.append(badge(gettext("Drill"), "info"))
    if line.restricted:
        marks.append(badge(gettext("Not public"), "idle"))
    return format_html_join(" ", "{}", ((mark,) for mark in marks))


def _filter(
    code: str, label: object, choices: Sequence[tuple[str, object]], apply: Callable[[Any, str], Any]
) -> Filter:
    return Filter(code=code, label=label, choices=choices, apply=apply)
