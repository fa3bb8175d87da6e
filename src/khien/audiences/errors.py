"""What audiences refuses, in words for people.

KhienError
├── NotAnAddress (400)     neither a telephone number nor a mail address; `fault` of rules.numbers
├── CannotConfirm (400)    a link or code that is wrong, used up or too old
├── SaidNo (409)           she left or must never be written to: only she herself comes back
├── NoProof (400)          a consent that names neither proof nor provision
├── NeedsGuardian (400)    children do not sign up by themselves
├── AskedTooOften (429)    from one browser
├── SegmentChanged (409)   somebody else changed it meanwhile
└── ImportMoved (409)      the list is not in the state this button belongs to
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.audiences.rules.numbers import Fault
from khien.base.errors import Conflict, KhienError

FAULTS: dict[Fault, object] = {
    Fault.EMPTY: _("Nothing stands here."),
    Fault.NO_NUMBER: _("This is no telephone number: it holds letters or signs."),
    Fault.SHORT: _("The number is too short. A mobile number has 10 digits."),
    Fault.LONG: _("The number is too long. A mobile number has 10 digits."),
    Fault.ABROAD: _("Only Vietnamese numbers can be written to."),
    Fault.UNKNOWN_PREFIX: _(
        "No network in Vietnam has numbers that begin like this. Please look at it again."
    ),
    Fault.LANDLINE: _("This is a landline: it cannot take messages. Give a mobile number."),
    Fault.SEVERAL: _("There is more than one address here. Write one."),
    Fault.NO_MAIL: _("This is no mail address. It looks like ten@noigui.vn."),
    Fault.MARKS_IN_MAIL: _("A mail address has no Vietnamese marks before the @."),
}


class NotAnAddress(KhienError):
    code = "not-an-address"

    def __init__(self, fault: Fault | None = None) -> None:
        words = _("This is neither a telephone number nor a mail address. Please look at it again.")
        super().__init__(FAULTS.get(fault, words) if fault else words)
        self.fault = fault


class CannotConfirm(KhienError):
    code = "cannot-confirm"

    def __init__(self) -> None:
        super().__init__(_("This code or link is wrong or too old. Ask for a new one; nothing was changed."))


class SaidNo(Conflict):
    code = "said-no"

    def __init__(self) -> None:
        super().__init__(
            _("This person asked not to be written to. Only she herself can come back, on the public page.")
        )


class NoProof(KhienError):
    code = "no-proof"

    def __init__(self) -> None:
        super().__init__(_("Say how the consent is known: which sheet, whose signature, which day."))


class NeedsGuardian(KhienError):
    code = "needs-guardian"

    def __init__(self) -> None:
        super().__init__(_("For children and pupils a parent or guardian has to agree first."))


class AskedTooOften(KhienError):
    code = "asked-too-often"
    status = 429

    def __init__(self) -> None:
        super().__init__(_("You asked many times in a short while. What you typed is kept; wait an hour."))


class SegmentChanged(Conflict):
    code = "segment-changed"

    def __init__(self, by: str) -> None:
        super().__init__(
            _("%(who)s changed this group meanwhile. What you typed is still here; press again to keep it.")
            % {"who": by}
        )


class ImportMoved(Conflict):
    code = "import-moved"

    def __init__(self) -> None:
        super().__init__(_("This list has moved on meanwhile. Look at it again."))
