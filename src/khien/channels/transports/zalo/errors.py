"""What Zalo's error numbers mean for a parcel. An answer with an error says that nothing was sent."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from khien.channels.rules.reasons import Reason
from khien.channels.transports.contract import Fate


@dataclass(frozen=True, slots=True)
class Meaning:
    """`account`: no other parcel will go either; somebody must look at the account. `token`: renew it first."""

    fate: Fate
    reason: str
    hard: bool = False
    token: bool = False
    account: object = ""


QUOTA = "quota"  # used up what Zalo allows for now
NIGHT = "night"  # between 22:00 and 6:00
WINDOW = "window"  # she has not written to the account lately; only people may answer, within 48 hours
TEMPLATE = "template"  # not approved, or its fields do not fit

_TOKEN = Meaning(Fate.TRY_AGAIN, "token", token=True)
_LATER = Meaning(Fate.TRY_AGAIN, "later")
_QUOTA = Meaning(Fate.TRY_AGAIN, QUOTA)
_NIGHT = Meaning(Fate.TRY_AGAIN, NIGHT)
_GONE = Meaning(Fate.REFUSED, Reason.NO_ADDRESS.value, hard=True)
_REFUSED = Meaning(Fate.REFUSED, Reason.REFUSED.value)
_WINDOW = Meaning(Fate.REFUSED, WINDOW)
_TEMPLATE = Meaning(Fate.REFUSED, TEMPLATE)


def _account(words: object) -> Meaning:
    return Meaning(Fate.TRY_AGAIN, "account", account=words)


OFFICIAL_ACCOUNT: dict[int, Meaning] = {
    -32: _LATER,  # too many questions a minute
    -200: _LATER,
    -201: _REFUSED,
    -204: _account(_("The Official Account was deleted.")),
    -205: _account(_("The Official Account does not exist.")),
    -207: _GONE,
    -209: _account(_("The application is not active.")),
    -210: _REFUSED,  # too long
    -211: _QUOTA,
    -212: _account(_("The Official Account may not use this function.")),
    -213: _GONE,  # does not follow any more
    -216: _TOKEN,
    -217: _REFUSED,  # she blocked this kind of message
    -218: _QUOTA,  # of this person
    -220: _TOKEN,
    -221: _account(_("The Official Account is not verified.")),
    -224: _account(_("The Official Account's package does not allow this.")),
    -227: _GONE,  # banned, or away for 45 days
    -230: _WINDOW,
    -232: _WINDOW,
    -233: _REFUSED,
    -234: _NIGHT,
    -244: _REFUSED,  # she takes no messages of this kind
    -248: _REFUSED,  # against Zalo's rules
    -320: _account(_("The application is not linked to the Official Account's payment.")),
    -321: _account(_("The payment account has no money.")),
}

ZNS: dict[int, Meaning] = {
    -100: _LATER,
    -101: _account(_("The application is unknown.")),
    -102: _account(_("The application does not exist.")),
    -103: _account(_("The application is not active.")),
    -104: _account(_("The application's secret key is wrong.")),
    -105: _account(_("The application is not linked to an Official Account.")),
    -108: Meaning(Fate.REFUSED, Reason.NO_ADDRESS.value, hard=True),
    -109: _TEMPLATE,
    -110: _REFUSED,  # her Zalo is too old
    -111: _TEMPLATE,
    -112: _TEMPLATE,
    -114: _REFUSED,  # inactive or takes no such messages
    -115: _account(_("The ZNS account has no money.")),
    -117: _account(_("The Official Account may not use this template.")),
    -118: _GONE,  # no Zalo at this number
    -119: _REFUSED,
    -120: _account(_("The Official Account may not send ZNS.")),
    -123: _TOKEN,
    -124: _TOKEN,
    -125: _account(_("The Official Account is unknown.")),
    -126: _account(_("The wallet is not linked.")),
    -131: _TEMPLATE,
    -132: _TEMPLATE,
    -133: _NIGHT,
    -134: _REFUSED,
    -135: _account(_("The Official Account may not send ZNS.")),
    -137: _account(_("ZNS could not be paid.")),
    -138: _account(_("The application may not use ZNS.")),
    -139: _REFUSED,  # she refuses this kind
    -140: _REFUSED,
    -141: _REFUSED,  # she refuses this account
    -144: _QUOTA,
    -146: _TEMPLATE,
    -147: _QUOTA,
}


def meaning(code: int, *, zns: bool) -> Meaning:
    """Numbers we do not know refuse this one parcel, named by their number."""
    found = (ZNS if zns else OFFICIAL_ACCOUNT).get(code)
    return found or Meaning(Fate.REFUSED, f"zalo{code}")
