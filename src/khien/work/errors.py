"""Errors of work, as sentences for people.

KhienError
├── Missing (404)            base: foreign and missing items look alike
├── Refused (403)            base: may see, may not change
├── Invalid (422)            what was typed cannot be kept; `fields` says where and why
└── Conflict (409)           base
    ├── ChangedMeanwhile     somebody else changed the item; nothing typed is lost
    ├── NoLongerOpen         the item is passed on or stopped, so this act is not for it
    └── AnsweredAlready      somebody else answered the offer or the request
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from khien.base.errors import Conflict, KhienError


class Invalid(KhienError):
    code = "invalid"
    status = 422

    def __init__(self, fields: Mapping[str, object]) -> None:
        super().__init__(_("Some fields need another look."))
        self.fields = dict(fields)


class ChangedMeanwhile(Conflict):
    code = "changed-meanwhile"

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else changed this task meanwhile. Look at it as it is now, then send again.")
        )


class NoLongerOpen(Conflict):
    code = "no-longer-open"

    def __init__(self) -> None:
        super().__init__(_("This task was passed on or stopped meanwhile. Nothing was changed."))


class AnsweredAlready(Conflict):
    code = "answered-already"

    def __init__(self) -> None:
        super().__init__(_("This was answered or taken back meanwhile. Nothing was changed."))
