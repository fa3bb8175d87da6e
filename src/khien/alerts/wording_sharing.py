"""The words of indicators, keys and foreign warnings for screens."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.alerts.rules.indicators import Flaw, IndicatorKind, Tlp

INDICATOR_NAMES: dict[str, object] = {
    IndicatorKind.DOMAIN: _("Domain name"),
    IndicatorKind.URL: _("Whole web address"),
    IndicatorKind.PHONE: _("Scammer's telephone"),
    IndicatorKind.ACCOUNT: _("Scammer's bank account"),
    IndicatorKind.SHA256: _("Harmful file (SHA-256)"),
    IndicatorKind.EMAIL: _("Sender of false mail"),
}
TLP_NAMES: dict[str, object] = {
    Tlp.CLEAR: _("CLEAR: may be told to everybody"),
    Tlp.GREEN: _("GREEN: among those who protect networks"),
    Tlp.AMBER: _("AMBER: the centre and those it must warn"),
    Tlp.AMBER_STRICT: _("AMBER+STRICT: inside the centre only"),
    Tlp.RED: _("RED: only who reads it"),
}
TLP_TONES: dict[str, str] = {
    Tlp.CLEAR: "idle",
    Tlp.GREEN: "done",
    Tlp.AMBER: "need",
    Tlp.AMBER_STRICT: "need",
    Tlp.RED: "danger",
}
FLAWS: dict[str, object] = {
    Flaw.UNKNOWN: _(
        "“%(line)s”: we do not see what this is. An account needs its bank before it: VCB 0123456789."
    ),
    Flaw.LONG: _("“%(line)s…”: this line is too long."),
    Flaw.STATE: _("“%(line)s” is a site of the state. It is not shared as harmful."),
    Flaw.SHARED: _("“%(line)s” is used by everybody. Give the whole address of the bad page."),
    Flaw.HOTLINE: _("“%(line)s” is an emergency number. It is not shared as harmful."),
}
ITEM_STATES: dict[str, object] = {
    "new": _("Not looked at yet"),
    "kept": _("Kept to know"),
    "used": _("Made into a draft"),
    "dropped": _("Set aside"),
}
ITEM_TONES: dict[str, str] = {"new": "need", "kept": "info", "used": "done", "dropped": "idle"}
SIGNATURE_NAMES: dict[str, object] = {
    "none": _("Not signed"),
    "good": _("Signature right"),
    "bad": _("Signature wrong: do not trust it"),
    "unproved": _("Signed, not proved: its certificate is not kept here"),
}
SIGNATURE_TONES: dict[str, str] = {"none": "idle", "good": "done", "bad": "danger", "unproved": "info"}
TROUBLES: dict[str, object] = {
    "address": _("The address leads into a private network, or is not https."),
    "name": _("There is no such site."),
    "down": _("The site does not answer."),
    "slow": _("The site answers too slowly."),
    "large": _("More than 2 MB came. It was not read."),
    "refused": _("The site refuses to give it."),
    "redirect": _("The site sends us on too often."),
    "no-feed": _("What came is no list of warnings (CAP, Atom or RSS)."),
}
AUDIT_NAMES: dict[str, object] = {
    "indicators_shared": _("Indicators shared"),
    "indicator_withdrawn": _("Indicator withdrawn"),
    "share_key_made": _("Key of a response centre made"),
    "share_key_revoked": _("Key of a response centre revoked"),
    "feed_added": _("Foreign source added"),
    "feed_switched": _("Foreign source switched on or off"),
    "incoming_decided": _("Foreign warning decided"),
}
