"""The public site's links: beside the name, at the foot, who runs this. Lists that may be empty say so themselves: the
menu asks the database as little as it can, it stands on every page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.insight.api import any_public_scorecard
from khien.web.site_menu import SiteLink

BOTH = frozenset({"top", "foot"})
FOOT = frozenset({"foot"})
ABOUT = frozenset({"about"})

LINKS = (
    SiteLink("topics", _("Topics"), "portal:topics", "category", 10, BOTH),
    SiteLink("scams", _("Scam patterns"), "portal:scams", "alert-triangle", 20, BOTH),
    SiteLink("materials", _("All materials"), "portal:materials", "book", 30, FOOT),
    SiteLink("guide", _("Is this a scam?"), "portal:guide", "zoom-question", 40, FOOT),
    SiteLink("search", _("Search the site"), "portal:search", "search", 50, BOTH),
    SiteLink("about", _("About this site"), "portal:about", "info-circle", 60, ABOUT),
    SiteLink("results", _("Results"), "scorecard:list", "target", 60, FOOT, any_public_scorecard),
    SiteLink("booklets", _("Booklets for everybody"), "site:booklets", "book", 65, FOOT),
    SiteLink("sites", _("Sites of the units"), "site:sites", "building", 66, FOOT),
    SiteLink("contact", _("Contact"), "portal:contact", "phone", 70, ABOUT),
    SiteLink("accessibility", _("Accessibility"), "portal:accessibility", "eye", 80, ABOUT),
    SiteLink("privacy", _("Your privacy"), "portal:privacy", "lock", 90, ABOUT),
    SiteLink("reuse", _("Using our texts"), "portal:reuse", "copy", 100, ABOUT),
)
