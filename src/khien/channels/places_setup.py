"""What radio, print points, press and notices tell the house when it starts. Called by `apps.ready` only."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.base import audit, clock
from khien.channels.access.reach import READERS
from khien.channels.cards.places import to_air, to_walk
from khien.channels.rules.kinds import ChannelKind
from khien.channels.services import notices, placements_campaign, press, radio_sources
from khien.channels.transports import inside
from khien.channels.transports.contract import AccountData, Outcome, Parcel
from khien.web import navigation
from khien.work.api import InboxSource, register_inbox_source


def set_up() -> None:
    _audit()
    register_inbox_source(InboxSource("radio_air", _("Bulletins to air by loudspeaker"), 44, to_air))
    register_inbox_source(InboxSource("placement_due", _("Posters to walk to"), 72, to_walk))
    _boards()
    _menu()


def _audit() -> None:
    for code, words in (
        ("radio.station", _("Changed a radio station")),
        ("radio.scheduled", _("Scheduled a bulletin for loudspeakers")),
        ("radio.recalled", _("Called a bulletin back")),
        ("radio.played", _("Said that a bulletin was aired")),
        ("press.outlet", _("Changed a press outlet")),
        ("press.piece", _("Recorded what came out in the press")),
        ("press.kit", _("Made a press kit")),
        ("press.sent", _("Sent a press kit")),
        ("channels.inside_account", _("Opened a channel of our own")),
        ("placement.opened", _("Added a print point")),
        ("placement.changed", _("Changed a print point")),
        ("placement.planned", _("Planned what hangs at a print point")),
        ("placement.hung", _("Hung something at a print point")),
        ("placement.down", _("Took something down from a print point")),
        ("radio.not_played", _("Said that a bulletin could not be aired")),
    ):
        audit.register_action(code, words)


def put_bulletin(account: AccountData, parcel: Parcel) -> Outcome:
    return radio_sources.put_bulletin(account, parcel, at=clock.now())


def put_posters(account: AccountData, parcel: Parcel) -> Outcome:
    return placements_campaign.put_posters(account, parcel, at=clock.now())


def put_kit(account: AccountData, parcel: Parcel) -> Outcome:
    return press.put_kit(account, parcel, at=clock.now())


def put_notice(account: AccountData, parcel: Parcel) -> Outcome:
    return notices.put_notice(account, parcel, at=clock.now())


def _boards() -> None:
    inside.register_voice(radio_sources.voice)
    inside.register_board(ChannelKind.RADIO, put_bulletin)
    inside.register_board(ChannelKind.PRINT, put_posters)
    inside.register_board(ChannelKind.PRESS, put_kit)
    inside.register_board(ChannelKind.PORTAL, put_notice)


def _menu() -> None:
    navigation.register(
        navigation.Entry(
            code="radio",
            label=_("Commune radio"),
            url_name="radio:stations",
            icon="speakerphone",
            order=30,
            section="programme",
            roles=frozenset(READERS),
        )
    )
    navigation.register(
        navigation.Entry(
            code="placements",
            label=_("Print points"),
            url_name="placements:due",
            icon="map-pin",
            order=31,
            section="programme",
            roles=frozenset(READERS),
        )
    )
    navigation.register(
        navigation.Entry(
            code="press",
            label=_("Press"),
            url_name="press:outlets",
            icon="news",
            order=32,
            section="programme",
            roles=frozenset(READERS),
        )
    )
