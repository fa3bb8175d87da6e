"""Background work of channels. Every job looks at what is there before it does anything; a second run sends nothing twice."""

from __future__ import annotations

import datetime as dt

from khien.base import clock
from khien.base.jobs import every, task
from khien.channels import radio_jobs  # noqa: F401 — found together with these
from khien.channels.rules.kinds import Medium
from khien.channels.services import (
    asking,
    intake,
    leases,
    ledger,
    post_counts,
    posts,
    preparing,
    receipts,
    running,
    sending,
    trying,
    zalo_desk,
)

LISTEN_SECONDS = 10.0


@task(queue="sending")
def run_campaign(campaign_id: int) -> None:
    running.run(campaign_id, at=clock.now())


@task(queue="sending")
def prepare_step(step_id: int, medium: str) -> None:
    campaign_id = preparing.prepare(step_id, Medium(medium))
    running.run(campaign_id, at=clock.now())


@task(queue="sending")
def pump(account_id: int, line: int, drill: bool) -> None:
    _sent, more = sending.pump(account_id, line, drill=drill)
    running.after_pump(account_id, line, drill=drill, more=more)


@task(queue="sending")
def send_post(post_id: int) -> None:
    posts.send_post(post_id)
    running.finish_what_is_over(at=clock.now())


@task(queue="sending")
def tend_campaigns() -> None:
    """Each half minute: dead workers' rows, receipts that crossed, rows that wait, steps whose hour has come."""
    at = clock.now()
    leases.free_up(at=at)
    leases.free_up_posts(at=at)
    receipts.meet_waiting(at=at)
    running.wake_waiting(at=at)
    for campaign_id in running.running_ids():
        running.run(campaign_id, at=at)


@task()
def tell_of_campaigns() -> None:
    at = clock.now()
    receipts.forget_old(at=at)
    ledger.tell_ledger(today=clock.today(), at=at)


@task()
def send_test(message_id: int, sealed_address: str) -> None:
    trying.try_message(message_id, sealed_address)


@task(queue="sending")
def listen(account_id: int) -> None:
    intake.listen(account_id, seconds=LISTEN_SECONDS, clock=clock.now)


@task()
def listen_for_receipts() -> None:
    for account_id in intake.listening_accounts():
        asking.ask_once("listen", account_id=account_id)


@task()
def read_post_counts() -> None:
    post_counts.read_counts(at=clock.now())


@task()
def read_followers() -> None:
    zalo_desk.read_all_followers(at=clock.now())


for name, job in (
    ("run_campaign", run_campaign),
    ("prepare_step", prepare_step),
    ("pump", pump),
    ("send_post", send_post),
    ("send_test", send_test),
    ("listen", listen),
):
    asking.offer(name, job)

every(dt.timedelta(seconds=30), tend_campaigns, code="channels.tend")
every(dt.timedelta(minutes=1), listen_for_receipts, code="channels.receipts")
every(dt.timedelta(hours=1), tell_of_campaigns, code="channels.ledger")
every(dt.timedelta(hours=6), read_post_counts, code="channels.posts")
every(dt.timedelta(hours=6), read_followers, code="channels.followers")
