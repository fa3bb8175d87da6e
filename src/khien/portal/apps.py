from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "khien.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from khien.base import audit
        from khien.insight.api import any_public_scorecard
        from khien.library.api import register_page_preview, when_edition_made, when_taken_down
        from khien.portal.access import SETTERS
        from khien.portal.desk_entries import register_desks
        from khien.portal.rules.warnings import register_warning_source
        from khien.portal.selectors.alerts import newest_warning
        from khien.portal.receivers import edition_made, taken_down
        from khien.portal.views.material import draft_page
        from khien.web import navigation, site_menu
        from khien.web.site_menu import SiteLink

        audit.register_action("portal.button_changed", _("Changed a button of the first page"))
        audit.register_action("portal.page_published", _("Published a page about the site"))
        navigation.register(
            navigation.Entry(
                code="portal",
                label=_("Public site"),
                url_name="portal_staff:site",
                icon="world",
                order=60,
                section="programme",
                roles=frozenset(SETTERS),
            )
        )
        register_desks()
        register_warning_source(newest_warning)
        register_page_preview(draft_page)
        when_edition_made("portal", edition_made)
        when_taken_down("portal", taken_down)
        both = frozenset({"top", "foot"})
        for order, (code, label, url_name, icon, places) in enumerate(
            (
                ("topics", _("Topics"), "portal:topics", "category", both),
                ("scams", _("Scam patterns"), "portal:scams", "alert-triangle", both),
                ("materials", _("All materials"), "portal:materials", "book", frozenset({"foot"})),
                ("guide", _("Is this a scam?"), "portal:guide", "zoom-question", frozenset({"foot"})),
                ("search", _("Search the site"), "portal:search", "search", both),
                ("about", _("About this site"), "portal:about", "info-circle", frozenset({"about"})),
                ("contact", _("Contact"), "portal:contact", "phone", frozenset({"about"})),
                ("accessibility", _("Accessibility"), "portal:accessibility", "eye", frozenset({"about"})),
                ("privacy", _("Your privacy"), "portal:privacy", "lock", frozenset({"about"})),
                ("reuse", _("Using our texts"), "portal:reuse", "copy", frozenset({"about"})),
            )
        ):
            site_menu.register(SiteLink(code, label, url_name, icon, (order + 1) * 10, places))
        site_menu.register(
            SiteLink(
                "results",
                _("Results"),
                "scorecard:list",
                "target",
                60,
                frozenset({"foot"}),
                any_public_scorecard,
            )
        )
        site_menu.register_part("foot", "portal/parts/foot.html")
        site_menu.register_part("lost", "portal/parts/lost.html")
