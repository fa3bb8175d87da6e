from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from khien.base.audit import register_action
from khien.web import navigation


class OrgsConfig(AppConfig):
    name = "khien.orgs"
    label = "orgs"
    verbose_name = _("Units and people")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for code, text in _ACTIONS.items():
            register_action(code, text)
        for entry in _MENU:
            navigation.register(entry)


_READ_ALL = frozenset({"standing_office", "administrator", "auditor"})
_MENU = (
    navigation.Entry(
        code="units", label=_("Units"), url_name="orgs:tree", icon="sitemap", order=600, section="people"
    ),
    navigation.Entry(
        code="officers",
        label=_("Officers"),
        url_name="orgs:people",
        icon="users",
        order=610,
        section="people",
    ),
    navigation.Entry(
        code="names",
        label=_("Names"),
        url_name="orgs:names",
        icon="message-question",
        order=630,
        section="people",
        roles=_READ_ALL,
    ),
)


_ACTIONS = {
    "orgs.unit.opened": _("Unit opened"),
    "orgs.unit.renamed": _("Unit renamed"),
    "orgs.unit.corrected": _("Unit data corrected"),
    "orgs.unit.moved": _("Unit moved"),
    "orgs.unit.merged": _("Units merged"),
    "orgs.unit.split": _("Unit split"),
    "orgs.unit.transferred": _("Duties transferred"),
    "orgs.unit.closed": _("Unit closed"),
    "orgs.units.loaded": _("Reference units loaded"),
    "orgs.table.imported": _("Table of units and people imported"),
    "orgs.person.added": _("Person added"),
    "orgs.person.changed": _("Person's data changed"),
    "orgs.person.forgotten": _("Data of former officers removed"),
    "orgs.role.granted": _("Role given"),
    "orgs.role.ended": _("Role ended"),
    "orgs.alias.decided": _("Name decided"),
    "orgs.alias.removed": _("Name decision removed"),
}
