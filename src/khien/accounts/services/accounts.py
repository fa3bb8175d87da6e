"""Opening, closing and putting right accounts. Who may is asked in `access.py`; roles are given through `orgs`."""

from __future__ import annotations

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from khien.accounts.errors import AddressTaken, NameTaken, NotYourself
from khien.accounts.models import User
from khien.accounts.rules import SIGN_IN_NAME
from khien.base import audit
from khien.base.access import Actor
from khien.base.audit import Subject
from khien.base.errors import KhienError
from khien.orgs import api as orgs

KEPT_AFTER_CLOSING = dt.timedelta(days=365)


def subject_of(user: User) -> Subject:
    return Subject("account", str(user.uuid), f"{user.label} ({user.username})")


@transaction.atomic
def open_account(
    *,
    sign_in_name: str,
    name: str,
    person_id: int | None,
    actor: Actor,
    at: dt.datetime,
    email: str = "",
    password: str | None = None,
) -> User:
    """An account, without a password unless one is given: then a one-time code sets it.

    Raises NameTaken, AddressTaken, KhienError("bad-sign-in-name" | "bad-address" | "weak-password").
    """
    user = User(
        username=_checked_name(sign_in_name),
        name=" ".join(name.split())[:200],
        email=_checked_address(email),
        person_id=person_id,
        date_joined=at,
    )
    if password is None:
        user.set_unusable_password()
    else:
        check_password(password, user)
        user.set_password(password)
    _insert(user)
    if user.email:
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    audit.record(
        actor=actor,
        action="accounts.account.opened",
        subject=subject_of(user),
        new={"email": bool(user.email), "password": password is not None},
        at=at,
    )
    return user


def _insert(user: User) -> None:
    if User.objects.filter(username=user.username).exists():
        raise NameTaken
    if user.email and User.objects.filter(email=user.email).exists():
        raise AddressTaken
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:  # somebody was faster
        raise NameTaken from None


def _checked_name(text: str) -> str:
    name = text.strip().lower()
    if not SIGN_IN_NAME.match(name):
        raise KhienError(
            _(
                "A sign-in name has 3 to 60 letters a–z, digits, dots or dashes, without diacritics or spaces."
            ),
            code="bad-sign-in-name",
        )
    return name


def _checked_address(text: str) -> str:
    address = text.strip().lower()
    try:
        if address:
            validate_email(address)
    except ValidationError:
        raise KhienError(_("This e-mail address is not complete."), code="bad-address") from None
    return address


def check_password(password: str, user: User) -> None:
    """Raises KhienError("weak-password") with every reason."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise KhienError(" ".join(error.messages), code="weak-password") from None


@transaction.atomic
def close_account(user: User, *, actor: Actor, at: dt.datetime) -> None:
    """Nobody signs in with it any more; every session ends now. Idempotent. Raises NotYourself."""
    if actor.id == str(user.uuid):
        raise NotYourself
    if user.closed_at is not None:
        return
    user.closed_at, user.is_active = at, False
    user.save(update_fields=["closed_at", "is_active"])
    user.invitations.filter(used_at__isnull=True, revoked_at__isnull=True).update(revoked_at=at)
    ended = end_sessions(user)
    audit.record(
        actor=actor,
        action="accounts.account.closed",
        subject=subject_of(user),
        new={"sessions_ended": ended},
        at=at,
    )


@transaction.atomic
def reopen_account(user: User, *, actor: Actor, at: dt.datetime) -> None:
    """With its old password and second factor. Idempotent."""
    if user.closed_at is None:
        return
    user.closed_at, user.is_active = None, True
    user.save(update_fields=["closed_at", "is_active"])
    audit.record(actor=actor, action="accounts.account.reopened", subject=subject_of(user), at=at)


@transaction.atomic
def reset_second_factor(user: User, *, actor: Actor, at: dt.datetime) -> None:
    """Remove a lost second factor and its recovery codes; every session ends. Raises NotYourself."""
    if actor.id == str(user.uuid):
        raise NotYourself
    Authenticator.objects.filter(user=user).delete()
    ended = end_sessions(user)
    audit.record(
        actor=actor,
        action="accounts.second_factor.reset",
        subject=subject_of(user),
        new={"sessions_ended": ended},
        at=at,
    )


def end_sessions(user: User, *, but: str | None = None) -> int:
    """End the account's sessions, all `but` the one with this key; returns how many."""
    rows = list(UserSession.objects.filter(user=user).exclude(session_key=but or ""))
    for row in rows:
        row.end()
    return len(rows)


def end_session(user: User, session_id: int, *, actor: Actor, at: dt.datetime) -> bool:
    """End one of her own sessions; False when it was over already."""
    row = UserSession.objects.filter(user=user, pk=session_id).first()
    if row is None:
        return False
    row.end()
    audit.record(actor=actor, action="accounts.session.ended", subject=subject_of(user), at=at)
    return True


def end_all_sessions(user: User, *, actor: Actor, at: dt.datetime, but: str | None = None) -> int:
    ended = end_sessions(user, but=but)
    audit.record(
        actor=actor,
        action="accounts.session.ended",
        subject=subject_of(user),
        new={"sessions_ended": ended},
        at=at,
    )
    return ended


def remove_ended_sessions(*, at: dt.datetime) -> int:
    """Addresses and browsers of sessions that are over are not kept; returns how many rows went."""
    alive = Session.objects.filter(expire_date__gt=at).values("session_key")
    gone, _by_model = UserSession.objects.exclude(session_key__in=alive).delete()
    return int(gone)


@transaction.atomic
def forget_closed_accounts(*, actor: Actor, at: dt.datetime) -> int:
    """Take name and address off accounts closed a year ago; the rows stay, so that the audit still points somewhere."""
    due = list(User.objects.filter(closed_at__lt=at - KEPT_AFTER_CLOSING).exclude(name=""))
    for user in due:
        user.username, user.name, user.email = f"closed-{user.uuid.hex}", "", ""
        user.set_unusable_password()
        user.save(update_fields=["username", "name", "email", "password"])
        EmailAddress.objects.filter(user=user).delete()
        Authenticator.objects.filter(user=user).delete()
        subject = Subject("account", str(user.uuid), "")
        audit.record(actor=actor, action="accounts.account.forgotten", subject=subject, at=at)
    return len(due)


def find_account(text: str) -> User | None:
    """By sign-in name or e-mail address."""
    name = text.strip().lower()
    by_name = User.objects.filter(username=name).first()
    return by_name or (User.objects.filter(email=name).first() if "@" in name else None)


@transaction.atomic
def open_officer(
    *,
    sign_in_name: str,
    name: str,
    role: orgs.Role,
    unit_id: int | None,
    actor: Actor,
    at: dt.datetime,
    email: str = "",
    telephone: str = "",
    position: str = "",
    password: str | None = None,
) -> User:
    """A new person with her first role, and her account. All or nothing."""
    person_id = orgs.create_person(
        name=name,
        role=role,
        unit_id=unit_id,
        since=at.date(),
        actor=actor,
        at=at,
        telephone=telephone,
        email=email,
        position=position,
    )
    return open_account(
        sign_in_name=sign_in_name,
        name=name,
        person_id=person_id,
        actor=actor,
        at=at,
        email=email,
        password=password,
    )
