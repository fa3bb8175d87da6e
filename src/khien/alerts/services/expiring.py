"""What is over comes off the pages and out of search, with an act that says so. Nothing of the alert itself changes."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from khien.alerts.models import Alert, AlertAct
from khien.alerts.rules.life import Act
from khien.alerts.rules.vocabulary import State
from khien.alerts.selectors.search import SOURCE
from khien.alerts.services.acts import write_down
from khien.base.access import SYSTEM
from khien.search.api import remove
from khien.web.kept_pages import forget_pages

AT_ONCE = 200


def expire(*, at: dt.datetime) -> int:
    """How many ended since the last call. Twice does no harm."""
    done = AlertAct.objects.filter(act=Act.EXPIRED).values("alert_id")
    due = Alert.objects.filter(state=State.ISSUED, expires_at__lte=at).exclude(pk__in=done).order_by("pk")
    found = 0
    for alert in due[:AT_ONCE]:
        with transaction.atomic():
            held = Alert.objects.select_for_update().get(pk=alert.pk)
            if AlertAct.objects.filter(alert=held, act=Act.EXPIRED).exists():
                continue
            remove(SOURCE, [str(held.uuid)])
            forget_pages()
            write_down(SYSTEM, held, Act.EXPIRED, at=at)
            found += 1
    return found
