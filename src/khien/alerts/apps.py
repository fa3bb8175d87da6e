from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlertsConfig(AppConfig):
    name = "khien.alerts"
    label = "alerts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from khien.alerts.cards import returned, to_approve, waiting_count
        from khien.alerts.selectors.search import SOURCE, documents
        from khien.alerts.wording import ACT_NAMES, EVENT_NAMES
        from khien.alerts.wording_sharing import AUDIT_NAMES
        from khien.base import audit
        from khien.search.api import Source, register_source
        from khien.web import navigation, site_menu
        from khien.work.api import InboxSource, register_inbox_source

        for act, name in (*ACT_NAMES.items(), *AUDIT_NAMES.items()):
            audit.register_action(f"alert.{act}", name)
        navigation.register(
            navigation.Entry(
                code="alerts",
                label=_("Warnings"),
                url_name="alerts_staff:list",
                icon="alert-triangle",
                order=29,
                section="programme",
                count=waiting_count,
            )
        )
        register_inbox_source(
            InboxSource("alert_approve", _("Warnings to approve"), 5, to_approve, approval=True)
        )
        register_inbox_source(InboxSource("alert_returned", _("Warnings sent back to mend"), 6, returned))
        register_source(Source(SOURCE, _("Warnings"), documents, dict(EVENT_NAMES)))
        both = frozenset({"top", "foot"})
        site_menu.register(
            site_menu.SiteLink("alerts", _("Warnings"), "alerts:list", "alert-triangle", 5, both)
        )
        site_menu.register_part("top", "alerts/parts/banner.html")
