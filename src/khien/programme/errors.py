"""What the programme and its ledger refuse.

KhienError
├── WrongActivity      400  fields that cannot be recorded; `fields` says which and why
└── Conflict
    ├── PeriodLocked   409  a report was accepted on these days
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
