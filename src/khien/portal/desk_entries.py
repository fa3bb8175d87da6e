"""What this part of the public site puts into menus, the audit's words and signals. Called once, in `AppConfig.ready`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_published, page_unpublished

from khien.base import audit
from khien.portal import desk_access as access
from khien.portal.models import MicrositePage
from khien.web import navigation, site_menu
from khien.web.kept_pages import forget_pages
from khien.web.site_menu import SiteLink

ACTIONS = {
    "portal.event_written": _("Wrote an event"),
    "portal.event_changed": _("Changed an event"),
    "portal.event_shown": _("Put an event on the public calendar"),
    "portal.event_cancelled": _("Cancelled an event"),
    "portal.document_published": _("Made a document public"),
    "portal.document_withdrawn": _("Withdrew a public document"),
    "portal.site_opened": _("Opened a unit's own site"),
    "portal.site_changed": _("Changed a unit's own site"),
    "portal.site_switched": _("Switched a unit's own site on or off"),
}


def register_desks() -> None:
    for code, text in ACTIONS.items():
        audit.register_action(code, text)
    for order, (code, label, url_name, icon, roles) in enumerate(
        (
            ("events", _("Events"), "site_staff:events", "calendar-event", access.DESK),
            ("public-documents", _("Public documents"), "site_staff:documents", "file-text", access.OFFICE),
            ("microsites", _("Units' own sites"), "site_staff:sites", "world-share", access.DESK),
        )
    ):
        navigation.register(
            navigation.Entry(
                code=code, label=label, url_name=url_name, icon=icon, order=61 + order, section="programme",
                roles=frozenset(roles),
            )
        )  # fmt: skip
    for order, (code, label, url_name, icon) in enumerate(
        (
            ("events", _("Events"), "site:agenda", "calendar-event"),
            ("documents", _("Official documents"), "site:documents", "file-text"),
            ("feeds", _("Feeds"), "site:feeds", "rss"),
        )
    ):
        site_menu.register(SiteLink(code, label, url_name, icon, 70 + order, frozenset({"foot"})))
    page_published.connect(_changed, sender=MicrositePage, dispatch_uid="portal.site_page_out")
    page_unpublished.connect(_changed, sender=MicrositePage, dispatch_uid="portal.site_page_down")


def _changed(**_rest: Any) -> None:
    """A page of a unit's site went out or came down: what is kept is made anew."""
    forget_pages()
