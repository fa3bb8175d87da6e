from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "khien.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from khien.plans.access import READERS, WRITERS
        from khien.plans.cards import waiting_count, waiting_plans
        from khien.web import navigation, start_cards

        navigation.register(
            navigation.Entry(
                code="plans",
                label=_("Plans"),
                url_name="plans:list",
                icon="file-text",
                order=30,
                roles=frozenset(READERS),
                count=waiting_count,
            )
        )
        navigation.register(
            navigation.Entry(
                code="cascade",
                label=_("Plans of the units"),
                url_name="plans:cascades",
                icon="list-check",
                order=28,
                section="programme",
                roles=frozenset(READERS),
            )
        )
        start_cards.register(
            start_cards.StartCard(
                code="plans-waiting",
                template="plans/card.html",
                order=20,
                context=waiting_plans,
                roles=frozenset(WRITERS),
            )
        )
