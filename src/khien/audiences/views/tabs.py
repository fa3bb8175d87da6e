"""The tabs of the pages of those we write to; each person sees those that open for her."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from khien.audiences.access import READERS
from khien.web.doors import StaffRequest


def tabs(request: StaffRequest, current: str) -> list[dict[str, object]]:
    found = [
        ("overview", _("Counts of people"), "users"),
        ("places", _("By commune and ward"), "map-pin"),
    ]
    if request.actor.has(*READERS):
        found += [
            ("segments", _("Groups to write to"), "category"),
            ("imports", _("Lists brought"), "upload"),
            ("look_up", _("One person"), "user-question"),
        ]
    return [
        {
            "label": label,
            "url": reverse(f"audiences_staff:{code}"),
            "current": code == current,
            "icon": icon,
        }
        for code, label, icon in found
    ]
