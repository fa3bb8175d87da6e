# ruff: noqa: E402 - models can only be imported when Django knows its settings
"""Opens pages through Django's own client and prints how long each took. Run by `steering_bench` on a loaded database."""

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
from khien.programme.models import Activity

settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"

FLOOR = ("floor: an empty form", "thuongtruc", "/lam-viec/ke-hoach/tai-len/")
PAGES = (
    ("leader's page", "lanhdao", "/lam-viec/dieu-hanh/"),
    ("table of all work", "thuongtruc", "/lam-viec/viec/bang/"),
    ("work by unit", "thuongtruc", "/lam-viec/viec/cac-don-vi/"),
    ("matrix units × tasks", "thuongtruc", "/lam-viec/ke-hoach/cac-don-vi/"),
    ("ledger", "thuongtruc", "/lam-viec/so-hoat-dong/"),
    ("rounds", "thuongtruc", "/lam-viec/bao-cao/"),
    ("one round", "thuongtruc", "/lam-viec/bao-cao/ky/05-KH-UBND-2026/"),
    ("targets", "thuongtruc", "/lam-viec/chi-tieu/"),
    ("money", "thuongtruc", "/lam-viec/kinh-phi/"),
    ("a commune's inbox", "xabinhhoa", "/lam-viec/viec/"),
)


def main() -> None:
    rounds = int(sys.argv[1])
    floor = 0.0
    for label, who, address in (FLOOR, *PAGES):
        client = Client(HTTP_HOST="localhost")
        client.force_login(User.objects.get(username=who), backend=settings.AUTHENTICATION_BACKENDS[0])
        answer = client.get(address, follow=True)
        if answer.status_code != 200:
            print(f"{label:28} answers {answer.status_code}")
            continue
        path = answer.request["PATH_INFO"]
        spent = timed(lambda c=client, a=path: c.get(a), rounds)  # type: ignore[misc]
        floor = floor or statistics.median(spent)
        told(label, spent, floor)
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


def told(label: str, spent: list[float], floor: float) -> None:
    p50, p95 = statistics.median(spent), spent[int(len(spent) * 0.95) - 1]
    print(f"{label:28} p50 {p50:7.1f} ms   p95 {p95:7.1f} ms   {p50 / floor:5.1f} × floor", flush=True)


if __name__ == "__main__":
    main()
