"""The only way a view gets an account or an invitation. Missing and foreign look alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from khien.accounts.models import Invitation, User
from khien.accounts.rules import may_manage, roles_to_give
from khien.accounts.selectors import AccountCard, actor_of
from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.orgs import api as orgs
from khien.orgs.api import Role

MAY_INVITE = (Role.STANDING_OFFICE, Role.ADMINISTRATOR, Role.LEADER)
MAY_READ_AUDIT = (Role.AUDITOR, Role.ADMINISTRATOR, Role.STANDING_OFFICE)
EVERYWHERE = (Role.STANDING_OFFICE, Role.ADMINISTRATOR)


def own_account(actor: Actor) -> User:
    """Raises Missing for whoever acts without an account."""
    user = User.objects.filter(uuid=actor.id).first() if actor.signed_in and len(actor.id) == 36 else None
    if user is None:
        raise Missing
    return user


def units_she_invites_to(actor: Actor) -> frozenset[int] | None:
    """Units in which she may open accounts; None = all."""
    return None if actor.has(*EVERYWHERE) else actor.units_as([Role.LEADER])


def roles_she_gives(actor: Actor) -> frozenset[str]:
    return roles_to_give(actor.roles)


def check_may_give(actor: Actor, role: str, unit_id: int | None) -> None:
    """Raises Refused unless she may give this role in this unit (None = everywhere)."""
    units = units_she_invites_to(actor)
    if role not in roles_she_gives(actor) or (units is not None and unit_id not in units):
        raise Refused


def person_to_invite(actor: Actor, uuid: str, *, at: dt.datetime) -> orgs.PersonCard:
    """Somebody known to orgs for whom she may open an account: the same rule as for managing one."""
    found = orgs.person(orgs.person_id_of(uuid))
    grants = orgs.grants_of(person_id=found.id, on=at.date())
    roles = frozenset(grant.role for grant in grants)
    unit_ids = frozenset(grant.unit_id for grant in grants if grant.unit_id is not None)
    if not roles or not manages(actor, roles, unit_ids):
        raise Missing
    return found


def account_for(actor: Actor, uuid: str, *, at: dt.datetime) -> User:
    """An account she may manage: its person holds only roles she may give, in units she answers for."""
    user = User.objects.filter(uuid=uuid).select_related("person").first()
    if user is None or not _manages(actor, user):
        raise Missing
    return user


def invitation_for(actor: Actor, uuid: str, *, at: dt.datetime) -> Invitation:
    row = Invitation.objects.filter(uuid=uuid).select_related("account").first()
    if row is None or not _manages(actor, row.account):
        raise Missing
    return row


def manages(actor: Actor, roles: frozenset[str], unit_ids: frozenset[int]) -> bool:
    """Whether she may manage an account with these roles, held in these units."""
    units = units_she_invites_to(actor)
    if not may_manage(actor.roles, roles):
        return False
    return units is None or (bool(unit_ids) and unit_ids <= units)


def with_doors(actor: Actor, cards: Iterable[AccountCard]) -> list[AccountCard]:
    """The cards of a list, each knowing whether this actor may open it: a link never leads to a refusal."""
    return [replace(card, may_open=_manages_card(actor, card)) for card in cards]


def _manages_card(actor: Actor, card: AccountCard) -> bool:
    units = frozenset(role.unit_id for role in card.roles if role.unit_id is not None)
    return manages(actor, frozenset(role.role for role in card.roles), units)


def _manages(actor: Actor, user: User) -> bool:
    if not actor.has(*MAY_INVITE):
        return False
    other = actor_of(user)
    return manages(actor, other.roles, other.unit_ids)
