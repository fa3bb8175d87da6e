"""What can go wrong with accounts and invitations.

KhienError
├── NameTaken (409)         the sign-in name belongs to somebody else
├── AddressTaken (409)      the e-mail address belongs to another account
├── CodeUsed (409)          the one-time code was used already
├── CodeRevoked (410)       whoever issued it took it back
├── CodeExpired (410)       its time is over
├── CodeUnknown (404)       no such code for this sign-in name
├── AlreadyIssued (409)     the same form sent twice
├── AccountClosed (403)     the account may not sign in any more
└── NotYourself (409)       closing one's own account, or ending one's own rights
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.base.errors import KhienError


class _Said(KhienError):
    text: object = ""

    def __init__(self) -> None:
        super().__init__(self.text)


class NameTaken(_Said):
    code, status = "name-taken", 409
    text = _("Somebody else has this sign-in name. Choose another one.")


class AddressTaken(_Said):
    code, status = "address-taken", 409
    text = _("Another account has this e-mail address. Use another one, or leave it empty.")


class CodeUsed(_Said):
    code, status = "code-used", 409
    text = _("This code has been used. If that was you, sign in with the password you chose.")


class CodeRevoked(_Said):
    code, status = "code-revoked", 410
    text = _("This code was taken back. Ask whoever gave it to you for a new one.")


class CodeExpired(_Said):
    code, status = "code-expired", 410
    text = _("The time of this code is over. Ask whoever gave it to you for a new one.")


class CodeUnknown(_Said):
    code, status = "code-unknown", 404
    text = _(
        "The sign-in name and the code do not belong together. Compare both with the slip, letter by letter."
    )


class AlreadyIssued(_Said):
    code, status = "already-issued", 409
    text = _(
        "This code was issued a moment ago and is shown only once. If the slip is lost, issue a new code."
    )


class AccountClosed(_Said):
    code, status = "account-closed", 403
    text = _("This account is closed. Ask the standing office if you need it again.")


class NotYourself(_Said):
    code, status = "not-yourself", 409
    text = _("You cannot do this to your own account. Ask another administrator.")
