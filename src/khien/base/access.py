"""Who acts: a frozen value that services, access rules and the audit receive. No model, no query, no request.

Roles are named by `khien.orgs.api.Role`; here they are plain text, so that this storey knows no domain word.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, in one unit (its id) or everywhere (`unit_id` None)."""

    role: str
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or a part of the system that does something. `id` is a uuid text, `label` what people read."""

    id: str
    label: str
    grants: tuple[Grant, ...] = ()
    person_id: int | None = None

    @property
    def signed_in(self) -> bool:
        return self.id != ANONYMOUS_ID

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants)

    @property
    def unit_ids(self) -> frozenset[int]:
        return frozenset(grant.unit_id for grant in self.grants if grant.unit_id is not None)

    def has(self, *roles: str, unit_id: int | None = None) -> bool:
        """Whether she holds any of the roles; with `unit_id`, everywhere or in that very unit."""
        return any(
            grant.role in roles and (unit_id is None or grant.unit_id is None or grant.unit_id == unit_id)
            for grant in self.grants
        )

    def units_as(self, roles: Iterable[str]) -> frozenset[int]:
        """Ids of the units in which she holds one of the roles (not those held everywhere)."""
        wanted = frozenset(roles)
        return frozenset(g.unit_id for g in self.grants if g.role in wanted and g.unit_id is not None)


ANONYMOUS_ID = "anonymous"
ANONYMOUS = Actor(id=ANONYMOUS_ID, label="")
SYSTEM = Actor(id="system", label="Khiên")
