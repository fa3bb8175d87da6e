"""Finds materials that need another look: their last day comes near, or a cited instrument no longer holds.

Refuses to change a text or take one down by itself: it says why, people decide.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from khien.library.models import Instrument, Material

NOTICE_DAYS = 30


def mark_what_needs_update(*, today: dt.date) -> int:
    """How many published materials are marked now. Safe to run again at any time."""
    ended = {
        row.number: row
        for row in Instrument.objects.filter(ended_on__lte=today).select_related("replaced_by")
    }
    marked = 0
    rows = Material.objects.filter(live=True, deleted_at__isnull=True).prefetch_related("sources")
    for material in rows:
        reason = _reason(material, ended, today)
        if reason != material.update_wanted:
            Material.objects.filter(pk=material.pk).update(update_wanted=reason)
        marked += bool(reason)
    return marked


def citing(number: str) -> Q:
    """Materials that cite an instrument; for the page that changes it."""
    return Q(sources__number=number)


def _reason(material: Material, ended: dict[str, Instrument], today: dt.date) -> str:
    with translation.override("vi"):
        for source in material.sources.all():
            gone = ended.get(source.number)
            if gone is not None:
                return _replaced(gone)[:300]
        until = material.valid_until
        if until is not None and until <= today + dt.timedelta(days=NOTICE_DAYS):
            return _("Its last day is %(day)s.") % {"day": f"{until:%d/%m/%Y}"}
    return ""


def _replaced(gone: Instrument) -> str:
    if gone.replaced_by is None:
        return _("It cites %(old)s, which no longer holds.") % {"old": gone.number}
    return _("It cites %(old)s, which was replaced by %(new)s.") % {
        "old": gone.number,
        "new": gone.replaced_by.number,
    }
