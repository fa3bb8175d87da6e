from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "khien.programme"
    label = "programme"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from khien.orgs.api import Role
        from khien.plans.api import NextStep, PlanStatus, register_next_step
        from khien.programme.access.ledger import RECORDERS
        from khien.programme.cards import running_programmes
        from khien.web import navigation, start_cards

        navigation.register(
            navigation.Entry(
                code="ledger",
                label=_("Ledger of activities"),
                url_name="ledger:activities",
                icon="notebook",
                order=12,
                thumb=frozenset(RECORDERS),
            )
        )
        navigation.register(
            navigation.Entry(
                code="programmes",
                label=_("Programmes"),
                url_name="programme:programmes",
                icon="target-arrow",
                order=20,
                section="programme",
            )
        )
        navigation.register(
            navigation.Entry(
                code="targets",
                label=_("Targets"),
                url_name="targets:targets",
                icon="chart-bar",
                order=24,
                section="programme",
            )
        )
        start_cards.register(
            start_cards.StartCard(
                code="programmes", template="programme/card.html", order=50, context=running_programmes
            )
        )
        register_next_step(
            NextStep(
                code="adopt",
                label=_("Adopt…"),
                url_name="programme:adopt",
                statuses=frozenset({PlanStatus.REVIEW}),
                order=10,
                primary=True,
                roles=frozenset({Role.STANDING_OFFICE, Role.LEADER, Role.FOCAL_OFFICER}),
            )
        )
        register_next_step(
            NextStep(
                code="programme",
                label=_("Open the programme"),
                url_name="programme:programme_of_plan",
                statuses=frozenset({PlanStatus.ADOPTED, PlanStatus.SUPERSEDED}),
                order=10,
                primary=True,
            )
        )
