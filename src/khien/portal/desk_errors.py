"""What can go wrong with events, documents and units' own sites.

KhienError
├── WrongEntry (400)     `field` names the field whose value cannot be kept
└── Conflict (409)
    └── EntryMoved       somebody changed it meanwhile
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.base.errors import Conflict, KhienError


class WrongEntry(KhienError):
    code = "wrong-entry"

    def __init__(self, field: str, message: object) -> None:
        self.field = field
        super().__init__(message)


class EntryMoved(Conflict):
    def __init__(self) -> None:
        super().__init__(
            _("Somebody changed this meanwhile. What you typed is still here: compare, then keep it again."),
            code="entry-moved",
        )
