from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "khien.channels"
    label = "channels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        pass
