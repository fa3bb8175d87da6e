"""She changes where she lives, who she is and what she wants to hear about. Her consent stays as it was."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from khien.audiences.errors import NeedsGuardian
from khien.audiences.models import Contact
from khien.audiences.rules.standing import YOUNG
from khien.audiences.services.confirming import choose_topics, place_contact
from khien.audiences.services.joining import Choice


def change_choice(contact: Contact, choice: Choice, *, at: dt.datetime) -> None:
    """Raises NeedsGuardian."""
    if choice.audience in YOUNG:
        raise NeedsGuardian
    with transaction.atomic():
        row = Contact.objects.select_for_update().get(pk=contact.pk)
        place_contact(row, unit_id=choice.unit_id, audience=choice.audience, language=choice.language, at=at)
        choose_topics(row, list(choice.topics))
