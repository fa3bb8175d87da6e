"""Words of search on the screen."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.search.rules.synonym_sets import Fault

FAULT_WORDS: dict[Fault, object] = {
    Fault.FEW: _("Write at least two different words or phrases, with commas between."),
    Fault.MANY: _("At most 30 words or phrases make a set. Make two sets of it."),
    Fault.LONG: _("A phrase has at most six words. Shorten the longest."),
    Fault.LARGE: _("Together at most 1.000 characters. Make two sets of it."),
}
