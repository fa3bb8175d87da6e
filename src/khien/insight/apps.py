from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightConfig(AppConfig):
    name = "khien.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from khien.insight.access import READERS
        from khien.insight.cards import steering_card, steering_of
        from khien.programme.api import NextPage, register_next_page
        from khien.web import navigation, start_cards

        start_cards.register(
            start_cards.StartCard(
                code="steering",
                template="insight/card.html",
                order=8,
                context=steering_card,
                roles=frozenset(READERS),
            )
        )
        register_next_page(NextPage("steering", _("Steering page"), "gauge", 5, steering_of))
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
