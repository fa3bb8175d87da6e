from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from khien.base.audit import register_action
from khien.web import navigation

_ACTIONS = {
    "accounts.account.opened": _("Account opened"),
    "accounts.account.closed": _("Account closed"),
    "accounts.account.reopened": _("Account reopened"),
    "accounts.account.forgotten": _("Name and address of a closed account removed"),
    "accounts.invitation.issued": _("One-time code issued"),
    "accounts.invitation.used": _("One-time code used, password set"),
    "accounts.invitation.revoked": _("One-time code taken back"),
    "accounts.signed_in": _("Signed in"),
    "accounts.signed_out": _("Signed out"),
    "accounts.sign_in_stopped": _("Sign-in stopped after wrong passwords"),
    "accounts.password.changed": _("Password changed"),
    "accounts.email.changed": _("E-mail address changed"),
    "accounts.second_factor.on": _("Second factor set up"),
    "accounts.second_factor.off": _("Second factor removed"),
    "accounts.second_factor.reset": _("Second factor reset by an administrator"),
    "accounts.recovery_codes.made": _("Recovery codes made"),
    "accounts.recovery_codes.used": _("Recovery code used"),
    "accounts.session.ended": _("Session ended"),
}


class AccountsConfig(AppConfig):
    name = "khien.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for code, text in _ACTIONS.items():
            register_action(code, text)
        for entry in _MENU:
            navigation.register(entry)


_MENU = (
    navigation.Entry(
        code="accounts",
        label=_("Accounts"),
        url_name="accounts:list",
        icon="user",
        order=620,
        section="people",
        roles=frozenset({"standing_office", "administrator", "leader"}),
        thumb=frozenset({"administrator"}),
    ),
    navigation.Entry(
        code="audit",
        label=_("Audit"),
        url_name="accounts:audit",
        icon="shield",
        order=900,
        section="system",
        roles=frozenset({"auditor", "administrator", "standing_office"}),
        thumb=frozenset({"auditor", "administrator"}),
    ),
    navigation.Entry(
        code="my-account",
        label=_("My account"),
        url_name="accounts:mine",
        icon="settings",
        order=10,
        section="account",
    ),
)
