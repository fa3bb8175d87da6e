"""allauth's forms in our words: a label says what a field is, so nothing is repeated inside the field."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _


class Plain(forms.Form):
    """Without placeholders; `words` names fields anew."""

    words: dict[str, object] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.words.get(name, field.label)  # type: ignore[assignment]
            if name != "password1":
                field.help_text = ""
        self.tune()

    def tune(self) -> None:
        """What a form wants besides."""


class SignInForm(Plain, LoginForm):  # type: ignore[misc]
    words = {"login": _("Sign-in name or e-mail address")}

    def tune(self) -> None:
        self.fields["login"].widget.attrs |= {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
            "autofocus": True,
        }


class NewPasswordWords(Plain):
    words = {
        "oldpassword": _("Present password"),
        "password1": _("New password"),
        "password2": _("The same password again"),
    }

    def tune(self) -> None:
        self.fields["password1"].help_text = _(
            "At least 10 characters. Several words in a row are good: easy to remember, hard to guess."
        )


class PasswordChangeForm(NewPasswordWords, ChangePasswordForm):  # type: ignore[misc]
    pass


class PasswordSetForm(NewPasswordWords, SetPasswordForm):  # type: ignore[misc]
    pass


class PasswordResetKeyForm(NewPasswordWords, ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class PasswordResetForm(Plain, ResetPasswordForm):  # type: ignore[misc]
    words = {"email": _("E-mail address of your account")}


class PasswordAgainForm(Plain, ReauthenticateForm):  # type: ignore[misc]
    pass


class EmailForm(Plain, AddEmailForm):  # type: ignore[misc]
    words = {"email": _("New e-mail address")}


class CodeWords(Plain):
    words = {"code": _("6-digit code from the app")}

    def tune(self) -> None:
        # Without autofocus: on a telephone it would scroll past the picture to scan.
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "maxlength": 20}


class FactorSetUpForm(CodeWords, ActivateTOTPForm):  # type: ignore[misc]
    pass


class FactorForm(CodeWords, AuthenticateForm):  # type: ignore[misc]
    words = {"code": _("6-digit code from the app, or a recovery code")}

    def tune(self) -> None:
        self.fields["code"].widget.attrs |= {"autofocus": True, "maxlength": 20, "autocapitalize": "none"}


class FactorAgainForm(FactorForm, CodeAgainForm):  # type: ignore[misc]
    pass
