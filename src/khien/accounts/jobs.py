"""Once a day: sessions that ended, and what closed accounts still say about their people, go."""

from __future__ import annotations

import datetime as dt

from django.core.management import call_command

from khien.accounts.services.accounts import forget_closed_accounts, remove_ended_sessions
from khien.base.access import SYSTEM
from khien.base.clock import now
from khien.base.jobs import every, task


@task()
def clean_accounts() -> None:
    call_command("clearsessions")
    remove_ended_sessions(at=now())
    forget_closed_accounts(actor=SYSTEM, at=now())


every(dt.timedelta(days=1), clean_accounts, code="accounts.clean_accounts")
