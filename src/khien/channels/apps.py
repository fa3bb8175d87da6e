from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChannelsConfig(AppConfig):
    name = "khien.channels"
    label = "channels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from khien.base import audit

        audit.register_action("channels.uncertain_resent", _("Had uncertain messages sent once more"))
        audit.register_action("channels.uncertain_accepted", _("Took uncertain messages as sent"))
