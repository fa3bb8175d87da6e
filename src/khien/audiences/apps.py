from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "audiences.recorded": _("Recorded a person's consent"),
    "audiences.never": _("Put an address on the list of those not to contact"),
    "audiences.looked_up": _("Looked up one person we write to"),
    "audiences.erased": _("Erased a person we wrote to"),
    "audiences.import_begun": _("Had a list of people taken in"),
    "audiences.imported": _("A list of people was taken in"),
    "audiences.import_dropped": _("Dropped a list of people"),
    "audiences.segment_made": _("Made a group of people to write to"),
    "audiences.segment_changed": _("Changed a group of people to write to"),
    "audiences.segment_dropped": _("Dropped a group of people to write to"),
    "audiences.segment_back": _("Took a dropped group of people back"),
}


class AudiencesConfig(AppConfig):
    name = "khien.audiences"
    label = "audiences"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from khien.audiences.access import COUNTERS
        from khien.base import audit
        from khien.web import navigation, site_menu

        for code, text in ACTIONS.items():
            audit.register_action(code, text)
        navigation.register(
            navigation.Entry(
                code="audiences",
                label=_("People we write to"),
                url_name="audiences_staff:overview",
                icon="users",
                order=54,
                section="programme",
                roles=frozenset(COUNTERS),
            )
        )
        site_menu.register(
            site_menu.SiteLink(
                "messages", _("Receive warnings"), "audiences:join", "bell", 60, frozenset({"foot"})
            )
        )
