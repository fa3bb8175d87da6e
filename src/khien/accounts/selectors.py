"""Reads of accounts, invitations and sessions. Changes nothing; decides nothing but the second factor's duty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khien.accounts.models import User
from khien.accounts.rules import State
from khien.base import numbers
from khien.base.access import Actor
from khien.base.audit import Verdict
from khien.base.clock import today
from khien.base.errors import Missing
from khien.base.models import AuditEntry
from khien.orgs import api as orgs


@dataclass(frozen=True, slots=True)
class AccountCard:
    """Personal data: sign-in name, name, e-mail address."""

    uuid: str
    sign_in_name: str
    name: str
    email: str
    person_id: int | None
    roles: tuple[orgs.RoleHeld, ...]
    second_factor: bool
    has_password: bool
    last_sign_in: dt.datetime | None
    closed_at: dt.datetime | None
    code_state: State | None
    code_expires_at: dt.datetime | None
    invitation_uuid: str
    may_open: bool = True


@dataclass(frozen=True, slots=True)
class SessionCard:
    """One signed-in browser. Personal data: address and browser, while the session lives."""

    id: int
    browser: str
    address: str
    since: dt.datetime
    current: bool


def actor_of(user: User) -> Actor:
    """Who acts, with the roles that person holds today."""
    grants = orgs.grants_of(person_id=user.person_id, on=today()) if user.person_id else ()
    return Actor(id=str(user.uuid), label=user.label, grants=grants, person_id=user.person_id)


def own_uuid(user: object) -> str:
    """The account's uuid of whoever is signed in; "" for nobody."""
    return str(user.uuid) if isinstance(user, User) else ""


def has_second_factor(user: User) -> bool:
    found = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP)
    return bool(found.exists())


def needs_second_factor(user: User) -> bool:
    return actor_of(user).has(*orgs.NEED_SECOND_FACTOR)


def account_card(user: User, *, at: dt.datetime) -> AccountCard:
    return _card(user, _roles(user, at.date()), at, second_factor=has_second_factor(user))


def accounts_within(unit_ids: frozenset[int] | None, *, at: dt.datetime) -> list[AccountCard]:
    """Accounts of people with a role in one of the units (None: all accounts), by name."""
    rows = User.objects.select_related("person").prefetch_related("invitations")
    rows = rows.annotate(sealed=_second_factor_of())
    if unit_ids is not None:
        people = {card.id for unit_id in unit_ids for card in orgs.people_in(unit_id, on=at.date())}
        rows = rows.filter(person_id__in=people)
    on = at.date()
    roles = {card.id: card.roles for card in orgs.find_people("", on=on, limit=100_000)}
    cards = [_card(u, roles.get(u.person_id or 0, ()), at, second_factor=u.sealed) for u in rows]
    return sorted(cards, key=lambda card: (card.closed_at is not None, card.name.split()[-1:], card.name))


def _second_factor_of() -> Exists:
    return Exists(Authenticator.objects.filter(user_id=OuterRef("pk"), type=Authenticator.Type.TOTP))


def _roles(user: User, on: dt.date) -> tuple[orgs.RoleHeld, ...]:
    if user.person_id is None:
        return ()
    held = orgs.person(user.person_id).roles
    return tuple(role for role in held if role.since <= on and (role.until is None or role.until > on))


def _card(
    user: User, roles: tuple[orgs.RoleHeld, ...], at: dt.datetime, *, second_factor: bool
) -> AccountCard:
    last = next(iter(sorted(user.invitations.all(), key=lambda i: i.issued_at, reverse=True)), None)
    return AccountCard(
        uuid=str(user.uuid),
        sign_in_name=user.username,
        name=user.label,
        email=user.email,
        person_id=user.person_id,
        roles=roles,
        second_factor=second_factor,
        has_password=user.has_usable_password(),
        last_sign_in=user.last_login,
        closed_at=user.closed_at,
        code_state=last.state(at) if last else None,
        code_expires_at=last.expires_at if last else None,
        invitation_uuid=str(last.uuid) if last else "",
    )


def sign_in_names() -> frozenset[str]:
    return frozenset(User.objects.values_list("username", flat=True))


def without_account(cards: Iterable[orgs.PersonCard]) -> list[orgs.PersonCard]:
    """Those of them who cannot sign in yet, in the same order."""
    found = list(cards)
    have = set(User.objects.filter(person_id__in=[c.id for c in found]).values_list("person_id", flat=True))
    return [card for card in found if card.id not in have]


def account_uuid_of(person_id: int) -> str:
    """ "" for somebody without an account."""
    row = User.objects.filter(person_id=person_id).first()
    return str(row.uuid) if row else ""


def sessions_of(user: User, *, current_key: str | None) -> list[SessionCard]:
    """Newest first; the one asking is marked."""
    rows = UserSession.objects.purge_and_list(user)
    cards = [
        SessionCard(
            id=row.pk,
            browser=browser_name(row.user_agent),
            address=row.ip,
            since=row.created_at,
            current=row.session_key == current_key,
        )
        for row in rows
    ]
    return sorted(cards, key=lambda card: (not card.current, -card.since.timestamp()))


def audit_entries(
    *, text: str = "", action: str = "", since: dt.datetime | None = None, until: dt.datetime | None = None
) -> QuerySet[AuditEntry]:
    """Newest first. `text` is looked for in the person's name and the thing's; `until` is not included."""
    rows = AuditEntry.objects.order_by("-seq")
    for word in text.split():
        rows = rows.filter(Q(actor_label__icontains=word) | Q(subject_label__icontains=word))
    if action:
        rows = rows.filter(action=action)
    if since is not None:
        rows = rows.filter(at__gte=since)
    return rows.filter(at__lt=until) if until is not None else rows


def audit_entry(seq: int) -> AuditEntry:
    """Raises Missing."""
    entry = AuditEntry.objects.filter(seq=seq).first()
    if entry is None:
        raise Missing
    return entry


def audit_size() -> int:
    return AuditEntry.objects.count()


_BROWSERS = (("CocCoc", "coc_coc"), ("Edge", "Edg/"), ("Opera", "OPR/"), ("Firefox", "Firefox/"))
_BROWSERS_AFTER = (("Chrome", "Chrome/"), ("Safari", "Safari/"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("macOS", "Mac OS"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """ "Chrome · Android"; the raw text's beginning when it is none that people know."""
    browser = next((n for n, mark in (*_BROWSERS, *_BROWSERS_AFTER) if mark in user_agent), "")
    system = next((n for n, mark in _SYSTEMS if mark in user_agent), "")
    return " · ".join(filter(None, [browser, system])) or user_agent[:40]


_BROKEN = {
    "missing": _("Entry %(seq)s is missing, or one was put in between."),
    "changed": _("Entry %(seq)s was changed after it was written."),
    "unchained": _("Entry %(seq)s does not follow the one before it."),
    "cut-off": _("The audit ends before entry %(seq)s; later entries were removed."),
    "head": _("The kept end of the audit does not fit entry %(seq)s."),
    "noted": _("Entry %(seq)s is not the one that was noted."),
}


def verdict_text(verdict: Verdict) -> str:
    """What a verification found, in one sentence for people."""
    if verdict.intact:
        return gettext("The chain is intact: %(count)s entries, none changed, none missing.") % {
            "count": numbers.count(verdict.entries)
        }
    return str(_BROKEN[verdict.reason]) % {"seq": verdict.broken_seq}
