"""What search refuses.

KhienError
├── WrongSynonyms     400  words that cannot be kept as a set; `fault` says why
└── Conflict
    └── SynonymsMoved 409  somebody changed or removed the set meanwhile
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from khien.base.errors import Conflict, KhienError
from khien.search.rules.synonym_sets import Fault


class WrongSynonyms(KhienError):
    code = "wrong-synonyms"

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(_("This cannot be kept yet. Look at the fields marked red."))


class SynonymsMoved(Conflict):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody changed this set meanwhile. What you typed is still here: compare, then keep it again."
            ),
            code="synonyms-moved",
        )
