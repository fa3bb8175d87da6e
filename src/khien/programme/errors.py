"""What the programme and its ledger refuse.

KhienError
├── WrongActivity      400  fields that cannot be recorded; `fields` says which and why
└── Conflict
    ├── PeriodLocked   409  a report was accepted on these days
    ├── DefinitionChanged 409 somebody else said meanwhile how the target is counted
    ├── ReadingReplaced 409 the figure was corrected or withdrawn meanwhile
    └── AlreadyReplaced 409 the entry was corrected or withdrawn meanwhile
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from khien.base.errors import Conflict, KhienError
from khien.programme.rules.activity import Fault


class WrongActivity(KhienError):
    """`fields`: name of a field of NewActivity → Fault."""

    def __init__(self, fields: Mapping[str, Fault]) -> None:
        self.fields = dict(fields)
        super().__init__(
            _("The activity cannot be recorded yet. Look at the fields marked red."), code="wrong-activity"
        )


class PeriodLocked(Conflict):
    """`label`: what locked the days, as people call it."""

    def __init__(self, label: str) -> None:
        self.label = label
        super().__init__(
            _(
                "These days are locked because “%(label)s” was accepted. Ask the standing office to open them again, "
                "or record what is new with its own day."
            )
            % {"label": label},
            code="period-locked",
        )


class AlreadyReplaced(Conflict):
    def __init__(self) -> None:
        super().__init__(
            _("This entry was corrected or withdrawn meanwhile. Open the newest one and try again."),
            code="already-replaced",
        )


class DefinitionChanged(Conflict):
    """How the target is counted was changed in another window; what was typed is still in the form."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody changed how this target is counted meanwhile. Nothing of yours is lost: compare, then save again."
            ),
            code="definition-changed",
        )


class ReadingReplaced(Conflict):
    def __init__(self) -> None:
        super().__init__(
            _(
                "This figure was corrected or withdrawn meanwhile. Open the target again and look at the newest one."
            ),
            code="reading-replaced",
        )
