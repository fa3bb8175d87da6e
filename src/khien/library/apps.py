from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "khien.library"
    label = "library"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from khien.base import audit
        from khien.library.rules.kinds import Act
        from khien.library.wording import ACT_NAMES

        for act in Act:
            audit.register_action(f"material.{act.value}", ACT_NAMES[act])
        audit.register_action("material.adapted", _("Copied a material to adapt it"))
        audit.register_action("booklet.changed", _("Changed a booklet"))
