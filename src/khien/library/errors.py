"""What the library refuses, in words for people.

KhienError
├── NotYours (403)        nobody approves what she wrote herself
├── NotNow (409)          the material is not at that step any more
├── ChangedMeanwhile (409) somebody saved a newer text after this page was opened
└── NotReady (400)        something is missing before it may go on; `faults` names it
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from khien.base.errors import Conflict, KhienError, Refused


class NotYours(Refused):
    code = "own-text"

    def __init__(self) -> None:
        super().__init__(_("You wrote part of this text. Somebody else must approve it."))


class NotNow(Conflict):
    code = "not-at-this-step"

    def __init__(self) -> None:
        super().__init__(_("This material has moved on meanwhile. Look at it again; nothing was changed."))


class ChangedMeanwhile(Conflict):
    code = "changed-meanwhile"

    def __init__(self) -> None:
        super().__init__(
            _(
                "A newer text was saved after you opened this page. Read it again, then decide; nothing was approved."
            )
        )


class NotReady(KhienError):
    code = "not-ready"

    def __init__(self, faults: Sequence[object]) -> None:
        super().__init__(
            _("Some things are missing: %(list)s.") % {"list": "; ".join(str(f) for f in faults)}
        )
        self.faults = tuple(faults)
