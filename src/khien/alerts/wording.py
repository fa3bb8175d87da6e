"""The words of alerts for screens and for the message itself. Sentences of one page stand in its template."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.alerts.rules.life import Act
from khien.alerts.rules.readiness import Fault
from khien.alerts.rules.vocabulary import (
    Category,
    Certainty,
    Event,
    Kind,
    Response,
    Scope,
    Severity,
    State,
    Urgency,
)

KIND_NAMES: dict[str, object] = {
    Kind.ALERT: _("New warning"),
    Kind.UPDATE: _("Update of a warning"),
    Kind.CANCEL: _("Cancel of a warning"),
}
SEVERITY_NAMES: dict[str, object] = {
    Severity.EXTREME: _("Extreme: life or whole savings at stake"),
    Severity.SEVERE: _("Severe: much money or many people"),
    Severity.MODERATE: _("Moderate: can do harm"),
    Severity.MINOR: _("Minor: small harm"),
    Severity.UNKNOWN: _("How severe is not known"),
}
SEVERITY_SHORT: dict[str, object] = {
    Severity.EXTREME: _("Extreme danger"),
    Severity.SEVERE: _("Severe danger"),
    Severity.MODERATE: _("Moderate danger"),
    Severity.MINOR: _("Minor danger"),
    Severity.UNKNOWN: _("Danger not rated"),
}
SEVERITY_TONES: dict[str, str] = {
    Severity.EXTREME: "danger",
    Severity.SEVERE: "danger",
    Severity.MODERATE: "need",
    Severity.MINOR: "info",
    Severity.UNKNOWN: "info",
}
CERTAINTY_NAMES: dict[str, object] = {
    Certainty.OBSERVED: _("It happened already"),
    Certainty.LIKELY: _("Likely (more than half)"),
    Certainty.POSSIBLE: _("Possible (less than half)"),
    Certainty.UNLIKELY: _("Unlikely"),
    Certainty.UNKNOWN: _("How certain is not known"),
}
URGENCY_NAMES: dict[str, object] = {
    Urgency.IMMEDIATE: _("Act at once"),
    Urgency.EXPECTED: _("Act within the hour"),
    Urgency.FUTURE: _("Act in the coming days"),
    Urgency.PAST: _("It is over"),
    Urgency.UNKNOWN: _("How urgent is not known"),
}
CATEGORY_NAMES: dict[str, object] = {
    Category.SECURITY: _("Security, crime, fraud"),
    Category.INFRA: _("Networks and services"),
    Category.SAFETY: _("Public safety"),
    Category.HEALTH: _("Health"),
    Category.RESCUE: _("Rescue"),
    Category.FIRE: _("Fire"),
    Category.MET: _("Weather"),
    Category.GEO: _("Landslide, earthquake"),
    Category.ENV: _("Environment"),
    Category.TRANSPORT: _("Traffic"),
    Category.CBRNE: _("Dangerous substances"),
    Category.OTHER: _("Another field"),
}
RESPONSE_NAMES: dict[str, object] = {
    Response.AVOID: _("Keep away, do not do as they ask"),
    Response.EXECUTE: _("Do as the warning says"),
    Response.PREPARE: _("Prepare"),
    Response.MONITOR: _("Follow the news"),
    Response.ASSESS: _("Look and judge for yourself"),
    Response.SHELTER: _("Take shelter"),
    Response.EVACUATE: _("Leave the place"),
    Response.ALL_CLEAR: _("It is over, nothing more to do"),
    Response.NONE: _("Nothing to do"),
}
EVENT_NAMES: dict[str, object] = {
    Event.SCAM: _("Online scam"),
    Event.IMPERSONATION: _("Impersonation of an office or a bank"),
    Event.PHISHING: _("False website or link"),
    Event.MALWARE: _("Harmful app or file"),
    Event.LEAK: _("Leak of personal data"),
    Event.RUMOUR: _("False news"),
    Event.OUTAGE: _("Service out of order"),
    Event.OTHER: _("Another incident"),
}
SCOPE_NAMES: dict[str, object] = {
    Scope.PUBLIC: _("Everybody"),
    Scope.RESTRICTED: _("Only named circles, not on the public site"),
}
STATE_NAMES: dict[str, object] = {
    State.DRAFT: _("Being written"),
    State.WAITING: _("Waiting for approvals"),
    State.ISSUED: _("Sent out"),
    State.CURRENT: _("In force"),
    State.EXPIRED: _("Over"),
    State.REPLACED: _("Replaced by a later message"),
    State.DROPPED: _("Dropped"),
}
STATE_TONES: dict[str, str] = {
    State.DRAFT: "idle",
    State.WAITING: "need",
    State.ISSUED: "done",
    State.CURRENT: "danger",
    State.EXPIRED: "idle",
    State.REPLACED: "idle",
    State.DROPPED: "idle",
}
ACT_NAMES: dict[str, object] = {
    Act.WROTE: _("Wrote the warning"),
    Act.SUBMITTED: _("Asked for approval of the warning"),
    Act.TAKEN_BACK: _("Took the warning back to write on"),
    Act.RETURNED: _("Sent the warning back to be mended"),
    Act.APPROVED: _("Approved the warning"),
    Act.ISSUED: _("The warning was sent out"),
    Act.EXPIRED: _("The warning is over"),
    Act.DROPPED: _("Dropped the draft of a warning"),
}
FAULT_WORDS: dict[str, object] = {
    Fault.HEADLINE: _("a headline"),
    Fault.SHORT: _("the short text"),
    Fault.SHORT_LONG: _("the short text takes more than two messages, shorten it"),
    Fault.LONG: _("the long text"),
    Fault.INSTRUCTION: _("what people should do"),
    Fault.RADIO: _("the words to be read on the loudspeaker"),
    Fault.ENGLISH: _("the English text is there only in part: finish it or empty it"),
    Fault.AREA: _("for which places it is"),
    Fault.EXPIRES: _("until when it holds"),
    Fault.EXPIRES_PAST: _("its end has passed already, choose a later one"),
    Fault.EXPIRES_FAR: _("its end is more than 90 days away, choose an earlier one"),
    Fault.ONSET_LATE: _("it begins after its end"),
    Fault.RESTRICTION: _("which circle may read it"),
    Fault.NOTE: _("why the earlier warning is changed or cancelled"),
    Fault.DRILL_CHAIN: _("a drill can only follow a drill"),
}
# What the XML says, in the language of each text (not of the screen).
EVENT_WORDS: dict[str, dict[str, str]] = {
    "vi": {
        Event.SCAM: "Lừa đảo trực tuyến",
        Event.IMPERSONATION: "Giả danh cơ quan, ngân hàng",
        Event.PHISHING: "Trang web, đường dẫn giả",
        Event.MALWARE: "Ứng dụng, tệp độc hại",
        Event.LEAK: "Lộ dữ liệu cá nhân",
        Event.RUMOUR: "Tin giả",
        Event.OUTAGE: "Dịch vụ ngừng hoạt động",
        Event.OTHER: "Sự cố khác",
    },
    "en": {
        Event.SCAM: "Online scam",
        Event.IMPERSONATION: "Impersonation of an office or bank",
        Event.PHISHING: "False website or link",
        Event.MALWARE: "Harmful app or file",
        Event.LEAK: "Leak of personal data",
        Event.RUMOUR: "False news",
        Event.OUTAGE: "Service out of order",
        Event.OTHER: "Other incident",
    },
}
