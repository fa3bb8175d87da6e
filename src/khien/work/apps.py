from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkConfig(AppConfig):
    name = "khien.work"
    label = "work"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from khien.orgs.api import Role
        from khien.programme.api import NextPage, register_next_page
        from khien.web import navigation, start_cards
        from khien.work import cards
        from khien.work.sources import InboxSource, register_inbox_source

        navigation.register(
            navigation.Entry(
                code="inbox",
                label=_("Inbox"),
                url_name="work:inbox",
                icon="inbox",
                order=10,
                thumb=frozenset(Role),
                count=cards.waiting_count,
            )
        )
        start_cards.register(
            start_cards.StartCard(code="work", template="work/card.html", order=5, context=cards.work_card)
        )
        register_next_page(
            NextPage(
                "work", _("Work of the units"), "list-check", 10, cards.work_of_programme, cards.work_of_task
            )
        )
        register_inbox_source(InboxSource("offers", _("Offered tasks"), 10, cards.offers, approval=True))
        register_inbox_source(
            InboxSource("extensions", _("Requests for more time"), 12, cards.requests_for_time, approval=True)
        )
        register_inbox_source(
            InboxSource("plans", _("Plans to review"), 50, cards.plans_to_review, approval=True)
        )
        register_inbox_source(InboxSource("mentions", _("Remarks to your unit"), 60, cards.mentions))
