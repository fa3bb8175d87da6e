"""Declared tables of print points."""

from __future__ import annotations

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khien.base.text import fold
from khien.channels.rules.placements import HangingState, PlaceKind
from khien.channels.selectors.placements import HangingLine, PlaceLine
from khien.channels.wording_places import HANGING_NAMES, HANGING_TONES, PLACE_NAMES, SIZE_NAMES
from khien.web.tables import Column, Empty, Filter, Table
from khien.web.templatetags.khien import badge


def _has(text: str, words: str) -> bool:
    """Every word, marks or no marks."""
    folded = fold(text)
    return all(word in folded for word in fold(words).split())


def _place_state(line: PlaceLine) -> SafeString:
    if line.closed:
        return badge(gettext("No longer used"), "idle")
    if not line.hanging:
        return badge(gettext("Empty"), "info")
    return badge(gettext("Something hangs"), "done")


def _words(line: PlaceLine) -> str:
    if line.closed:
        return gettext("No longer used")
    return gettext("Something hangs") if line.hanging else gettext("Empty")


PLACES: Table[PlaceLine] = Table(
    code="diem-dat",
    caption=_("Places where posters hang"),
    columns=[
        Column(
            code="ten", label=_("Print point"), value=lambda p: p.name, sort=True, head=True, css="wide",
            link=lambda p: reverse("placements:place", args=[p.uuid]),
        ),
        Column(code="tinh-trang", label=_("State"), value=_words, html=_place_state),
        Column(code="loai", label=_("Kind of place"), value=lambda p: str(PLACE_NAMES[p.kind]), sort=True),
        Column(code="don-vi", label=_("Unit"), value=lambda p: p.unit, sort=True),
        Column(code="noi", label=_("Where"), value=lambda p: p.place, shown=False),
        Column(code="kho", label=_("Size"), value=lambda p: str(SIZE_NAMES[p.size]), shown=False),
        Column(code="treo", label=_("What hangs there"), value=lambda p: p.hangs),
        Column(code="den", label=_("Until"), value=lambda p: p.until, kind="date",
               sort=lambda p: p.until.isoformat() if p.until else ""),
        Column(code="quet", label=_("Codes opened, 30 days"), value=lambda p: p.scans, kind="number", sort=True),
        Column(
            code="dong-y", label=_("Owner's word"), value=lambda p: gettext("yes") if p.consent else gettext("not noted"),
            shown=False,
        ),
    ],
    filters=[
        Filter(
            code="loai-diem", label=_("Kind of place"),
            choices=lambda: [(str(kind), PLACE_NAMES[kind]) for kind in PlaceKind],
            apply=lambda rows, value: [row for row in rows if row.kind == value],
        ),
        Filter(
            code="trong", label=_("State"),
            choices=[("co", _("Something hangs")), ("trong", _("Empty")), ("dong", _("No longer used"))],
            apply=lambda rows, value: [
                row for row in rows if ("dong" if row.closed else "co" if row.hanging else "trong") == value
            ],
        ),
    ],
    search=lambda rows, words: [row for row in rows if _has(f"{row.name} {row.place} {row.unit} {row.hangs}", words)],
    empty=Empty(
        title=_("No place yet"),
        text=_("Add the markets, counters and gates where posters may hang, or bring them in from a workbook."),
    ),
    sort="ten",
)  # fmt: skip


def _state(line: HangingLine) -> SafeString:
    return badge(HANGING_NAMES[line.state], HANGING_TONES[line.state])


def _url(line: HangingLine) -> str:
    return reverse("placements:hanging", args=[line.uuid])


DUE: Table[HangingLine] = Table(
    code="can-den",
    caption=_("What somebody should walk to"),
    columns=[
        Column(code="noi", label=_("Print point"), value=lambda h: h.place, sort=True, head=True, link=_url),
        Column(code="treo", label=_("What hangs there"), value=lambda h: h.title, css="wide"),
        Column(code="viec", label=_("Why"), value=lambda h: str(HANGING_NAMES[h.state]), html=_state),
        Column(code="den", label=_("Until"), value=lambda h: h.last, kind="date", sort=True),
        Column(code="don-vi", label=_("Unit"), value=lambda h: h.unit, sort=True),
    ],
    filters=[
        Filter(
            code="ly-do", label=_("Why"),
            choices=lambda: [
                (str(state), HANGING_NAMES[state])
                for state in HangingState
                if state not in (HangingState.HANGS, HangingState.DOWN)
            ],
            apply=lambda rows, value: [row for row in rows if row.state == value],
        ),
    ],
    search=lambda rows, words: [row for row in rows if _has(f"{row.place} {row.title} {row.unit}", words)],
    empty=Empty(title=_("Nothing to walk to"), text=_("Everything hangs, has its photo and its time.")),
)  # fmt: skip

HANGINGS: Table[HangingLine] = Table(
    code="tai-diem-nay",
    caption=_("What hung here"),
    columns=[
        Column(code="treo", label=_("What"), value=lambda h: h.title, sort=True, head=True, css="wide", link=_url),
        Column(code="tinh-trang", label=_("State"), value=lambda h: str(HANGING_NAMES[h.state]), html=_state),
        Column(code="tu", label=_("From"), value=lambda h: h.hung_on or h.first, kind="date", sort=True),
        Column(code="den", label=_("Until"), value=lambda h: h.last, kind="date", sort=True),
        Column(code="quet", label=_("Code opened"), value=lambda h: h.scans, kind="number", sort=True),
    ],
    empty=Empty(title=_("Nothing has hung here yet")),
)  # fmt: skip
