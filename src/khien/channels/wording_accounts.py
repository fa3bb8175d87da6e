"""One line on each kind of channel, for who adds one; names of what is done to an account."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.channels.rules.kinds import ChannelKind

KIND_LINES: dict[ChannelKind, object] = {
    ChannelKind.EMAIL: _("Through your mail server. You need its name, a mailbox and its password."),
    ChannelKind.SMS_SMPP: _(
        "Straight to an operator. You need a contract, a brand name and the operator's data sheet."
    ),
    ChannelKind.SMS_HTTP: _("Through a company that sends messages. You need its data sheet and a key."),
    ChannelKind.ZALO: _("To followers of the unit's own account. You need its keys."),
    ChannelKind.PUSH: _("To browsers whose owners agreed on the public site. You need nothing."),
    ChannelKind.FACEBOOK: _("Posts on the unit's own page. You need a key of the page."),
    ChannelKind.YOUTUBE: _("Clips on the unit's own channel. You need its keys."),
    ChannelKind.PORTAL: _("A line on top of the public site and its feeds. You need nothing."),
    ChannelKind.RADIO: _("Bulletins to commune stations, by network or by USB stick."),
    ChannelKind.PRINT: _("Posters at markets, banks, buses, schools."),
    ChannelKind.PRESS: _("Texts and pictures for editors of newspapers and stations."),
}
ACT_NAMES = {
    "channel.added": _("Added a channel"),
    "channel.changed": _("Changed a channel"),
    "channel.tested": _("Tested a channel"),
    "channel.tried": _("Sent oneself a trial message"),
    "channel.switched_on": _("Switched a channel on"),
    "channel.switched_off": _("Switched a channel off"),
    "channel.moved": _("Changed the order of channels"),
}
