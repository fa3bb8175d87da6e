"""Where the staff menu leads in this app: the ledger, the programmes, their targets."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.programme.access.ledger import RECORDERS
from khien.web.navigation import Entry

ENTRIES = (
    Entry(
        code="ledger",
        label=_("Ledger of activities"),
        url_name="ledger:activities",
        icon="notebook",
        order=12,
        thumb=frozenset(RECORDERS),
    ),
    Entry(
        code="programmes",
        label=_("Programmes"),
        url_name="programme:programmes",
        icon="target-arrow",
        order=20,
        section="programme",
    ),
    Entry(
        code="targets",
        label=_("Targets"),
        url_name="targets:targets",
        icon="chart-bar",
        order=24,
        section="programme",
    ),
)
