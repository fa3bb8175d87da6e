"""What alerts refuse, in words for people.

KhienError
├── NotReady (400)          something is missing before it may be sent; `faults` names it
├── NoReason (400)          an emergency needs a reason, a return needs a word
├── BadCap (400)            the message does not keep to the CAP 1.2 schema
├── BadSignature (400)      changed, cut, or signed by somebody else
├── OwnText (403)           nobody approves what she wrote
├── Frozen (409)            sent already: correct it by an update or a cancel
├── NotNow (409)            it is not at that step any more
├── ApprovedAlready (409)   the second approval must come from somebody else
└── ChangedMeanwhile (409)  somebody saved a newer text after this page was opened
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from khien.base.errors import Conflict, KhienError, Refused


class NotReady(KhienError):
    code = "alert-not-ready"

    def __init__(self, faults: Sequence[object]) -> None:
        super().__init__(
            _("The warning is not ready: %(list)s.") % {"list": "; ".join(str(fault) for fault in faults)}
        )
        self.faults = tuple(faults)


class NoReason(KhienError):
    code = "no-reason"

    def __init__(self, message: object = _("Write the reason in at least ten letters.")) -> None:
        super().__init__(message)


class BadCap(KhienError):
    code = "bad-cap"

    def __init__(self, line: str = "") -> None:
        super().__init__(
            _("The message does not keep to the CAP 1.2 standard. Nothing was sent. Tell the administrator.")
        )
        self.line = line


class BadSignature(KhienError):
    code = "bad-signature"

    def __init__(self) -> None:
        super().__init__(
            _("The signature does not fit this message: it was changed, or somebody else signed it.")
        )


class OwnText(Refused):
    code = "own-text"

    def __init__(self) -> None:
        super().__init__(_("You wrote part of this warning. Two other people must approve it."))


class Frozen(Conflict):
    code = "frozen"

    def __init__(self) -> None:
        super().__init__(_("This warning was sent and cannot be changed. Send an update, or cancel it."))


class NotNow(Conflict):
    code = "not-at-this-step"

    def __init__(self) -> None:
        super().__init__(_("This warning has moved on meanwhile. Look at it again; nothing was changed."))


class ApprovedAlready(Conflict):
    code = "approved-already"

    def __init__(self) -> None:
        super().__init__(_("You approved it already. The second approval must come from somebody else."))


class ChangedMeanwhile(Conflict):
    code = "changed-meanwhile"

    def __init__(self) -> None:
        super().__init__(
            _("Somebody saved a newer text of this warning. Read it again; nothing of yours was lost.")
        )
