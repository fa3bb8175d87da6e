from django.apps import AppConfig
from django.core.checks import Tags
from django.core.checks import register as register_check
from django.utils.translation import gettext_lazy as _

from khien.web.checks import any_host_name
from khien.web.navigation import Entry, register


class WebConfig(AppConfig):
    name = "khien.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register_check(any_host_name, Tags.security)
        register(
            Entry(
                code="start",
                label=_("Start"),
                url_name="workspace:start",
                icon="home",
                order=0,
                section="work",
            )
        )
        register(
            Entry(
                code="background",
                label=_("Background work"),
                url_name="workspace:background",
                icon="progress",
                order=950,
                section="system",
                roles=frozenset({"administrator"}),
            )
        )
