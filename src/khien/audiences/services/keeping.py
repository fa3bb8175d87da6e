"""What is kept no longer than needed: unanswered questions, files of lists, contacts nobody writes to, old trails.

Run twice, the second run finds nothing. Who left stays on the list of those not to contact when her contact goes.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef

from khien.audiences.models import Address, ConsentAct, ConsentRequest, Contact, ContactImport
from khien.audiences.rules.standing import REACHED, Standing
from khien.audiences.services import trail

QUIET = dt.timedelta(days=730)
TRAIL = dt.timedelta(days=1827)  # five years and a day: the database refuses anything younger
BROUGHT = dt.timedelta(days=7)
ENDED = dt.timedelta(days=1)
AT_ONCE = 500
WHY_LEFT = "left"


def drop_unanswered(*, at: dt.datetime) -> int:
    """Confirmed or too old: either way the address in it is needed no more."""
    done = ConsentRequest.objects.filter(done_at__lt=at - dt.timedelta(hours=1)).delete()[0]
    return done + ConsentRequest.objects.filter(expires_at__lt=at).delete()[0]


def drop_files(*, at: dt.datetime) -> int:
    """Files of lists: the day after they ended, a week after they were brought and left lying."""
    lying = ContactImport.objects.filter(
        state__in=["brought", "looking", "looked", "failed"], created_at__lt=at - BROUGHT
    ).update(state="dropped", ended_at=at, file=None)
    ended = ContactImport.objects.filter(ended_at__lt=at - ENDED, file__isnull=False)
    return lying + ended.update(file=None)


def drop_quiet(*, at: dt.datetime) -> int:
    """Contacts none of whose addresses was written to for two years."""
    reached = Address.objects.filter(contact=OuterRef("pk"), standing__in=REACHED)
    gone = 0
    while some := list(
        Contact.objects.filter(~Exists(reached), changed_at__lt=at - QUIET).values_list("pk", flat=True)[
            :AT_ONCE
        ]
    ):
        with transaction.atomic():
            left = Address.objects.filter(contact__in=some, standing=Standing.LEFT)
            trail.never(list(left.values_list("channel", "key")), why=WHY_LEFT, at=at)
            Contact.objects.filter(pk__in=some).delete()
        gone += len(some)
    return gone


def drop_trails(*, at: dt.datetime) -> int:
    """Steps older than five years of addresses that are kept no longer."""
    kept = Address.objects.filter(channel=OuterRef("channel"), key=OuterRef("key"))
    return ConsentAct.objects.filter(~Exists(kept), at__lt=at - TRAIL).delete()[0]
