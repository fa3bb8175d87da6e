"""How work stands, by unit and by group of tasks: each figure leads to its list."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from khien.web.figures import percent
from khien.web.tables import Column, Empty, Table
from khien.work.rules.board_filter import group_code
from khien.work.selectors.inbox import Standing
from vanban import collation_key, fold


def list_url(line: Standing, by: str, state: str = "") -> str:
    """The list behind a figure. `by`: "unit" or "group"."""
    key = {"don-vi": line.url_key} if by == "unit" else {"nhom": group_code(line.label)}
    asked = key | {"vai-tro": "chu-tri"} | ({"trang-thai": state} if state else {})
    return f"{reverse('work:table')}?{urlencode(asked)}"


def standing_table(by: str) -> Table[Standing]:
    head = Column[Standing](
        code="don-vi" if by == "unit" else "nhom",
        label=_("Unit") if by == "unit" else _("Group of tasks"),
        value=lambda s: s.label or _("Without a group"),
        sort=lambda s: collation_key(s.label),
        link=lambda s: list_url(s, by),
        head=True,
        fixed=True,
        css="wide",
    )
    return Table(
        code="theo-don-vi" if by == "unit" else "theo-nhom",
        caption=_("How the work stands"),
        columns=[
            head,
            _number("tong", _("All"), lambda s: s.total, by, ""),
            _number("qua-han", _("Overdue"), lambda s: s.overdue, by, "qua-han"),
            _number("xong", _("In time"), lambda s: s.done, by, "hoan-thanh"),
            _number("muon", _("Done late"), lambda s: s.late, by, "hoan-thanh-muon", shown=False),
            _number("dang-lam", _("Under way"), lambda s: s.under_way, by, "dang-lam"),
            _number("chua-lam", _("Not begun"), lambda s: s.not_started, by, "chua-bat-dau"),
            Column[Standing](
                code="dung-han",
                label=_("Share in time"),
                value=lambda s: s.on_time,
                kind="percent",
                html=lambda s: "" if s.on_time is None else percent(s.on_time),
                sort=lambda s: -1 if s.on_time is None else s.on_time,
            ),
        ],
        search=lambda rows, text: [row for row in rows if fold(text) in fold(row.label)],
        search_label=_("Words of the name"),
        empty=Empty(
            title=_("No work yet"),
            text=_("When a plan is adopted, each unit's tasks stand here."),
            href=reverse("programme:programmes"),
            action=_("Open the programmes"),
        ),
    )


def _number(
    code: str,
    label: object,
    value: Callable[[Standing], int],
    by: str,
    state: str,
    *,
    shown: bool = True,
) -> Column[Standing]:
    def linked(line: Standing) -> SafeString | str:
        count = value(line)
        if not count:
            return format_html('<span class="muted">{}</span>', 0)
        css = "figure-danger" if state == "qua-han" else ""
        return format_html('<a class="{}" href="{}">{}</a>', css, list_url(line, by, state), count)

    return Column[Standing](
        code=code, label=label, value=value, kind="number", sort=value, html=linked, shown=shown
    )
