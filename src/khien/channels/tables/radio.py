"""Declared tables of commune radio."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khien.base.text import fold
from khien.channels.rules.radio import BulletinState
from khien.channels.selectors.radio import AiringLine, BulletinLine, HandLine, StationLine
from khien.channels.wording_places import (
    BULLETIN_NAMES,
    BULLETIN_TONES,
    HAND_NAMES,
    HAND_TONES,
    PRIORITY_NAMES,
    PRIORITY_TONES,
)
from khien.web.tables import Column, Empty, Filter, Table
from khien.web.templatetags.khien import badge


def _has(text: str, words: str) -> bool:
    """Every word, marks or no marks."""
    folded = fold(text)
    return all(word in folded for word in fold(words).split())


def _station_state(line: StationLine) -> SafeString:
    if not line.active:
        return badge(gettext("Not in use"), "idle")
    if line.trouble:
        return badge(gettext("The server does not answer well"), "danger")
    if line.missing:
        return badge(gettext("Days not spoken for"), "need")
    if line.connected:
        return badge(gettext("Connected"), "done")
    return badge(gettext("By USB stick"), "info")


STATIONS: Table[StationLine] = Table(
    code="cac-dai",
    caption=_("Stations of the communes"),
    columns=[
        Column(
            code="ten", label=_("Station"), value=lambda s: s.name, sort=True, head=True, css="wide",
            link=lambda s: reverse("radio:station", args=[s.uuid]),
        ),
        Column(code="don-vi", label=_("Unit"), value=lambda s: s.unit, sort=True),
        Column(code="hom-nay", label=_("Bulletins today"), value=lambda s: s.today, kind="number", sort=True),
        Column(code="da-phat", label=_("Aired today"), value=lambda s: s.played, kind="number", sort=True),
        Column(code="thieu", label=_("Days not spoken for"), value=lambda s: s.missing, kind="number", sort=True),
        Column(
            code="tinh-trang", label=_("State"), html=_station_state,
            value=lambda s: s.trouble or (gettext("Connected") if s.connected else gettext("By USB stick")),
        ),
    ],
    filters=[
        Filter(
            code="noi", label=_("Connection"),
            choices=[("co", _("Connected")), ("khong", _("By USB stick"))],
            apply=lambda rows, value: [row for row in rows if row.connected == (value == "co")],
        ),
    ],
    search=lambda rows, words: [row for row in rows if _has(f"{row.name} {row.unit}", words)],
    empty=Empty(
        title=_("No station yet"),
        text=_("Add the communes' stations first. One without a connection is fine: bulletins go by USB stick."),
    ),
    sort="ten",
)  # fmt: skip


def _priority(line: BulletinLine) -> SafeString:
    return badge(PRIORITY_NAMES[line.priority], PRIORITY_TONES[line.priority])


def _bulletin_state(line: BulletinLine) -> SafeString:
    state = BulletinState(line.state)
    return badge(BULLETIN_NAMES[state], BULLETIN_TONES[state])


BULLETINS: Table[BulletinLine] = Table(
    code="ban-tin",
    caption=_("Bulletins for loudspeakers"),
    columns=[
        Column(
            code="ten", label=_("Bulletin"), value=lambda b: b.title, sort=True, head=True, css="wide",
            link=lambda b: reverse("radio:bulletin", args=[b.uuid]),
        ),
        Column(
            code="tinh-trang", label=_("State"), html=_bulletin_state,
            value=lambda b: str(BULLETIN_NAMES[BulletinState(b.state)]),
        ),
        Column(
            code="khan", label=_("Priority of the bulletin"), value=lambda b: str(PRIORITY_NAMES[b.priority]), html=_priority,
            sort=lambda b: -b.priority,
        ),
        Column(code="tu", label=_("From"), value=lambda b: b.first, kind="date", sort=True),
        Column(code="den", label=_("Until"), value=lambda b: b.last, kind="date", sort=True),
        Column(code="gio", label=_("Hours"), value=lambda b: b.times, shown=False),
        Column(code="dai", label=_("Stations"), value=lambda b: b.stations, kind="number", sort=True),
        Column(code="phai-phat", label=_("Times planned"), value=lambda b: b.planned, kind="number", shown=False),
        Column(code="da-phat", label=_("Times aired"), value=lambda b: b.played, kind="number", sort=True),
        Column(code="don-vi", label=_("In whose name"), value=lambda b: b.unit, shown=False),
    ],
    search=lambda rows, words: [row for row in rows if _has(row.title, words)],
    empty=Empty(
        title=_("No bulletin scheduled"),
        text=_("Choose an approved text, say on which days and at what hours, and it is read aloud for you."),
    ),
)  # fmt: skip


def _hand_state(line: HandLine) -> SafeString:
    shown = badge(HAND_NAMES[line.state], HAND_TONES[line.state])
    return format_html('{}<br><small class="muted">{}</small>', shown, line.reason) if line.reason else shown


HANDS: Table[HandLine] = Table(
    code="tai-cac-dai",
    caption=_("At the stations"),
    columns=[
        Column(
            code="dai", label=_("Station"), value=lambda h: h.station, sort=True, head=True,
            link=lambda h: reverse("radio:station", args=[h.station_uuid]),
        ),
        Column(code="ban-tin", label=_("Bulletin at the station"), value=lambda h: str(HAND_NAMES[h.state]),
               html=_hand_state),
        Column(code="phai-phat", label=_("Times planned"), value=lambda h: h.planned, kind="number", sort=True),
        Column(code="da-phat", label=_("Times aired"), value=lambda h: h.played, kind="number", sort=True),
    ],
    empty=Empty(title=_("At no station that you see")),
    sort="dai",
)  # fmt: skip


MISSING: Table[AiringLine] = Table(
    code="chua-bao",
    caption=_("Aired or not? Nobody has said"),
    columns=[
        Column(code="ngay", label=_("Day"), value=lambda a: a.on, kind="date", sort=True),
        Column(
            code="dai", label=_("Station"), value=lambda a: a.station, sort=True, head=True,
            link=lambda a: f"{reverse('radio:station', args=[a.station_uuid])}?ngay={a.on.isoformat()}",
        ),
        Column(code="ban-tin", label=_("Bulletin"), value=lambda a: a.title, css="wide"),
        Column(code="lan", label=_("Times planned"), value=lambda a: a.planned, kind="number"),
    ],
    search=lambda rows, words: [row for row in rows if _has(f"{row.station} {row.title}", words)],
    empty=Empty(title=_("Everything is spoken for"), text=_("No day of the last month lacks an answer.")),
)  # fmt: skip
