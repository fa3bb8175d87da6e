from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "khien.alerts"
    label = "alerts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        pass
