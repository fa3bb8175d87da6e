from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class BaseConfig(AppConfig):
    name = "khien.base"
    label = "base"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Every app's jobs and receivers are known once models are there; no app imports its own late.
        autodiscover_modules("jobs", "receivers", "housekeeping")
