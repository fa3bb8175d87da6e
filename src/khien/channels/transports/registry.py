"""The table of channels: which slice carries a kind. One line a kind; a slice's folder can be deleted with its line."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms

from khien.channels.rules.kinds import ChannelKind
from khien.channels.transports.console import console_of
from khien.channels.transports.contract import AccountData, Transport
from khien.channels.transports.email.forms import EmailForm
from khien.channels.transports.email.transport import Email
from khien.channels.transports.facebook.forms import FacebookForm
from khien.channels.transports.facebook.transport import Facebook
from khien.channels.transports.portal.forms import PortalForm
from khien.channels.transports.portal.transport import Portal
from khien.channels.transports.press.forms import PressForm
from khien.channels.transports.press.transport import Press
from khien.channels.transports.print.forms import PrintForm
from khien.channels.transports.print.transport import Print
from khien.channels.transports.push.forms import PushForm
from khien.channels.transports.push.transport import Push
from khien.channels.transports.radio.forms import RadioForm
from khien.channels.transports.radio.transport import Radio
from khien.channels.transports.sms_http.forms import SmsHttpForm
from khien.channels.transports.sms_http.transport import SmsHttp
from khien.channels.transports.sms_smpp.forms import SmsSmppForm
from khien.channels.transports.sms_smpp.transport import SmsSmpp
from khien.channels.transports.youtube.forms import YouTubeForm
from khien.channels.transports.youtube.transport import YouTube
from khien.channels.transports.zalo.forms import ZaloForm
from khien.channels.transports.zalo.transport import Zalo


@dataclass(frozen=True, slots=True)
class Slice:
    """`form` has one field per setting; names in `secret_fields` are sealed and never shown again."""

    transport: type[Transport]
    console: type[Transport]
    form: type[forms.Form]
    secret_fields: tuple[str, ...] = ()


def _slice(transport: type[Transport], form: type[forms.Form], *secret_fields: str) -> Slice:
    return Slice(transport, console_of(transport), form, secret_fields)


SLICES: dict[ChannelKind, Slice] = {
    ChannelKind.EMAIL: _slice(Email, EmailForm, "password", "dkim_key", "intake_password"),
    ChannelKind.SMS_SMPP: _slice(SmsSmpp, SmsSmppForm, "password"),
    ChannelKind.SMS_HTTP: _slice(SmsHttp, SmsHttpForm, "password"),
    ChannelKind.ZALO: _slice(Zalo, ZaloForm, "app_secret", "refresh_token", "webhook_secret"),
    ChannelKind.PUSH: _slice(Push, PushForm),
    ChannelKind.FACEBOOK: _slice(Facebook, FacebookForm, "page_token", "app_secret"),
    ChannelKind.YOUTUBE: _slice(YouTube, YouTubeForm, "client_secret", "refresh_token"),
    ChannelKind.RADIO: _slice(Radio, RadioForm, "key"),
    ChannelKind.PRINT: _slice(Print, PrintForm),
    ChannelKind.PRESS: _slice(Press, PressForm),
    ChannelKind.PORTAL: _slice(Portal, PortalForm),
}


def transport_for(account: AccountData, *, console: bool) -> Transport:
    """`console`: development and drills; nothing leaves this machine. Raises KeyError for a kind without a slice."""
    found = SLICES[account.kind]
    return (found.console if console else found.transport)(account)
