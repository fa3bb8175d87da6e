"""Tables of the pages of those we write to."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khien.audiences.models import ContactImport
from khien.audiences.rules.standing import Channel
from khien.audiences.selectors.overview import LineCount
from khien.audiences.selectors.places import plain_name
from khien.audiences.wording import CHANNEL_WORDS, IMPORT_WORDS, small_count
from khien.base.text import fold
from khien.web.tables import Column, Empty, Table
from khien.web.templatetags.khien import badge

_NOBODY = Empty(
    title=_("Nobody yet in your place"),
    text=_("People sign up on the public page, or you bring a list of those who agreed."),
)


def _channel_column(channel: str) -> Column[LineCount]:
    return Column(
        code=channel,
        label=CHANNEL_WORDS[channel],
        value=lambda line: small_count(line.counts.get(channel, 0)),
        sort=lambda line: line.counts.get(channel, 0),
        css="tight",
    )


PLACES: Table[LineCount] = Table(
    code="theo-noi",
    caption=_("Those we may write to, by place"),
    columns=[
        Column(
            code="noi", label=_("Commune or ward"), value=lambda line: plain_name(line.label), sort=True, head=True,
        ),
        *[_channel_column(channel.value) for channel in Channel],
    ],
    empty=_NOBODY,
    search=lambda lines, text: [line for line in lines if fold(text) in fold(line.label)],
    search_label=_("Find a commune or ward"),
)  # fmt: skip

IMPORTS: Table[ContactImport] = Table(
    code="danh-sach",
    caption=_("Lists brought by officers"),
    columns=[
        Column(
            code="ten", label=_("File"), value=lambda row: row.filename, head=True,
            link=lambda row: reverse("audiences_staff:import", args=[row.uuid]),
        ),
        Column(code="noi", label=_("Where they live"), value=lambda row: plain_name(str(row.unit.name))),
        Column(code="dong", label=_("Rows"), value=lambda row: row.total, kind="number", css="tight"),
        Column(
            code="luc", label=_("Brought at"), value=lambda row: row.created_at, kind="datetime",
            sort=lambda row: row.created_at,
        ),
        Column(code="ai", label=_("Brought by"), value=lambda row: row.by_label),
        Column(
            code="den-dau", label=_("State"), value=lambda row: str(IMPORT_WORDS[row.state][0]),
            html=lambda row: badge(*IMPORT_WORDS[row.state]),
        ),
    ],
    sort="-luc",
    empty=Empty(
        title=_("No list has been brought yet"),
        text=_("Bring a list only of people who agreed, with the proof of it."),
    ),
)  # fmt: skip
