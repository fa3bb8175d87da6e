"""What allauth and Django announce about sign-in, written into the audit. Writes no password, no code, no typed name."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as factor_signals
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import F
from django.dispatch import receiver

from khien.accounts.models import User
from khien.accounts.selectors import actor_of
from khien.accounts.services.accounts import find_account, subject_of
from khien.base import audit
from khien.base.access import SYSTEM
from khien.base.clock import now

STOPS_AFTER = 5  # as allauth's limit on wrong passwords for one account


def _record(action: str, user: User, **new: Any) -> None:
    audit.record(
        actor=actor_of(user), action=f"accounts.{action}", subject=subject_of(user), new=new or None, at=now()
    )


@receiver(user_logged_in)
def signed_in(sender: object, user: User, **_: Any) -> None:
    failed = user.failed_sign_ins
    User.objects.filter(pk=user.pk).update(failed_sign_ins=0)
    _record("signed_in", user, **({"wrong_passwords_before": failed} if failed else {}))


@receiver(user_logged_out)
def signed_out(sender: object, user: User | None, **_: Any) -> None:
    if user is not None:
        _record("signed_out", user)


@receiver(user_login_failed)
def sign_in_failed(sender: object, credentials: dict[str, Any], **_: Any) -> None:
    """Counts on the account; the audit hears of it when the limit is reached. Unknown names are not kept."""
    user = find_account(str(credentials.get("username") or credentials.get("email") or ""))
    if user is None:
        return
    User.objects.filter(pk=user.pk).update(failed_sign_ins=F("failed_sign_ins") + 1)
    user.refresh_from_db(fields=["failed_sign_ins"])
    if user.failed_sign_ins % STOPS_AFTER == 0:
        audit.record(
            actor=SYSTEM,
            action="accounts.sign_in_stopped",
            subject=subject_of(user),
            new={"wrong_passwords": user.failed_sign_ins},
            at=now(),
        )


@receiver([account_signals.password_changed, account_signals.password_set, account_signals.password_reset])
def password_changed(sender: object, user: User, **_: Any) -> None:
    _record("password.changed", user)


@receiver([account_signals.email_changed, account_signals.email_added, account_signals.email_removed])
def email_changed(sender: object, user: User, **_: Any) -> None:
    _record("email.changed", user)


@receiver(factor_signals.authenticator_added)
def factor_added(sender: object, user: User, authenticator: Authenticator, **_: Any) -> None:
    _record(_of(authenticator, "second_factor.on", "recovery_codes.made"), user)


@receiver(factor_signals.authenticator_reset)
def factor_reset(sender: object, user: User, authenticator: Authenticator, **_: Any) -> None:
    _record(_of(authenticator, "second_factor.on", "recovery_codes.made"), user)


@receiver(factor_signals.authenticator_removed)
def factor_removed(sender: object, user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        _record("second_factor.off", user)


@receiver(factor_signals.authenticator_used)
def factor_used(sender: object, user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        _record("recovery_codes.used", user)


def _of(authenticator: Authenticator, factor: str, codes: str) -> str:
    return codes if authenticator.type == Authenticator.Type.RECOVERY_CODES else factor
