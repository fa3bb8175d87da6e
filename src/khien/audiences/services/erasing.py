"""Everything kept of a person goes; what remains are keyed hashes: the trail, and that she is not to be brought in again.

Refuses to keep a copy. Deliveries keep no address either (channels).
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from khien.audiences.models import Address, ConsentRequest, Contact
from khien.audiences.rules.standing import ConsentStep
from khien.audiences.services import trail
from khien.base import audit
from khien.base.access import Actor

WHY_ERASED = "erased"  # she asked for it; an import does not bring her back


def erase(contact: Contact, *, by: Actor | None, at: dt.datetime) -> int:
    """How many addresses went. `by` None: she herself; an officer's erasing stands in the audit."""
    with transaction.atomic():
        locked = Contact.objects.select_for_update().filter(pk=contact.pk).first()
        if locked is None:
            return 0
        keys = list(Address.objects.filter(contact=locked).values_list("channel", "key"))
        who = "" if by is None else by.label
        trail.note_many(keys, ConsentStep.ERASED, at=at, by=who)
        trail.never(keys, why=WHY_ERASED, at=at)
        ConsentRequest.objects.filter(key__in=[key for _channel, key in keys]).delete()
        locked.delete()
        if by is not None:
            subject = audit.Subject("contact", str(locked.uuid), "")
            audit.record(
                actor=by, action="audiences.erased", subject=subject, new={"addresses": len(keys)}, at=at
            )
    return len(keys)
