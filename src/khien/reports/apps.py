from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "khien.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from khien.programme.api import NextPage, register_next_page
        from khien.reports.access.rounds import OF_A_UNIT, READERS
        from khien.reports.cards import (
            calendar_days,
            count_for,
            decision_entries,
            own_entries,
            rounds_page,
        )
        from khien.web import navigation
        from khien.work.api import (
            CalendarSource,
            InboxSource,
            register_calendar_source,
            register_inbox_source,
        )

        navigation.register(
            navigation.Entry(
                code="reports",
                label=_("Reports"),
                url_name="reports:rounds",
                icon="file-text",
                order=14,
                section="work",
                roles=frozenset(READERS),
                thumb=frozenset(OF_A_UNIT),
                count=count_for,
            )
        )
        register_next_page(NextPage("reports", _("Reporting rounds"), "file-text", 40, rounds_page))
        register_inbox_source(InboxSource("reports-due", _("Reports due"), 30, own_entries))
        register_inbox_source(
            InboxSource("reports-to-decide", _("Reports to decide on"), 40, decision_entries, approval=True)
        )
        register_calendar_source(CalendarSource("reports", calendar_days))
