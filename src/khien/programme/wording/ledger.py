"""The ledger's words on screen: kinds of activity, audiences, how a figure was come by, what is wrong with a field."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.programme.rules.activity import Fault
from khien.programme.rules.activity_rows import RowFault
from khien.programme.rules.ledger import ActivityKind, Audience, Basis, Entry, EvidenceKind

KIND_WORDS: dict[str, object] = {
    ActivityKind.CLASS: _("Training class"),
    ActivityKind.TALK: _("Talk, direct communication"),
    ActivityKind.EVENT: _("Event, launch, conference"),
    ActivityKind.CONTEST: _("Contest"),
    ActivityKind.PRESS: _("Article, news, report"),
    ActivityKind.ONLINE: _("Posting on a portal or social network"),
    ActivityKind.MESSAGE: _("Text message, e-mail, Zalo"),
    ActivityKind.BROADCAST: _("Commune radio, loudspeaker"),
    ActivityKind.DISPLAY: _("Billboard, poster, banner, screen"),
    ActivityKind.HANDOUT: _("Leaflet, handbook"),
    ActivityKind.PRODUCTION: _("Clip, graphic or material made"),
    ActivityKind.DOCUMENT: _("Document issued"),
    ActivityKind.MEETING: _("Meeting"),
    ActivityKind.INSPECTION: _("Inspection"),
    ActivityKind.SURVEY: _("Survey"),
    ActivityKind.DRILL: _("Drill"),
    ActivityKind.SUPPORT: _("Help for people, incident handled"),
    ActivityKind.OTHER: _("Other activity"),
}
AUDIENCE_WORDS: dict[str, object] = {
    Audience.PUBLIC: _("Residents"),
    Audience.OFFICIALS: _("Officials"),
    Audience.PUPILS: _("Pupils"),
    Audience.STUDENTS: _("Students"),
    Audience.TEACHERS: _("Teachers"),
    Audience.PARENTS: _("Parents"),
    Audience.CHILDREN: _("Children"),
    Audience.YOUTH: _("Young people"),
    Audience.WOMEN: _("Women"),
    Audience.WORKERS: _("Workers"),
    Audience.ELDERLY: _("Elderly people"),
    Audience.DISABLED: _("People with disabilities"),
    Audience.FIRMS: _("Small firms, household businesses"),
    Audience.JOURNALISTS: _("Journalists"),
}
BASIS_WORDS: dict[str, object] = {
    Basis.COUNTED: _("counted"),
    Basis.ESTIMATED: _("estimated"),
    Basis.SURVEYED: _("by survey"),
    Basis.TYPED: _("as reported"),
}
ENTRY_WORDS: dict[str, object] = {
    Entry.RECORD: _("Recorded"),
    Entry.CORRECTION: _("Corrected"),
    Entry.WITHDRAWAL: _("Taken out"),
}
EVIDENCE_WORDS: dict[str, object] = {
    EvidenceKind.PHOTO: _("Photo"),
    EvidenceKind.FILE: _("File"),
    EvidenceKind.LINK: _("Link"),
}
FAULT_WORDS: dict[str, object] = {
    Fault.EMPTY: _("Fill this in."),
    Fault.TOO_LONG: _("This is too long. Shorten it."),
    Fault.TOO_MANY: _("These are too many. Record the rest as another activity."),
    Fault.NEGATIVE: _("This cannot be less than zero."),
    Fault.TOO_LARGE: _("This is too large. Look at the figure again."),
    Fault.FUTURE: _("This day has not come yet. The ledger holds only what was done."),
    Fault.TOO_OLD: _("This day is too long ago. Look at the year."),
    Fault.BACKWARDS: _("The last day is before the first one."),
    Fault.TWICE: _("The same audience stands here twice."),
    Fault.INTERVAL: _("The figure must lie between its lower and upper bound."),
}
FIELDS_OF_FAULTS = {"spent_vnd": "spent"}  # NewActivity's name → the form's
ROW_FAULT_WORDS: dict[str, object] = FAULT_WORDS | {
    RowFault.EMPTY: _("Fill this in."),
    RowFault.NO_DAY: _("This is no day. Write it like 24/11/2026."),
    RowFault.NO_NUMBER: _("This is no whole number. Write it like 200 or 1.200."),
    RowFault.NO_MONEY: _("This is no amount of money. Write it like 3.000.000 or 3 triệu."),
    RowFault.NO_KIND: _("This kind is not in the list."),
    RowFault.NO_BASIS: _("This word is not in the list."),
    RowFault.NO_UNIT: _(
        "You may not record for a unit of this name, or several are called so. Write its code."
    ),
    RowFault.NO_TASK: _("No task is called so. Choose it from the list."),
    RowFault.NO_LINK: _("This is no web address. It begins with https://."),
    RowFault.NOT_HELD: _("This unit did not exist on that day. Choose the unit of that time."),
    RowFault.LOCKED: _("These days are locked"),
    RowFault.TWICE: _("The same activity stands in row"),
}
FATE_WORDS: dict[str, tuple[object, str]] = {
    "new": (_("Will be recorded"), "info"),
    "wrong": (_("Wrong"), "danger"),
    "there": (_("In the ledger already"), "done"),
}
