"""What reports refuse.

KhienError
├── WrongRound         400  days or units of a round that cannot be; `fields` says which and why
├── NotAllowedNow      409  a submission or round is not in a state for this
├── ChangedMeanwhile   409  somebody saved the report meanwhile; `theirs` is how it stands
├── LedgerMoved        409  the ledger changed after the report was submitted
└── CountedTwice       409  an activity stands in another unit's report of the round
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from khien.base.errors import Conflict, KhienError


class WrongRound(KhienError):
    """`fields`: name of a field → a sentence."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = dict(fields)
        super().__init__(" ".join(self.fields.values()), code="wrong-round")


class NotAllowedNow(Conflict):
    """`message` says what the state is and what can be done."""

    def __init__(self, message: object) -> None:
        super().__init__(message, code="not-now")


class ChangedMeanwhile(Conflict):
    """`theirs`: the narrative as it stands, by field; `by` whoever saved it last is not kept."""

    def __init__(self, theirs: Mapping[str, Any], revision: int) -> None:
        self.theirs, self.revision = dict(theirs), revision
        super().__init__(
            _(
                "Somebody saved this report meanwhile. What you typed is still here: compare it with what was saved, "
                "then save again."
            ),
            code="changed-meanwhile",
        )


class LedgerMoved(Conflict):
    """`added`, `gone`: how many activities entered or left the report's days after it was submitted."""

    def __init__(self, added: int, gone: int) -> None:
        self.added, self.gone = added, gone
        super().__init__(
            _(
                "The unit's ledger changed after the report was submitted: %(added)d activities more, %(gone)d fewer. "
                "Count again and accept, or return the report."
            )
            % {"added": added, "gone": gone},
            code="ledger-moved",
        )


class CountedTwice(Conflict):
    def __init__(self, title: str, unit: str) -> None:
        super().__init__(
            _("“%(title)s” is already counted in the report of %(unit)s. Return one of the two, then accept.")
            % {"title": title, "unit": unit},
            code="counted-twice",
        )
