# ruff: noqa: E402 - models can only be imported when Django knows its settings
"""Fills one database with 1,000,000 addresses in 3,000 communes and counts groups among them: run by
`bench.segments_bench`, which says where. Refuses to touch a database it has not been given for that.

Prints the median and the slowest of each count beside a floor, and the seconds of `INSERT … SELECT` of everybody.
"""

from __future__ import annotations

import datetime as dt
import os
import statistics
import sys
import time
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khien.project.settings")
if "KHIEN_DATA" not in os.environ:
    sys.exit("Run bench.segments_bench: it makes a folder and databases for this.")
django.setup()

from django.core.management import call_command
from django.db import connection

from khien.audiences import api
from khien.audiences.rules.segment import SegmentRule
from khien.audiences.selectors import overview
from khien.orgs.models import Unit, UnitPeriod

CONTACTS = int(os.environ.get("KHIEN_BENCH_CONTACTS", "1000000"))
PROVINCES, COMMUNES, ROUNDS = 30, 100, 5
ON = dt.date(2026, 11, 24)
SINCE = dt.date(2025, 7, 1)
SQLITE = {
    "series": "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {n}) SELECT i FROM n)",
    "uuid": "lower(hex(randomblob(16)))",
    "hash": "lower(hex(randomblob(16)))",
}
POSTGRESQL = {
    "series": "(SELECT generate_series(1::bigint, {n}) AS i)",
    "uuid": "gen_random_uuid()",
    "hash": "md5(i::text)",
}
AUDIENCES = ("public", "elderly", "workers", "parents", "firms")


def main() -> None:
    began = time.perf_counter()
    call_command("migrate", verbosity=0)
    root, province, commune = units()
    if connection.vendor == "sqlite":  # only while it is filled
        run("PRAGMA synchronous = OFF", "PRAGMA cache_size = -600000", "PRAGMA foreign_keys = OFF")
    seed(commune)
    if connection.vendor == "postgresql":
        run("ANALYZE", "VACUUM")
    connection.close()
    print(
        f"{connection.vendor}: {CONTACTS} addresses, made in {time.perf_counter() - began:.0f} s", flush=True
    )
    floor = timed(lambda: run_one("SELECT COUNT(*) FROM audiences_address"))
    print(f"  {'floor: a bare count of the table':<52} {floor[0] * 1000:6.0f} ms")
    for label, act in counted(root, province, commune).items():
        cpu = time.process_time()
        middle, worst, found = timed_with(act)
        own = (time.process_time() - cpu) / (ROUNDS + 1)  # what remains when the machine has other work
        figures = f"{middle * 1000:6.0f} ms  slowest {worst * 1000:6.0f} ms  own time {own * 1000:6.0f} ms"
        print(f"  {label:<52} {figures}  {middle / floor[0]:5.1f} × floor  {found}", flush=True)
    prepared(root)
    leave_links()


def counted(root: int, province: int, commune: int) -> dict[str, Callable[[], object]]:
    def of(**rule: tuple[object, ...]) -> Callable[[], object]:
        return lambda: api.counts([SegmentRule(**rule)], on=ON)  # type: ignore[arg-type]

    return {
        "everybody": of(),
        "the country (3,031 units)": of(unit_ids=(root,)),
        "one province (101 units)": of(unit_ids=(province,)),
        "one commune": of(unit_ids=(commune,)),
        "the country, elderly": of(unit_ids=(root,), audiences=("elderly",)),
        "elderly or workers, everywhere": of(audiences=("elderly", "workers")),
        "topic (300,000 people)": of(topics=("t1",)),
        "topic of few (1,000 people)": of(topics=("rare",)),
        "two topics, one province, elderly": of(
            unit_ids=(province,), audiences=("elderly",), topics=("t1", "t2")
        ),
        "took part (200,000 people)": of(deeds=("contest:2026",)),
        "did not take part, the country": of(unit_ids=(root,), without_deeds=("contest:2026",)),
        "two groups together, one channel": lambda: api.count(
            [SegmentRule(unit_ids=(province,)), SegmentRule(topics=("t1",))], "sms", on=ON
        ),
        "overview page": lambda: len(overview.overview(None).groups),
        "by place page": lambda: len(overview.by_place(None)),
    }


def timed(act: Callable[[], object]) -> tuple[float, float]:
    middle, worst, _found = timed_with(act)
    return middle, worst


def timed_with(act: Callable[[], object]) -> tuple[float, float, object]:
    found = act()
    seconds = []
    for _n in range(ROUNDS):
        began = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds), max(seconds), found


def prepared(root: int) -> None:
    """As the engine stands on `chosen`: everybody of a channel into a table, in one statement."""
    run("CREATE TABLE bench_rows (address_id bigint, key varchar(32))")
    for label, rule in (("everybody", SegmentRule()), ("the country", SegmentRule(unit_ids=(root,)))):
        found = api.chosen([rule], "sms", on=ON)
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO bench_rows {found.sql}", found.params)
            rows = cursor.rowcount
        seconds = time.perf_counter() - began
        print(f"  INSERT … SELECT, {label:<35} {seconds:6.1f} s for {rows} rows", flush=True)


def leave_links() -> None:
    began = time.perf_counter()
    for number in range(20_000):
        api.leave_address(number)
    print(
        f"  leave links                                          {(time.perf_counter() - began) / 20:6.3f} ms each"
    )


def units() -> tuple[int, int, int]:
    root = Unit.objects.create(code="VN", name="Cả nước", valid_from=SINCE)
    provinces = Unit.objects.bulk_create(
        Unit(code=f"P{n}", name=f"Tỉnh {n}", parent=root, valid_from=SINCE) for n in range(PROVINCES)
    )
    communes = Unit.objects.bulk_create(
        Unit(
            code=f"P{n}X{m}",
            name=f"Xã {m}",
            parent=p,
            level="commune",
            kind="peoples_committee",
            valid_from=SINCE,
        )
        for n, p in enumerate(provinces)
        for m in range(COMMUNES)
    )
    UnitPeriod.objects.bulk_create(
        UnitPeriod(unit=u, name=u.name, parent=u.parent, valid_from=SINCE)
        for u in [root, *provinces, *communes]
    )
    return root.pk, provinces[0].pk, communes[0].pk


def seed(commune: int) -> None:
    """Set-based: a loop over a million would measure the loop. The addresses themselves are not real ones."""
    sql = {
        k: v.format(n=CONTACTS) for k, v in (SQLITE if connection.vendor == "sqlite" else POSTGRESQL).items()
    }
    unit = f"{commune} + (i * 7919) % {PROVINCES * COMMUNES}"
    audience = "CASE " + " ".join(f"WHEN i % 5 = {n} THEN '{a}'" for n, a in enumerate(AUDIENCES)) + " END"
    channel = "CASE WHEN i % 20 < 12 THEN 'sms' WHEN i % 20 < 17 THEN 'email' WHEN i % 20 < 19 THEN 'zalo' ELSE 'push' END"
    standing = "CASE WHEN i % 33 = 0 THEN 3 WHEN i % 50 = 1 THEN 2 ELSE 1 END"
    at = "'2026-11-01 00:00:00+00:00'"
    run(
        "INSERT INTO audiences_contact (id, uuid, name, unit_id, audience, language, origin, created_at, changed_at) "
        f"SELECT i, {sql['uuid']}, '', {unit}, {audience}, 'vi', 'bench', {at}, {at} FROM {sql['series']} n",
        "INSERT INTO audiences_address (id, contact_id, channel, key, sealed, unit_id, audience, language, standing, "
        f"basis, proof, agreed_at, soft_failures, created_at) SELECT i, i, {channel}, {sql['hash']}, "
        f"'gAAAA' || {sql['hash']} || {sql['hash']} || {sql['hash']}, {unit}, {audience}, 'vi', {standing}, "
        f"'x', 'phiếu', {at}, 0, {at} FROM {sql['series']} n",
        f"INSERT INTO audiences_contactinterest (contact_id, topic) SELECT i, 't1' FROM {sql['series']} n WHERE i % 10 < 3",
        f"INSERT INTO audiences_contactinterest (contact_id, topic) SELECT i, 't2' FROM {sql['series']} n WHERE i % 10 = 5",
        f"INSERT INTO audiences_contactinterest (contact_id, topic) SELECT i, 'rare' FROM {sql['series']} n WHERE i % 1000 = 7",
        'INSERT INTO audiences_contactdeed (contact_id, deed, "on") '
        f"SELECT i, 'contest:2026', '2026-10-01' FROM {sql['series']} n WHERE i % 5 = 2",
        "INSERT INTO audiences_nevercontact (channel, key, why, at) "
        f"SELECT channel, key, 'x', {at} FROM audiences_address WHERE id % 1000 = 3",
        "UPDATE audiences_address SET standing = 3 WHERE id % 1000 = 3",
    )


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def run_one(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()


if __name__ == "__main__":
    main()
