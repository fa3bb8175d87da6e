"""The words of the library's kinds, states and ways of use, for screens and letters. Refuses sentences of one page:
those stand in its template."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.library.rules.kinds import Act, Licence, MaterialKind, State
from khien.library.rules.readiness import Missing

KIND_NAMES: dict[MaterialKind, object] = {
    MaterialKind.ARTICLE: _("Article"),
    MaterialKind.GUIDE: _("Guide"),
    MaterialKind.SCAM: _("Scam pattern"),
    MaterialKind.POSTER: _("Poster"),
    MaterialKind.INFOGRAPHIC: _("Infographic"),
    MaterialKind.LEAFLET: _("Leaflet"),
    MaterialKind.HANDBOOK: _("Handbook"),
    MaterialKind.CLIP: _("Video clip"),
    MaterialKind.SMS: _("Text message"),
    MaterialKind.BULLETIN: _("Radio bulletin"),
    MaterialKind.SLIDES: _("Slides"),
    MaterialKind.SKIT: _("Skit"),
    MaterialKind.LESSON: _("Lesson plan"),
    MaterialKind.PRESS_KIT: _("Press kit"),
}
KIND_ICONS: dict[MaterialKind, str] = {
    MaterialKind.ARTICLE: "article",
    MaterialKind.GUIDE: "list-check",
    MaterialKind.SCAM: "alert-triangle",
    MaterialKind.POSTER: "photo",
    MaterialKind.INFOGRAPHIC: "chart-bar",
    MaterialKind.LEAFLET: "file-text",
    MaterialKind.HANDBOOK: "book",
    MaterialKind.CLIP: "video",
    MaterialKind.SMS: "message",
    MaterialKind.BULLETIN: "speakerphone",
    MaterialKind.SLIDES: "presentation",
    MaterialKind.SKIT: "masks-theater",
    MaterialKind.LESSON: "school",
    MaterialKind.PRESS_KIT: "news",
}
STATE_NAMES: dict[State, object] = {
    State.DRAFT: _("Draft"),
    State.IN_REVIEW: _("Being checked"),
    State.IN_APPROVAL: _("Waiting for approval"),
    State.RETURNED: _("Sent back to mend"),
    State.SCHEDULED: _("Approved, goes out on its day"),
    State.PUBLISHED: _("Published"),
    State.EXPIRED: _("Out of date"),
    State.WITHDRAWN: _("Withdrawn"),
}
STATE_TONES: dict[State, str] = {
    State.DRAFT: "idle",
    State.IN_REVIEW: "info",
    State.IN_APPROVAL: "need",
    State.RETURNED: "need",
    State.SCHEDULED: "info",
    State.PUBLISHED: "done",
    State.EXPIRED: "idle",
    State.WITHDRAWN: "danger",
}
ACT_NAMES: dict[Act, object] = {
    Act.SUBMITTED: _("Sent to be checked"),
    Act.REVIEWED: _("Checked"),
    Act.APPROVED: _("Approved"),
    Act.RETURNED: _("Sent back"),
    Act.TAKEN_BACK: _("Called back by its writer"),
    Act.PUBLISHED: _("Went out"),
    Act.EXPIRED: _("Passed its last day"),
    Act.WITHDRAWN: _("Taken down"),
    Act.DELETED: _("Put into the bin"),
    Act.RESTORED: _("Taken out of the bin"),
}
LICENCE_NAMES: dict[Licence, object] = {
    Licence.OPEN: _("Free to use and change; name the source (CC BY 4.0)"),
    Licence.UNCHANGED: _("Free to use unchanged; name the source (CC BY-ND 4.0)"),
    Licence.INSIDE: _("Only units of the programme"),
}
FAULT_WORDS: dict[Missing, object] = {
    Missing.SUMMARY: _("a summary of one or two sentences"),
    Missing.TOPIC: _("a topic"),
    Missing.AUDIENCE: _("for whom it is"),
    Missing.SOURCE: _("a source: an instrument of law or official advice"),
    Missing.BODY: _("the text"),
    Missing.SIGNS: _("the signs of the scam"),
    Missing.DO_NOW: _("what to do at once"),
    Missing.SMS: _("the words of the message"),
    Missing.POSTER: _("the headline of the poster"),
    Missing.BULLETIN: _("the words of the bulletin"),
    Missing.ALT: _("what a picture shows, for people who cannot see it"),
    Missing.CAPTIONS: _("captions of the clip, or what is said in it"),
}
NOT_MADE: dict[str, object] = {  # by the code of a NotMade
    "": _("This file could not be made. Try again; if it fails once more, tell the administrator."),
    "unknown-form": _("This material cannot be given out in that form."),
    "bad_choice": _("Choose one of the offered options, then try again."),
    "too_large": _("The text is too long for this form. Shorten it or choose another form."),
}
HOW_WORDS: dict[str, object] = {
    "download": _("Downloaded from the library"),
    "package": _("Took the whole package"),
    "embed": _("Shown in a frame on the unit's site"),
    "feed": _("Taken by a feed"),
    "adapt": _("Copied to adapt"),
    "booklet": _("Put into a booklet"),
    "message": _("Sent as a message"),
    "played": _("Played on the loudspeaker"),
    "hung": _("Hung or handed out"),
    "taught": _("Used in a talk or a class"),
}
USE_FAULTS: dict[str, object] = {
    "bad-use": _("Choose how the material was used."),
    "future": _("This day has not come yet. Choose today or an earlier day."),
    "not-published": _("Only a published material can be used."),
    "only-unchanged": _("This material may be used only as it is. Download it instead."),
    "no-title": _("Write a title of at most 120 characters."),
    "still-public": _("The public still reads this material. Take it down first, with a reason."),
}
