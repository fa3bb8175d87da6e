"""Why a phrase was taken to mean a unit, in sentences people can check. Decides nothing."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

TEXTS = {
    "same": gettext_noop("The same name."),
    "short": gettext_noop("The usual short form of this name."),
    "marks": gettext_noop("The same name but for the marks; probably a typing error."),
    "typing": gettext_noop("Nearly the same name; probably a typing error."),
    "alias": gettext_noop("Decided earlier by %(who)s."),
    "former": gettext_noop("A former name of this unit."),
    "body": gettext_noop("Another usual name of this unit."),
    "merged": gettext_noop("%(old)s went into %(new)s on %(day)s (%(instrument)s)."),
    "each": gettext_noop("Each local unit has one: all of them are meant."),
    "set": gettext_noop("Means all units of this kind."),
    "open": gettext_noop("The text leaves open which of them; choose if only some are meant."),
    "districts": gettext_noop(
        "Districts ended on 30/06/2025: today the People's Committees of communes answer."
    ),
    "post": gettext_noop("Names a post; the unit it stands for is meant."),
    "listed": gettext_noop("Names several units; each was found."),
    "several": gettext_noop("Several units are called so; choose which one."),
    "unknown": gettext_noop("No unit is called so. Choose one, or say that no unit is meant."),
    "elsewhere": gettext_noop(
        "Names a place that is not this province. Choose a unit, or say that none is meant."
    ),
    "known": gettext_noop("A usual body, but not recorded here: %(name)s. Open it or choose a unit."),
    "guess": gettext_noop("Only similar; please check."),
    "successor": gettext_noop("Today %(units)s answers for it."),
    "nobody": gettext_noop("This unit ended and nobody is recorded as its successor."),
    "later": gettext_noop("This unit was opened after the day of the text."),
    "none_now": gettext_noop("No such unit is recorded on that day."),
    "decided_none": gettext_noop("%(who)s decided that no unit is meant."),
    "filing": gettext_noop("A filing mark, not a unit."),
    "place_in_text": gettext_noop("A place in the text, not a unit."),
    "whoever": gettext_noop("Names no particular unit."),
    "public": gettext_noop("Means the public or organisations outside the programme, not a unit."),
    "empty": gettext_noop("Nothing is named."),
    "a_post": gettext_noop("A post inside an office, not a unit."),
}


def sentence(code: str, **values: object) -> str:
    return _(TEXTS[code]) % values if values else _(TEXTS[code])
