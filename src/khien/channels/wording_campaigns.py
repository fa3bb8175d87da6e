"""Words of the campaign screens: states, steps, acts, what is missing, what to watch."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.channels.rules.costs import Warn
from khien.channels.rules.kinds import CampaignState, MessageState, StepKind
from khien.channels.rules.planning import Lack, Part
from khien.channels.rules.reasons import Reason

STATE_NAMES: dict[CampaignState, object] = {
    CampaignState.DRAFT: _("Being planned"),
    CampaignState.WAITING: _("Waits for approval"),
    CampaignState.APPROVED: _("Approved, not started"),
    CampaignState.RUNNING: _("Being sent"),
    CampaignState.PAUSED: _("Paused"),
    CampaignState.STOPPED: _("Stopped for good"),
    CampaignState.DONE: _("All sent"),
}
STATE_TONES: dict[CampaignState, str] = {
    CampaignState.DRAFT: "idle",
    CampaignState.WAITING: "need",
    CampaignState.APPROVED: "info",
    CampaignState.RUNNING: "info",
    CampaignState.PAUSED: "need",
    CampaignState.STOPPED: "idle",
    CampaignState.DONE: "done",
}
MESSAGE_STATES: dict[MessageState, object] = {
    MessageState.PLANNED: _("Its hour has not come"),
    MessageState.PREPARING: _("Recipients are being listed"),
    MessageState.READY: _("Going out"),
    MessageState.DONE: _("Finished"),
    MessageState.STOPPED: _("Stopped for good"),
}
STEP_NAMES: dict[StepKind, object] = {
    StepKind.TEASER: _("Announcement"),
    StepKind.MAIN: _("Main message"),
    StepKind.REMINDER: _("Reminder after the main message"),
    StepKind.AGAIN: _("Once more to those not reached"),
}
ACT_NAMES: dict[str, object] = {
    "made": _("Began the campaign"),
    "copied": _("Copied it from an older campaign"),
    "changed": _("Changed the plan"),
    "sent_in": _("Sent it in for approval"),
    "taken_back": _("Took it back"),
    "returned": _("Returned it with remarks"),
    "approved": _("Approved it"),
    "reopened": _("Opened it again to change it"),
    "started": _("Started sending"),
    "paused": _("Paused it"),
    "resumed": _("Let it go on"),
    "stopped": _("Stopped it for good"),
    "done": _("Everything was sent"),
    "tested": _("Sent a test message"),
    "resent": _("Sent the uncertain ones again"),
    "accepted": _("Counts the uncertain ones as sent"),
}
LACK_WORDS: dict[Lack, object] = {
    Lack.PURPOSE: _("what the campaign is for"),
    Lack.AUDIENCE: _("who is written to"),
    Lack.NOBODY: _("nobody is reached on any channel"),
    Lack.MESSAGES: _("an approved material and its channels"),
    Lack.TEXT: _("a text is empty"),
    Lack.SUBJECT: _("a mail has no subject"),
    Lack.MATERIAL: _("a text rests on no approved material"),
    Lack.SHARES: _("the shares of texts A and B do not make 100 %"),
    Lack.STEP_EMPTY: _("a step has no text"),
    Lack.ORDER: _("a later step begins before an earlier one"),
    Lack.AFTER: _("“once more” needs an earlier step"),
}
PART_NAMES: dict[Part, object] = {
    Part.WHAT_FOR: _("What for"),
    Part.TO_WHOM: _("To whom"),
    Part.TEXTS: _("What it says"),
    Part.WHEN: _("When it goes"),
    Part.LOOK: _("How it looks"),
    Part.COST: _("What it costs"),
}
PART_URLS: dict[Part, str] = {
    Part.WHAT_FOR: "campaigns:what_for",
    Part.TO_WHOM: "campaigns:to_whom",
    Part.TEXTS: "campaigns:texts",
    Part.WHEN: "campaigns:when",
    Part.LOOK: "campaigns:look",
    Part.COST: "campaigns:cost",
}
WARN_WORDS: dict[Warn, object] = {
    Warn.NOBODY: _("On this channel nobody is reached: %(what)s. Nobody here agreed to it yet."),
    Warn.NO_ACCOUNT: _("No account carries this channel: %(what)s. Turn one on first, or leave it out."),
    Warn.OVER_BUDGET: _("This costs more than is left of the month's budget: %(what)s."),
    Warn.MANY_PARTS: _("The text is long and is paid for in many parts: %(what)s."),
}
WHAT_TO_DO: dict[str, object] = {
    Reason.LEFT: _("Nothing to do: their wish holds."),
    Reason.CAP: _("Nothing to do: they have had enough messages these days."),
    Reason.NO_ADDRESS: _("Nothing to do: the address is not written to any more."),
    Reason.REFUSED: _("Look at the text and the account: the service does not allow one of them."),
    Reason.FULL: _("A later step may reach them."),
    Reason.EXPIRED: _("A later step may reach them."),
    Reason.GAVE_UP: _("Look at the account; a step “once more” may reach them."),
    Reason.STOPPED: _("They were left out by the stop. A new campaign may reach them."),
    Reason.MONEY: _("Raise the account's budget of the month, or wait for the next month."),
}
