"""One database of `campaign_bench`: filled, prepared, sent from. Prints; asserts nothing but counts."""

from __future__ import annotations

import datetime as dt
import email.message
import os
import resource
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khien.project.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from khien.audiences.models import Address, Contact  # noqa: E402
from khien.base.sealing import seal  # noqa: E402
from khien.channels.models import Campaign, CampaignStep, ChannelAccount, DeliveryRow, Message  # noqa: E402
from khien.channels.rules.kinds import CampaignState, ChannelKind, Delivery, Medium  # noqa: E402
from khien.channels.services import preparing, sending  # noqa: E402
from khien.orgs.models import Unit  # noqa: E402

RECIPIENTS = int(os.environ.get("RECIPIENTS", "1000000"))
MAILS = int(os.environ.get("MAILS", "5000"))
AT = dt.datetime(2026, 11, 24, 2, 0, tzinfo=dt.UTC)
TEXT = "Có người xưng công an gọi điện yêu cầu chuyển tiền: hãy cúp máy và gọi 113. " * 6


def main() -> int:
    call_command("migrate", verbosity=0)
    unit = Unit.objects.create(
        name="Tỉnh An Bình",
        kind="peoples_committee",
        level="province",
        code="AB",
        valid_from=dt.date(2025, 7, 1),
    )
    _fill(unit.pk)
    print(f"   {connection.vendor}, {RECIPIENTS:,} contacts with an agreed mail address")
    campaign = Campaign.objects.create(
        title="Đo",
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
    Message.objects.create(step=step, medium=Medium.EMAIL, subject="Cảnh giác", text=TEXT)
    floor = _timed(lambda: _bare_copy(step.pk))
    took = _timed(lambda: preparing.prepare(step.pk, Medium.EMAIL))
    rows = DeliveryRow.objects.count()
    print(
        f"   prepared {rows:,} recipients in {took:.1f} s; {took / floor:.1f} × a bare INSERT … SELECT ({floor:.1f} s)"
    )
    _send(unit.pk)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"   peak memory of the process that did it all: {peak:.0f} MB")
    return 0


def _fill(unit_id: int) -> None:
    """Contacts and addresses, written by the database itself; the lowest ids get addresses that open."""
    series = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {RECIPIENTS})"
    lite = connection.vendor == "sqlite"
    uuid = "lower(hex(randomblob(16)))" if lite else "gen_random_uuid()"
    key = "lower(hex(randomblob(16)))" if lite else "md5(i::text)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Contact._meta.db_table} (id, uuid, name, unit_id, audience, language, origin, created_at,"
            f" changed_at) {series} SELECT i, {uuid}, '', %s, 'public', 'vi', 'bench', %s, %s FROM n",
            [unit_id, AT, AT],
        )
        cursor.execute(
            f"INSERT INTO {Address._meta.db_table} (id, contact_id, channel, key, sealed, unit_id, audience, language,"
            f" standing, basis, proof, agreed_at, soft_failures, created_at) {series}"
            f" SELECT i, i, 'email', {key}, %s, %s, 'public', 'vi', 1, '', 'phiếu', %s, 0, %s FROM n",
            [seal("nguoi@example.vn"), unit_id, AT, AT],
        )
        cursor.execute("ANALYZE")


def _bare_copy(step_id: int) -> None:
    """As many rows of as many columns into a table without an index."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE bare AS SELECT id AS address_id, key, 0 AS state, 0 AS attempts, '' AS lease,"
            f" '' AS provider_id, 0 AS parts, 0 AS cost, '' AS reason, {int(step_id)} AS step_id"
            f" FROM {Address._meta.db_table} WHERE channel = 'email' AND standing = 1"
        )
        cursor.execute("DROP TABLE bare")


def _send(unit_id: int) -> None:
    with _sink("smtp") as port:
        bare = _timed(lambda: _bare_mail(port))
        settings = {"host": "127.0.0.1", "port": port, "sender": "khien@example.vn", "security": "none"}
        account = ChannelAccount.objects.create(
            kind=ChannelKind.EMAIL,
            name="Đo",
            unit_id=unit_id,
            active=True,
            settings=settings,
            token="do",
            rate_per_second=100_000,
            burst=100_000,
            changed_at=AT,
        )
        DeliveryRow.objects.filter(address_id__gt=MAILS).update(state=Delivery.SKIPPED)
        took = _timed(lambda: sending.pump(account.pk, 0, seconds=600))
    sent = DeliveryRow.objects.filter(state=Delivery.SENT).count()
    print(
        f"   mail: {sent:,} in {took:.1f} s ({sent / took:.0f}/s), every row written down;"
        f" {took / bare:.2f} × bare smtplib on the same sink ({MAILS / bare:.0f}/s)"
    )


def _bare_mail(port: int) -> None:
    """The same words to as many receivers, over one connection: no list, no receipt, no memory of who got it."""
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for n in range(MAILS):
            made = email.message.EmailMessage()
            made["From"], made["To"], made["Subject"] = "khien@example.vn", f"n{n}@example.vn", "Cảnh giác"
            made.set_content(TEXT)
            smtp.send_message(made)


@contextmanager
def _sink(kind: str) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen([sys.executable, "-m", "bench.sinks", kind, str(port)], stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        yield port
    finally:
        process.kill()
        process.wait()


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
