from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "khien.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from khien.base import audit
        from khien.library.api import register_page_preview, when_edition_made, when_taken_down
        from khien.portal.access import SETTERS
        from khien.portal.desk_entries import register_desks
        from khien.portal.menu import LINKS
        from khien.portal.receivers import edition_made, taken_down
        from khien.portal.rules.warnings import register_warning_source
        from khien.portal.selectors.alerts import newest_warning
        from khien.portal.views.material import draft_page
        from khien.web import navigation, site_menu

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
        for link in LINKS:
            site_menu.register(link)
        site_menu.register_part("foot", "portal/parts/foot.html")
        site_menu.register_part("lost", "portal/parts/lost.html")
