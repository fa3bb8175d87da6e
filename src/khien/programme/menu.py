"""Where the staff menu leads in this app: the ledger, the programmes, their targets."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khien.base.access import Actor
from khien.programme.access.ledger import RECORDERS
from khien.programme.next_pages import NextPage
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


def _ledger_of(actor: Actor, uuid: str) -> str:
    return f"{reverse('ledger:activities')}?{urlencode({'chuong-trinh': uuid})}"


def _targets_of(actor: Actor, uuid: str) -> str:
    return f"{reverse('targets:targets')}?{urlencode({'chuong-trinh': uuid})}"


NEXT_PAGES = (
    NextPage("ledger", _("Ledger of activities"), "notebook", 20, of_programme=_ledger_of),
    NextPage("targets", _("How far the targets are"), "chart-bar", 30, of_programme=_targets_of),
)
