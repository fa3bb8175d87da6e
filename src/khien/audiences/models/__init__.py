"""Tables of people to write to. Only the rooms of this app use them; others come in by `api`."""

from khien.audiences.models.consents import ConsentAct, NeverContact
from khien.audiences.models.contacts import Address, Contact, ContactDeed, ContactInterest
from khien.audiences.models.imports import ContactImport
from khien.audiences.models.requests import ConsentRequest
from khien.audiences.models.segments import Segment

__all__ = [
    "Address",
    "ConsentAct",
    "ConsentRequest",
    "Contact",
    "ContactDeed",
    "ContactImport",
    "ContactInterest",
    "NeverContact",
    "Segment",
]
