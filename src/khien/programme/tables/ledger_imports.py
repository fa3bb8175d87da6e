"""The table of an upload: every row with what would become of it, and which cell is wrong, why."""

from __future__ import annotations

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from khien.programme.rules.activity_rows import COLUMNS, RowFault
from khien.programme.selectors.import_fates import RowFate
from khien.programme.wording.ledger import FATE_WORDS, ROW_FAULT_WORDS
from khien.web.tables import Column, Empty, Filter, Table
from khien.web.templatetags.khien import badge
from vanban import fold

WITH_NOTE = frozenset({RowFault.LOCKED, RowFault.TWICE})


def fault_text(row: RowFate) -> str:
    return "; ".join(f"{column}: {why}" for column, why in _told(row))


def _told(row: RowFate) -> list[tuple[str, str]]:
    told = []
    for name, why in row.faults:
        words = str(ROW_FAULT_WORDS[why])
        told.append((COLUMNS.get(name, name), f"{words} {row.note}" if why in WITH_NOTE else words))
    return told


def _faults_html(row: RowFate) -> SafeString:
    return format_html_join("", "<div><b>{}</b>: {}</div>", _told(row))


def _fate(row: RowFate) -> str:
    return str(FATE_WORDS[row.fate][0])


def _fate_html(row: RowFate) -> SafeString:
    text, tone = FATE_WORDS[row.fate]
    return badge(text, tone)


FATES: Table[RowFate] = Table(
    code="dong-hoat-dong",
    caption=_("Rows"),
    columns=[
        Column(code="dong", label=_("Row"), value=lambda r: r.line, kind="number", sort=lambda r: r.line),
        Column(
            code="se",
            label=_("Becomes"),
            value=_fate,
            html=_fate_html,
            sort=lambda r: r.fate.value,
            css="tight",
        ),
        Column(code="ten", label=_("Activity"), value=lambda r: r.title, head=True),
        Column(code="loi", label=_("What is wrong"), value=fault_text, html=_faults_html, css="wide"),
        Column(code="ngay", label=_("Day"), value=lambda r: r.day, kind="date"),
        Column(code="don-vi", label=_("Unit"), value=lambda r: r.unit),
    ],
    filters=[
        Filter(
            code="thanh",
            label=_("Becomes"),
            choices=[(code, text) for code, (text, _tone) in FATE_WORDS.items()],
            apply=lambda rows, value: [row for row in rows if row.fate == value],
        )
    ],
    search=lambda rows, text: [row for row in rows if fold(text) in fold(f"{row.title} {row.unit}")],
    search_label=_("Words of the activity or unit"),
    empty=Empty(title=_("The table is empty")),
)
