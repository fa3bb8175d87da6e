from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChannelsConfig(AppConfig):
    name = "khien.channels"
    label = "channels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from khien.audiences.api import register_confirmer
        from khien.base import audit
        from khien.channels.access.accounts import READERS as ACCOUNT_READERS
        from khien.channels.access.campaigns import READERS
        from khien.channels.cards.campaigns import to_approve
        from khien.channels.places_setup import set_up
        from khien.channels.receivers import listen
        from khien.channels.services.confirming import can_confirm_by_sms, confirm_by_sms
        from khien.channels.services.tokens import DatabaseKeeper
        from khien.channels.transports.tokens import keep_with
        from khien.channels.wording_accounts import ACT_NAMES as ACCOUNT_ACTS
        from khien.channels.wording_campaigns import ACT_NAMES
        from khien.web import navigation, site_menu
        from khien.work.api import InboxSource, register_inbox_source

        listen()
        register_confirmer("sms", confirm_by_sms, ready=can_confirm_by_sms)
        keep_with(DatabaseKeeper())
        set_up()
        audit.register_action("channels.uncertain_resent", _("Had uncertain messages sent once more"))
        audit.register_action("channels.uncertain_accepted", _("Took uncertain messages as sent"))
        for code, name in ACCOUNT_ACTS.items():
            audit.register_action(code, name)
        for act, words in ACT_NAMES.items():
            audit.register_action(f"campaign.{act}", words)
        audit.register_action("campaign.dropped", _("Dropped the draft of a campaign"))
        navigation.register(
            navigation.Entry(
                code="campaigns",
                label=_("Campaigns"),
                url_name="campaigns:list",
                icon="send",
                order=29,
                section="programme",
                roles=frozenset(READERS),
            )
        )
        navigation.register(
            navigation.Entry(
                code="channel_accounts",
                label=_("Channels"),
                url_name="channel_accounts:list",
                icon="settings",
                order=72,
                section="system",
                roles=frozenset(ACCOUNT_READERS),
            )
        )
        here = frozenset({"foot"})
        site_menu.register(
            site_menu.SiteLink(
                "push", _("Receive warnings on this device"), "channels:push", "bell", 61, here
            )
        )
        register_inbox_source(
            InboxSource("campaigns_approve", _("Campaigns to approve"), 42, to_approve, approval=True)
        )
