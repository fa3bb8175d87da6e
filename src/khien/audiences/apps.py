from django.apps import AppConfig


class AudiencesConfig(AppConfig):
    name = "khien.audiences"
    label = "audiences"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        pass
