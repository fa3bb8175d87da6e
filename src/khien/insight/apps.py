from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightConfig(AppConfig):
    name = "khien.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from khien.insight.access import READERS
        from khien.web import navigation

        navigation.register(
            navigation.Entry(
                code="steering",
                label=_("Steering page"),
                url_name="insight:steering",
                icon="gauge",
                order=5,
                roles=frozenset(READERS),
            )
        )
