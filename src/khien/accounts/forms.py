"""Forms of accounts and invitations. They check what was typed; whether she may is asked in `access.py`."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from khien.accounts.models import User
from khien.accounts.rules import Way
from khien.base.audit import actions
from khien.orgs.api import Role
from khien.web.inputs import DayField

ROLE_NAMES: dict[str, object] = {
    Role.STANDING_OFFICE: _("Officer of the standing office"),
    Role.LEADER: _("Leader"),
    Role.FOCAL_OFFICER: _("Focal officer"),
    Role.EDITOR: _("Editor"),
    Role.APPROVER: _("Approver"),
    Role.TRAINER: _("Trainer"),
    Role.HELPLINE: _("Helpline operator"),
    Role.AUDITOR: _("Auditor"),
    Role.ADMINISTRATOR: _("Administrator"),
}
WAYS = [
    (Way.PRINTED.value, _("Print a slip with a one-time code")),
    (Way.MAILED.value, _("Send a link by e-mail")),
]


class AccountFields(forms.Form):
    """Name, address and way of the code. `once` makes the same form sent twice harmless."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    email = forms.EmailField(
        label=_("E-mail address"), required=False, help_text=_("May stay empty: many officers have none.")
    )
    sign_in_name = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        required=False,
        help_text=_("Leave empty and we make one of the name: Nguyễn Thị Hoa → hoa.nt"),
    )
    way = forms.ChoiceField(
        label=_("How she gets her code"), choices=WAYS, widget=forms.RadioSelect, initial=Way.PRINTED
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("way") == Way.MAILED and not cleaned.get("email"):
            self.add_error("email", _("A link by e-mail needs an e-mail address."))
        return cleaned


class PersonFields(AccountFields):
    """The same for somebody who is not known yet: who she is and her first role."""

    field_order = ("once", "name", "role", "position", "telephone", "email", "sign_in_name", "way")
    name = forms.CharField(
        label=_("Full name"), max_length=200, widget=forms.TextInput({"autocomplete": "off"})
    )
    role = forms.ChoiceField(label=_("Role"))
    position = forms.CharField(label=_("Position"), max_length=200, required=False)
    telephone = forms.CharField(label=_("Telephone"), max_length=20, required=False)

    def __init__(self, *args: Any, roles: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, name) for code, name in ROLE_NAMES.items() if code in roles]
        field.initial = Role.FOCAL_OFFICER


class CodeForm(forms.Form):
    """What stands on the slip."""

    sign_in_name = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("One-time code"),
        max_length=30,
        help_text=_(
            "12 letters and digits, for example K7QM-2RTX-9ABC. Large or small letters do not matter."
        ),
        widget=forms.TextInput(
            {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class NewPasswordForm(forms.Form):
    """The password, twice. Shown to whoever came with a code that holds."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=200,
        help_text=_(
            "At least 10 characters. Several words in a row are good: easy to remember, hard to guess."
        ),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if {"password", "again"} <= cleaned.keys() and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("The two passwords are not the same."))
        return cleaned


class AuditFilterForm(forms.Form):
    """Whose entries, of which days. Everything may stay empty."""

    viec = forms.ChoiceField(label=_("What was done"), required=False)
    nguoi = forms.CharField(label=_("Person or thing"), required=False, max_length=100)
    tu = DayField(label=_("From day"), required=False)
    den = DayField(label=_("To day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["viec"]
        assert isinstance(field, forms.ChoiceField)
        named = sorted(actions().items(), key=lambda pair: str(pair[1]))
        field.choices = [("", _("Everything")), *((code, capfirst(str(text))) for code, text in named)]
