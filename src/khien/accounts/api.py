"""The door of accounts, for the command line and the demo. Apps below need none: they get an Actor."""

from __future__ import annotations

import datetime as dt

from khien.accounts.errors import AccountClosed, AddressTaken, NameTaken
from khien.accounts.models import User
from khien.accounts.rules import Way, grouped_code, suggested_name
from khien.accounts.selectors import AccountCard, account_card, actor_of, sign_in_names
from khien.accounts.services import accounts, invitations
from khien.base.access import SYSTEM, Actor
from khien.base.audit import Head, Verdict, verify
from khien.base.errors import Missing
from khien.orgs.api import Role

__all__ = [
    "AccountCard",
    "AccountClosed",
    "AddressTaken",
    "Head",
    "NameTaken",
    "Verdict",
    "account_named",
    "actor_named",
    "close_account",
    "create_account",
    "issue_printed_code",
    "reopen_account",
    "reset_second_factor",
    "suggest_sign_in_name",
    "verify_audit",
]


def create_account(
    *,
    sign_in_name: str,
    name: str,
    at: dt.datetime,
    role: Role | None = None,
    unit_id: int | None = None,
    person_id: int | None = None,
    email: str = "",
    password: str | None = None,
    actor: Actor = SYSTEM,
) -> AccountCard:
    """An account for a person known to orgs (`person_id`), or for a new one with her first role.

    Without a password, `issue_printed_code` gives the code that sets it. Raises NameTaken, AddressTaken,
    KhienError("weak-password", "bad-sign-in-name", "bad-address") and what orgs says about the role.
    """
    if person_id is None and role is not None:
        user = accounts.open_officer(
            sign_in_name=sign_in_name,
            name=name,
            role=role,
            unit_id=unit_id,
            actor=actor,
            at=at,
            email=email,
            password=password,
        )
    else:
        user = accounts.open_account(
            sign_in_name=sign_in_name,
            name=name,
            person_id=person_id,
            actor=actor,
            at=at,
            email=email,
            password=password,
        )
    return account_card(user, at=at)


def account_named(text: str, *, at: dt.datetime) -> AccountCard:
    """By sign-in name or e-mail address. Raises Missing."""
    return account_card(_found(text), at=at)


def actor_named(text: str) -> Actor:
    """Who acts when a command line names an account. Raises Missing."""
    return actor_of(_found(text))


def issue_printed_code(text: str, *, at: dt.datetime, actor: Actor = SYSTEM) -> tuple[str, dt.datetime]:
    """A one-time code for an account (grouped for reading) and until when it holds. Raises Missing, AccountClosed."""
    issued = invitations.issue_code(_found(text), way=Way.PRINTED, actor=actor, at=at)
    return grouped_code(issued.code), issued.expires_at


def reset_second_factor(text: str, *, at: dt.datetime, actor: Actor = SYSTEM) -> None:
    """Remove a lost second factor; the next sign-in leads to a new one. Raises Missing."""
    accounts.reset_second_factor(_found(text), actor=actor, at=at)


def close_account(text: str, *, at: dt.datetime, actor: Actor = SYSTEM) -> None:
    accounts.close_account(_found(text), actor=actor, at=at)


def reopen_account(text: str, *, at: dt.datetime, actor: Actor = SYSTEM) -> None:
    accounts.reopen_account(_found(text), actor=actor, at=at)


def suggest_sign_in_name(name: str) -> str:
    """ "Nguyễn Thị Hoa" → "hoa.nt", or the next one that is free."""
    return suggested_name(name, sign_in_names())


def verify_audit(*, noted: Head | None = None) -> Verdict:
    """Walk the audit's chain; `noted` is a head written down earlier. For `khien audit verify`."""
    return verify(noted=noted)


def _found(text: str) -> User:
    user = accounts.find_account(text)
    if user is None:
        raise Missing
    return user
