"""Units in time, their names, people, and what people may do.

Not for places where things happen, and not for accounts: those are `programme` and `accounts`.
"""

from khien.orgs.models.imports import ImportBatch
from khien.orgs.models.names import NameQuestion, UnitAlias
from khien.orgs.models.people import Membership, Person
from khien.orgs.models.units import Unit, UnitEvent, UnitLink, UnitPeriod

__all__ = [
    "ImportBatch",
    "Membership",
    "NameQuestion",
    "Person",
    "Unit",
    "UnitAlias",
    "UnitEvent",
    "UnitLink",
    "UnitPeriod",
]
