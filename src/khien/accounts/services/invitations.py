"""One-time codes: issued, taken back, used once. Refuses to keep a code: only its keyed hash stays."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid as uuids
from collections.abc import Callable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from khien.accounts.errors import (
    AccountClosed,
    AlreadyIssued,
    CodeExpired,
    CodeRevoked,
    CodeUnknown,
    CodeUsed,
)
from khien.accounts.models import Invitation, User
from khien.accounts.rules import (
    CODE_ALPHABET,
    CODE_LENGTH,
    MAILED_HOLDS,
    PRINTED_HOLDS,
    State,
    Way,
    plain_code,
)
from khien.accounts.services.accounts import check_password, subject_of
from khien.base import audit
from khien.base.access import Actor

_REFUSALS = {State.USED: CodeUsed, State.REVOKED: CodeRevoked, State.EXPIRED: CodeExpired}


@dataclass(frozen=True, slots=True)
class Issued:
    """Shown or sent once. `code` is the only copy there is."""

    uuid: str
    sign_in_name: str
    name: str
    email: str
    way: Way
    code: str
    expires_at: dt.datetime


def hash_of(code: str) -> str:
    return salted_hmac("khien.accounts.invitation", plain_code(code), algorithm="sha256").hexdigest()


def issue_code(
    user: User, *, way: Way, actor: Actor, at: dt.datetime, once: uuids.UUID | None = None
) -> Issued:
    """A new one-time code; an open older one of the account is taken back.

    `once` is the form's own number: the same form sent twice raises AlreadyIssued. Raises AccountClosed.
    """
    if user.closed_at is not None:
        raise AccountClosed
    code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
    try:
        with transaction.atomic():
            User.objects.select_for_update().get(pk=user.pk)
            user.invitations.filter(used_at__isnull=True, revoked_at__isnull=True).update(revoked_at=at)
            row = Invitation.objects.create(
                uuid=once or uuids.uuid4(),
                account=user,
                way=way,
                code_hash=hash_of(code),
                issued_at=at,
                issued_by=actor.id,
                expires_at=at + (MAILED_HOLDS if way == Way.MAILED else PRINTED_HOLDS),
            )
            audit.record(
                actor=actor,
                action="accounts.invitation.issued",
                subject=subject_of(user),
                new={"way": way, "until": row.expires_at},
                at=at,
            )
    except IntegrityError:
        raise AlreadyIssued from None
    return Issued(str(row.uuid), user.username, user.label, user.email, way, code, row.expires_at)


@transaction.atomic
def open_and_issue(
    open_account: Callable[[], User], *, once: uuids.UUID, way: Way, actor: Actor, at: dt.datetime
) -> Issued:
    """Open an account and issue its first code, all or nothing. The same form sent twice raises AlreadyIssued."""
    if Invitation.objects.filter(uuid=once).exists():
        raise AlreadyIssued
    return issue_code(open_account(), way=way, actor=actor, at=at, once=once)


@transaction.atomic
def revoke_code(invitation: Invitation, *, actor: Actor, at: dt.datetime) -> None:
    """Take an open code back. Idempotent; a used one stays used and raises CodeUsed."""
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if row.used_at is not None:
        raise CodeUsed
    if row.revoked_at is not None:
        return
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    audit.record(actor=actor, action="accounts.invitation.revoked", subject=subject_of(row.account), at=at)


def find_code(code: str, *, at: dt.datetime, sign_in_name: str | None = None) -> Invitation:
    """The invitation a code opens. Raises CodeUnknown, CodeUsed, CodeRevoked, CodeExpired, AccountClosed."""
    row = Invitation.objects.select_related("account").filter(code_hash=hash_of(code)).first()
    if row is None or (sign_in_name is not None and row.account.username != sign_in_name.strip().lower()):
        raise CodeUnknown
    _refuse_unless_open(row, at)
    return row


def open_invitation(uuid: str, *, at: dt.datetime) -> Invitation:
    """The same, by the number that a code found earlier. Raises as `find_code` does."""
    row = Invitation.objects.select_related("account").filter(uuid=uuid).first()
    if row is None:
        raise CodeUnknown
    _refuse_unless_open(row, at)
    return row


def account_uuid(uuid: str) -> str:
    """Whose invitation it is or was; "" for none."""
    row = Invitation.objects.select_related("account").filter(uuid=uuid).first()
    return str(row.account.uuid) if row else ""


@transaction.atomic
def use_code(uuid: str, *, password: str, actor: Actor, at: dt.datetime) -> User:
    """Set the password that a code allows to set. Of two at once one wins; the other gets CodeUsed.

    Raises KhienError("weak-password"); then the code still holds.
    """
    row = Invitation.objects.select_for_update().select_related("account").filter(uuid=uuid).first()
    if row is None:
        raise CodeUnknown
    _refuse_unless_open(row, at)
    user = row.account
    check_password(password, user)
    first = not user.has_usable_password()
    user.set_password(password)
    user.failed_sign_ins = 0
    user.save(update_fields=["password", "failed_sign_ins"])
    row.used_at = at
    row.save(update_fields=["used_at"])
    if row.way == Way.MAILED:  # whoever opened the link reads that mailbox
        EmailAddress.objects.filter(user=user, email=user.email).update(verified=True)
    audit.record(
        actor=actor,
        action="accounts.invitation.used",
        subject=subject_of(user),
        new={"first_password": first},
        at=at,
    )
    return user


def _refuse_unless_open(row: Invitation, at: dt.datetime) -> None:
    if row.account.closed_at is not None:
        raise AccountClosed
    refusal = _REFUSALS.get(row.state(at))
    if refusal is not None:
        raise refusal
