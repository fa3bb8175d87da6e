"""Words of the screens for what audiences knows by code."""

from __future__ import annotations

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from khien.audiences.errors import FAULTS
from khien.audiences.rules.segment import SegmentRule
from khien.audiences.rules.standing import Standing
from khien.audiences.selectors.overview import TINY
from khien.audiences.selectors.places import plain_name
from khien.base.numbers import count as in_words
from khien.library import api as library
from khien.orgs import api as orgs
from khien.programme.api import AUDIENCE_WORDS

CHANNEL_WORDS: dict[str, object] = {
    "email": _("E-mail address"),
    "sms": _("Text message (SMS)"),
    "zalo": _("Zalo followers"),
    "push": _("Notices in the browser"),
}
CHANNEL_ICONS = {"email": "mail", "sms": "message", "zalo": "message-circle", "push": "bell"}
STANDING_WORDS: dict[Standing, tuple[object, str]] = {
    Standing.ASKED: (_("not yet confirmed"), "idle"),
    Standing.AGREED: (_("agreed to be written to"), "done"),
    Standing.BY_LAW: (_("warnings only, by law"), "info"),
    Standing.LEFT: (_("does not want to be written to"), "need"),
    Standing.DEAD: (_("the address is gone"), "idle"),
}
STEP_WORDS: dict[str, object] = {
    "asked": _("Asked whether the address is hers"),
    "confirmed": _("Agreed"),
    "recorded": _("Consent recorded by an officer"),
    "by_law": _("Recorded for warnings by law"),
    "left": _("Stopped the messages"),
    "never": _("Put on the list of those not to contact"),
    "returned": _("Came back by herself"),
    "dead": _("The network says the address is gone"),
    "erased": _("Everything erased"),
}
FATE_WORDS: dict[str, tuple[object, str]] = {
    "new": (_("New, will be taken in"), "done"),
    "upgraded": (_("Reached by law until now, agreed now"), "done"),
    "there": (_("Here already, stays as it is"), "idle"),
    "twice": (_("Twice in this file, counted once"), "info"),
    "gone": (_("Left or must not be contacted, never taken in"), "need"),
    "wrong": (_("Wrong number or address"), "danger"),
    "no_address": (_("Row without number and mail"), "need"),
    "no_place": (_("Place not found, or not yours"), "need"),
    "no_group": (_("Group not understood"), "need"),
    "no_guardian": (_("Child or pupil without a guardian's consent"), "need"),
}
IMPORT_WORDS: dict[str, tuple[object, str]] = {
    "brought": (_("choose the columns"), "need"),
    "looking": (_("being looked at"), "info"),
    "looked": (_("waits for your decision"), "need"),
    "taking": (_("being taken in"), "info"),
    "taken": (_("taken into the list"), "done"),
    "dropped": (_("put away unread"), "idle"),
    "failed": (_("could not be read"), "danger"),
}


def problem_word(code: str) -> str:
    """Of a code in an import's list: a fault of an address, or a fate."""
    for fault, words in FAULTS.items():
        if fault.value == code:
            return str(words)
    return str(FATE_WORDS[code][0]) if code in FATE_WORDS else code


def small_count(number: int) -> str:
    """A count that points at nobody: of one to four it says that they are few."""
    return _now("fewer than %(n)s") % {"n": TINY} if 0 < number < TINY else in_words(number)


def describe(rule: SegmentRule) -> str:
    """A rule as one sentence: "Xã An Hòa, Phường Bình Minh · Elderly people · topics: …"."""
    parts: list[str] = []
    if rule.unit_ids:
        names = orgs.unit_names(rule.unit_ids)
        named = [plain_name(names[unit_id]) for unit_id in rule.unit_ids if unit_id in names]
        shown = ", ".join(named[:6])
        rest = len(named) - 6
        if rest > 0:
            shown += " " + ngettext("and %(n)s more place", "and %(n)s more places", rest) % {"n": rest}
        parts.append(shown)
    else:
        parts.append(_now("Every place"))
    if rule.audiences:
        parts.append(", ".join(str(AUDIENCE_WORDS.get(code, code)) for code in rule.audiences))
    if rule.languages:
        parts.append(", ".join(str(LANGUAGE_WORDS.get(code, code)) for code in rule.languages))
    if rule.topics:
        topics = {topic.code: topic.name for topic in library.topic_cards()}
        named = [topics.get(code, code) for code in rule.topics]
        parts.append(_now("interested in: %(what)s") % {"what": ", ".join(named)})
    if rule.deeds:
        parts.append(_now("took part in: %(what)s") % {"what": ", ".join(rule.deeds)})
    if rule.without_deeds:
        parts.append(_now("did not take part in: %(what)s") % {"what": ", ".join(rule.without_deeds)})
    return " · ".join(parts)


LANGUAGE_WORDS: dict[str, object] = {"vi": _("in Vietnamese"), "en": _("in English")}
