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
        from khien.programme.announcements import when_programme_begins
        from khien.programme.cards import own_ledger, running_programmes
        from khien.programme.menu import ENTRIES, NEXT_PAGES
        from khien.programme.next_pages import register_next_page
        from khien.programme.services import searching
        from khien.search.api import Source, register_source
        from khien.web import navigation, start_cards

        register_source(
            Source(searching.SOURCE, _("Plans"), searching.documents, {searching.KIND: _("Plan")})
        )
        when_programme_begins("search", searching.put_programme)
        for entry in ENTRIES:
            navigation.register(entry)
        for page in NEXT_PAGES:
            register_next_page(page)
        start_cards.register(
            start_cards.StartCard(
                code="ledger",
                template="ledger/card.html",
                order=15,
                context=own_ledger,
                roles=frozenset(RECORDERS),
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
