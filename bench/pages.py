# ruff: noqa: E402 - models can only be imported when Django knows its settings
"""Opens pages through Django's own client and prints how long each took and how many questions it asked the database.
Run by `steering_bench` on a loaded database. {p} is the province's first programme, {t} one of its targets."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khien.project.settings")
django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client

from khien.accounts.models import User
from khien.programme.models import Activity, Programme, Target

settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"

FLOOR = ("floor: an empty form", "thuongtruc", "/lam-viec/ke-hoach/tai-len/")
PAGES = (
    ("leader's page", "lanhdao", "/lam-viec/dieu-hanh/"),
    ("table of all work", "thuongtruc", "/lam-viec/viec/bang/"),
    ("work by unit", "thuongtruc", "/lam-viec/viec/cac-don-vi/"),
    ("matrix units × tasks", "thuongtruc", "/lam-viec/ke-hoach/cua-don-vi/"),
    ("ledger", "thuongtruc", "/lam-viec/so-hoat-dong/"),
    ("rounds", "thuongtruc", "/lam-viec/bao-cao/"),
    ("one round", "thuongtruc", "/lam-viec/bao-cao/ky/05-KH-UBND-2026/"),
    ("targets", "thuongtruc", "/lam-viec/chi-tieu/"),
    ("money", "thuongtruc", "/lam-viec/kinh-phi/"),
    ("a commune's inbox", "xabinhhoa", "/lam-viec/viec/"),
    ("one round, by name", "thuongtruc", "/lam-viec/bao-cao/ky/05-KH-UBND-2026/?sap-xep=don-vi"),
    ("one round, the latest", "thuongtruc", "/lam-viec/bao-cao/ky/05-KH-UBND-2026/?sap-xep=-tre"),
    ("a commune's round", "xabinhhoa", "/lam-viec/bao-cao/ky/05-KH-UBND-2026/"),
    ("office's inbox", "thuongtruc", "/lam-viec/viec/"),
    ("programme", "thuongtruc", "/lam-viec/chuong-trinh/{p}/"),
    ("money of a programme", "thuongtruc", "/lam-viec/kinh-phi/{p}/"),
    ("money by unit", "thuongtruc", "/lam-viec/kinh-phi/{p}/don-vi/"),
    ("money spent", "thuongtruc", "/lam-viec/kinh-phi/{p}/da-chi/"),
    ("one target", "thuongtruc", "/lam-viec/chi-tieu/{t}/"),
    ("a target's units", "thuongtruc", "/lam-viec/chi-tieu/{t}/don-vi/"),
    ("a target's entries", "thuongtruc", "/lam-viec/chi-tieu/{t}/hoat-dong/"),
    ("board", "thuongtruc", "/lam-viec/viec/cot/"),
    ("timeline", "thuongtruc", "/lam-viec/viec/dong-thoi-gian/"),
    ("calendar", "thuongtruc", "/lam-viec/viec/lich/"),
    ("evidence", "thuongtruc", "/lam-viec/so-hoat-dong/minh-chung/"),
    ("units of the province", "thuongtruc", "/lam-viec/don-vi/"),
)


def main() -> None:
    rounds = int(sys.argv[1])
    wanted = sys.argv[2] if len(sys.argv) > 2 else ""
    programme = Programme.objects.filter(parent__isnull=True).order_by("pk").first()
    target = Target.objects.filter(programme=programme).order_by("pk")[1:2].first()
    names = {"p": programme and programme.uuid, "t": target and target.uuid}
    floor = 0.0
    for label, who, pattern in (FLOOR, *PAGES):
        if wanted not in label and floor:
            continue
        address = pattern.format(**names)
        client = Client(HTTP_HOST="localhost")
        client.force_login(User.objects.get(username=who), backend=settings.AUTHENTICATION_BACKENDS[0])
        answer = client.get(address, follow=True)
        if answer.status_code != 200:
            print(f"{label:28} answers {answer.status_code}")
            continue
        path = f"{answer.request['PATH_INFO']}?{answer.request['QUERY_STRING']}"
        asked: list[str] = []
        with connection.execute_wrapper(
            lambda do, sql, *rest, said=asked: said.append(sql) or do(sql, *rest)
        ):
            client.get(path)
        spent = timed(lambda c=client, a=path: c.get(a), rounds)  # type: ignore[misc]
        floor = floor or statistics.median(spent)
        told(label, spent, floor, len(asked))
    print(f"{connection.vendor}: {Activity.objects.count():,} activities".replace(",", "."))


def timed(act: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds of each round, sorted; a first one is not counted."""
    act()
    spent = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        spent.append((time.perf_counter() - began) * 1000)
    return sorted(spent)


def told(label: str, spent: list[float], floor: float, asked: int) -> None:
    p50, p95 = statistics.median(spent), spent[int(len(spent) * 0.95) - 1]
    print(
        f"{label:28} p50 {p50:7.1f} ms   p95 {p95:7.1f} ms   {p50 / floor:5.1f} × floor   {asked} queries",
        flush=True,
    )


if __name__ == "__main__":
    main()
