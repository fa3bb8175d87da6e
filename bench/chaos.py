"""Workers are killed at random while a campaign is sent; afterwards every row must be true. Run by its test with few, by `bench.faults_bench` with many.

    python -m bench.chaos 100000     (settings of size from the environment, as for khien itself)

Prints what was proved; exit code 1 when a mail went out twice, a row lies, or the sums differ. Whoever calls it gives a
KHIEN_DATA (and, for PostgreSQL, a database) with every table and nobody in it. `CHAOS_BROKER="rabbitmqctl stop_app"`
… "rabbitmqctl start_app" is run in between when `CHAOS_STOP` and `CHAOS_START` name such commands.
"""

from __future__ import annotations

import collections
import datetime as dt
import os
import random
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khien.project.settings")
os.environ.setdefault("KHIEN_WORKER_SILENT_SECONDS", "4")
django.setup()

from django.db import close_old_connections  # noqa: E402

from khien.audiences.models import Address, Contact  # noqa: E402
from khien.base.jobs import enqueue_on_commit  # noqa: E402
from khien.base.sealing import key_of, seal  # noqa: E402
from khien.channels import jobs  # noqa: E402
from khien.channels.models import Campaign, CampaignStep, ChannelAccount, DeliveryRow, Message  # noqa: E402
from khien.channels.rules.kinds import CampaignState, ChannelKind, Delivery, Medium  # noqa: E402
from khien.channels.selectors.progress import progress_of  # noqa: E402
from khien.orgs.models import Unit  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
AT = dt.datetime(2026, 11, 24, 2, 0, tzinfo=dt.UTC)
WORKERS = 2
LONGEST = 3600


def main(number: int, *, seed: int = 20261124) -> int:
    dice = random.Random(seed)
    campaign = _campaign(number)
    with tempfile.TemporaryDirectory() as folder, _sink(f"{folder}/taken") as port:
        _account(campaign.unit_id, port)
        kills, breaks, took = _storm(campaign, dice)
        taken = collections.Counter(Path(f"{folder}/taken").read_text(encoding="utf-8").split())
    return _verdict(number, taken, kills=kills, breaks=breaks, took=took)


def _campaign(number: int) -> Campaign:
    unit = Unit.objects.create(
        name="Tỉnh An Bình",
        kind="peoples_committee",
        level="province",
        code="AB",
        valid_from=dt.date(2025, 7, 1),
    )
    base = {"unit": unit, "audience": "public"}
    for start in range(0, number, 5000):
        made = Contact.objects.bulk_create(
            Contact(**base, origin="chaos", created_at=AT, changed_at=AT)
            for _ in range(start, min(start + 5000, number))
        )
        Address.objects.bulk_create(
            Address(
                **base,
                contact=contact,
                channel="email",
                key=key_of("email", f"n{n}@example.vn"),
                sealed=seal(f"n{n}@example.vn"),
                standing=1,
                proof="phiếu",
                agreed_at=AT,
                created_at=AT,
            )
            for n, contact in enumerate(made, start)
        )
    campaign = Campaign.objects.create(
        title="Bão",
        unit=unit,
        state=CampaignState.RUNNING,
        basis="Kế hoạch",
        audience=[{}],
        made_by_id="x",
        made_by="x",
        created_at=AT,
        changed_at=AT,
    )
    step = CampaignStep.objects.create(campaign=campaign, number=1, kind="main", starts_at=AT)
    Message.objects.create(step=step, medium=Medium.EMAIL, subject="Cảnh giác", text="Hãy cúp máy.")
    return campaign


def _account(unit_id: int, port: int) -> None:
    ChannelAccount.objects.create(
        kind=ChannelKind.EMAIL,
        name="Bão",
        unit_id=unit_id,
        active=True,
        token="chaos",
        settings={
            "host": "127.0.0.1",
            "port": port,
            "sender": "khien@example.vn",
            "security": "none",
            "lines": WORKERS,
        },
        rate_per_second=100_000,
        burst=100_000,
        changed_at=AT,
    )


def _storm(campaign: Campaign, dice: random.Random) -> tuple[int, int, float]:
    """(workers killed, broker stops, seconds)."""
    began, kills, breaks = time.monotonic(), 0, 0
    workers = [_worker() for _ in range(WORKERS)]
    stop, start = os.environ.get("CHAOS_STOP", ""), os.environ.get("CHAOS_START", "")
    enqueue_on_commit(jobs.run_campaign, campaign_id=campaign.pk)
    try:
        while Campaign.objects.get(pk=campaign.pk).state != CampaignState.DONE:
            if time.monotonic() - began > LONGEST:
                break
            _wait_for_work(campaign.pk, dice)
            victim = dice.randrange(WORKERS)
            _kill(workers[victim])
            kills += 1
            if stop and kills % 5 == 0:
                subprocess.run(shlex.split(stop), check=False, capture_output=True)
                time.sleep(dice.uniform(0.5, 3.0))
                subprocess.run(shlex.split(start), check=False, capture_output=True)
                breaks += 1
            workers[victim] = _worker()
            close_old_connections()
            enqueue_on_commit(jobs.tend_campaigns)
            if kills % 10 == 0:
                print(f"   {progress_of(campaign.pk).left:,} left, {kills} killed", flush=True)
    finally:
        for worker in workers:
            _kill(worker)
    return kills, breaks, time.monotonic() - began


def _wait_for_work(campaign_id: int, dice: random.Random) -> None:
    """Until something went out since the last kill (a worker that is killed while it starts proves nothing)."""
    before, began = _left(campaign_id), time.monotonic()
    while time.monotonic() - began < 40:
        time.sleep(0.2)
        left = _left(campaign_id)
        if left < before or (not left and before):
            break
    time.sleep(dice.uniform(0.0, 2.0))


def _left(campaign_id: int) -> int:
    found = progress_of(campaign_id)
    return found.left if found.total else 1 << 60


def _worker() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from khien.cli.main import main; main()", "worker"]
    if os.environ.get("KHIEN_AMQP_URL"):
        command += ["--processes", "1"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True, stdout=quiet, stderr=quiet)


def _kill(worker: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


@contextmanager
def _sink(path: str) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "bench.counting_sink", str(port), path]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        yield port
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _verdict(number: int, taken: collections.Counter[str], *, kills: int, breaks: int, took: float) -> int:
    keys = {key_of("email", to): times for to, times in taken.items()}
    rows = list(DeliveryRow.objects.values_list("key", "state"))
    states = collections.Counter(Delivery(state).name for _key, state in rows)
    twice = sum(1 for times in taken.values() if times > 1)
    sent_not_taken = sum(1 for key, state in rows if state == Delivery.SENT and keys.get(key, 0) != 1)
    taken_not_sent = sum(
        1 for key, state in rows if state not in (Delivery.SENT, Delivery.UNCERTAIN) and keys.get(key, 0)
    )
    unsure_taken = sum(1 for key, state in rows if state == Delivery.UNCERTAIN and keys.get(key, 0))
    sums = len(rows) == number and states["SENT"] + unsure_taken == sum(taken.values())
    good = not twice and not sent_not_taken and not taken_not_sent and sums
    print(
        f"   {number:,} recipients, {kills} workers killed, {breaks} times no broker, {took:.0f} s: {dict(states)};"
        f" of the uncertain {unsure_taken} arrived; twice {twice}, marked sent but not arrived {sent_not_taken},"
        f" arrived but not marked {taken_not_sent}, sums {'equal' if sums else 'DIFFER'}"
    )
    return 0 if good and states["SENT"] + states["UNCERTAIN"] == number else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
