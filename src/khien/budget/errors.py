"""What money refuses.

KhienError
├── WrongMoney          400  fields that cannot be kept; `fields` says which and why
├── BadTable            400  a file or pasted text that holds no table of allocations
└── Conflict
    ├── EstimateMoved       409  somebody answered or changed the estimate meanwhile
    ├── NoteChanged         409  somebody explained the same difference meanwhile
    └── AllocationReplaced  409  the allocation was corrected or withdrawn meanwhile
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from khien.base.errors import Conflict, KhienError
from khien.budget.rules.states import Fault


class WrongMoney(KhienError):
    """`fields`: name of a field → Fault."""

    def __init__(self, fields: Mapping[str, Fault]) -> None:
        self.fields = dict(fields)
        super().__init__(_("This cannot be kept yet. Look at the fields marked red."), code="wrong-money")


class BadTable(KhienError):
    code = "bad-table"


class EstimateMoved(Conflict):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody changed or answered this estimate meanwhile. Look at it as it is now, then act again."
            ),
            code="estimate-moved",
        )


class NoteChanged(Conflict):
    """`theirs`: the words that stand now."""

    def __init__(self, theirs: str) -> None:
        self.theirs = theirs
        super().__init__(
            _(
                "Somebody explained this difference meanwhile: “%(text)s”. Put both together and keep it again."
            )
            % {"text": theirs[:300]},
            code="note-changed",
        )


class AllocationReplaced(Conflict):
    def __init__(self) -> None:
        super().__init__(
            _("This allocation was corrected or withdrawn meanwhile. Open the newest one and try again."),
            code="allocation-replaced",
        )
