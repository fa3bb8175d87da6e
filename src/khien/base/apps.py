from django.apps import AppConfig
from django.core.checks import Tags
from django.core.checks import register as register_check
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from khien.base.audit import register_action
from khien.base.checks import scanner_address


class BaseConfig(AppConfig):
    name = "khien.base"
    label = "base"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register_check(scanner_address, Tags.security)
        for code, text in _ACTIONS.items():
            register_action(code, text)
        # Every app's jobs and receivers are known once models are there; no app imports its own late.
        autodiscover_modules("jobs", "receivers", "housekeeping")


_ACTIONS = {
    "files.infected_refused": _("Harmful software refused"),
    "files.infected_found": _("Harmful software found in a kept file"),
    "jobs.run_again": _("Failed background work run again"),
    "jobs.put_aside": _("Failed background work put aside"),
    "files.limit_set": _("Room for files set"),
}
