from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetConfig(AppConfig):
    name = "khien.budget"
    label = "budget"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from khien.budget.cards import money_of_programme, returned, to_answer
        from khien.programme.api import NextPage, register_next_page
        from khien.web import navigation
        from khien.work.api import InboxSource, register_inbox_source

        navigation.register(
            navigation.Entry(
                code="budget",
                label=_("Money"),
                url_name="budget:budgets",
                icon="report-money",
                order=26,
                section="programme",
            )
        )
        register_next_page(NextPage("budget", _("Money"), "report-money", 50, money_of_programme))
        register_inbox_source(
            InboxSource("budget_answer", _("Estimates to answer"), 60, to_answer, approval=True)
        )
        register_inbox_source(InboxSource("budget_returned", _("Estimates returned"), 61, returned))
