"""Who keeps the words of search; the only way a view gets a set.

| | sees synonyms, vain searches, tries a question | changes synonyms |
|---|---|---|
| standing office, editor | yes | yes |
| approver, auditor, administrator | yes | no |
| others | no | no |

Roles are named as `khien.orgs` names them; as plain text, for this app stands below it.
"""

from __future__ import annotations

from uuid import UUID

from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.base.typed import uuid_of
from khien.search.models import SynonymSet

WRITERS = ("standing_office", "editor")
READERS = (*WRITERS, "approver", "auditor", "administrator")


def writes(actor: Actor) -> bool:
    return actor.has(*WRITERS)


def set_for(actor: Actor, uuid: UUID | str) -> SynonymSet:
    """A set, also one out of use, for somebody who may change it. Raises Missing, Refused."""
    if not actor.has(*READERS):
        raise Missing
    found = SynonymSet.objects.filter(uuid=uuid_of(uuid)).first()
    if found is None:
        raise Missing
    if not writes(actor):
        raise Refused
    return found
