"""The second factor of the demo's accounts: real, with codes that the command line tells.

Refuses to exist outside the demo: `khien demo code` works only while the demo is loaded.
"""

from __future__ import annotations

import datetime as dt
import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt

from khien.accounts.models import User
from khien.accounts.services.accounts import find_account, subject_of
from khien.base import audit
from khien.base.access import SYSTEM
from khien.base.errors import Missing


def give_second_factor(sign_in_name: str, *, at: dt.datetime) -> None:
    """A second factor with a secret that only this installation knows. Raises Missing."""
    user = _account(sign_in_name)
    totp.TOTP.activate(user, totp.generate_totp_secret())
    RecoveryCodes.activate(user)
    audit.record(actor=SYSTEM, action="accounts.second_factor.on", subject=subject_of(user), at=at)


def code_now(sign_in_name: str) -> str:
    """The six digits an authenticator app would show this moment. Raises Missing."""
    user = _account(sign_in_name)
    held = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if held is None:
        raise Missing
    counter = int(time.time()) // app_settings.TOTP_PERIOD
    return str(totp.format_hotp_value(totp.hotp_value(decrypt(held.data["secret"]), counter)))


def _account(sign_in_name: str) -> User:
    user = find_account(sign_in_name)
    if user is None:
        raise Missing
    return user
