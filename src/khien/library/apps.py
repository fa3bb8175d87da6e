from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "khien.library"
    label = "library"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from khien.base import audit
        from khien.library.editor_panels import install
        from khien.library.rules.kinds import Act
        from khien.library.selectors.search import SOURCE, documents
        from khien.library.wording import ACT_NAMES, KIND_NAMES
        from khien.search.api import Source, register_source

        register_source(
            Source(SOURCE, _("Materials"), documents, {k.value: name for k, name in KIND_NAMES.items()})
        )

        install()
        for act in Act:
            audit.register_action(f"material.{act.value}", ACT_NAMES[act])
        audit.register_action("material.adapted", _("Copied a material to adapt it"))
        audit.register_action("material.files", _("Changed the files of a material"))
        audit.register_action("brand.changed", _("Changed a unit's logo and colour"))
        audit.register_action("topic.changed", _("Changed a topic of the library"))
        audit.register_action("instrument.changed", _("Changed an instrument that materials cite"))
        audit.register_action("booklet.changed", _("Changed a booklet"))
