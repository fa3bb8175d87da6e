"""Declared tables of the press part."""

from __future__ import annotations

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khien.channels.selectors.press import OutletLine
from khien.channels.wording_places import OUTLET_NAMES
from khien.web.tables import Column, Empty, Filter, Table
from khien.web.templatetags.khien import badge


def _state(line: OutletLine) -> SafeString:
    if not line.understood:
        return badge(gettext("The quota could not be read"), "need")
    if line.missing:
        return badge(gettext("%(n)s missing") % {"n": line.missing}, "danger")
    return badge(gettext("Quota kept") if line.kept else gettext("No quota"), "done" if line.kept else "idle")


OUTLETS: Table[OutletLine] = Table(
    code="bao-chi",
    caption=_("Outlets and what they owe this month"),
    columns=[
        Column(
            code="ten", label=_("Outlet"), value=lambda o: o.name, sort=True, head=True, css="wide",
            link=lambda o: reverse("press:outlet", args=[o.uuid]),
        ),
        Column(code="loai", label=_("Kind of outlet"), value=lambda o: str(OUTLET_NAMES[o.kind]), sort=True),
        Column(code="giao", label=_("Owed by the plan"), value=lambda o: o.quota),
        Column(code="lam", label=_("Done of what is owed"), value=lambda o: o.shown),
        Column(code="ra", label=_("Came out this month"), value=lambda o: o.pieces, kind="number", sort=True),
        Column(code="thieu", label=_("Missing"), value=lambda o: o.missing, kind="number", sort=True, shown=False),
        Column(code="tinh-trang", label=_("State"), value=lambda o: str(o.missing), html=_state),
    ],
    filters=[
        Filter(
            code="dat", label=_("State"),
            choices=[("thieu", _("Something is missing")), ("du", _("Quota kept"))],
            apply=lambda rows, value: [row for row in rows if bool(row.missing) == (value == "thieu")],
        ),
    ],
    empty=Empty(
        title=_("No outlet yet"),
        text=_("Add the newspaper and the station, with what the plan says they owe."),
    ),
    sort="ten",
)  # fmt: skip
