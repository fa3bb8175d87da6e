"""Renewed tokens: never spent twice, never lost, never readable in the database."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from khien.base import sealing
from khien.base.clock import now
from khien.channels.models import AccountTokens, ChannelAccount
from khien.channels.rules.kinds import ChannelKind
from khien.channels.services.accounts import account_data
from khien.channels.services.tokens import DatabaseKeeper
from khien.channels.transports.contract import AccountData, TransportDown
from khien.channels.transports.push.keys import new_key
from khien.channels.transports.tokens import Tokens
from tests.channels.sending import stage
from tests.channels.transports.standins import zalo as other
from tests.channels.transports.standins.server import serving
from tests.migrated import ROOT, lay_in
from tests.people import Units

WORKERS = 6


class Service:
    """Takes each refresh token once, as Zalo does, and takes its time."""

    def __init__(self, first: str = "dau-tien", slow: float = 0) -> None:
        self.good, self.spent, self.slow = first, list[str](), slow

    def renew(self, refresh: str) -> Tokens:
        time.sleep(self.slow)
        if refresh != self.good:
            raise TransportDown("spent already", permanent=True)
        self.spent.append(refresh)
        self.good = f"lam-moi-{len(self.spent)}"
        return Tokens(f"truy-cap-{len(self.spent)}", self.good, 3600)


def _zalo(unit_id: int) -> ChannelAccount:
    secrets = sealing.seal('{"refresh_token": "dau-tien", "app_secret": "x"}')
    return stage.account(unit_id, ChannelKind.ZALO, sealed_secrets=secrets)


@pytest.fixture
def account(units: Units) -> AccountData:
    return account_data(_zalo(units.department))


def test_a_token_is_renewed_once_and_used_until_it_ends(account: AccountData) -> None:
    service, keeper = Service(), DatabaseKeeper()
    assert [keeper.access_token(account, service.renew) for _ in range(3)] == ["truy-cap-1"] * 3
    AccountTokens.objects.update(good_until=now() + dt.timedelta(minutes=2))
    assert keeper.access_token(account, service.renew) == "truy-cap-2"
    assert service.spent == ["dau-tien", "lam-moi-1"]


def test_a_refused_token_is_renewed_although_it_looks_good(account: AccountData) -> None:
    service, keeper = Service(), DatabaseKeeper()
    first = keeper.access_token(account, service.renew)
    assert keeper.access_token(account, service.renew, refused=first) == "truy-cap-2"
    assert keeper.access_token(account, service.renew, refused=first) == "truy-cap-2"


def test_a_token_typed_anew_begins_a_new_chain(account: AccountData) -> None:
    service, keeper = Service(), DatabaseKeeper()
    keeper.access_token(account, service.renew)
    service.good = "typed-anew"
    again = replace(account, secrets={**account.secrets, "refresh_token": "typed-anew"})
    assert keeper.access_token(again, service.renew) == "truy-cap-2"
    assert service.spent == ["dau-tien", "typed-anew"]


def test_a_service_that_is_down_spends_nothing(account: AccountData) -> None:
    def down(refresh: str) -> Tokens:
        raise TransportDown("no connection")

    service, keeper = Service(), DatabaseKeeper()
    with pytest.raises(TransportDown):
        keeper.access_token(account, down)
    assert keeper.access_token(account, service.renew) == "truy-cap-1"


def test_a_key_of_ours_is_made_once_beside_the_tokens(account: AccountData) -> None:
    keeper, service = DatabaseKeeper(), Service()
    key = keeper.made_once(account, "vapid", new_key)
    keeper.access_token(account, service.renew)
    assert keeper.made_once(account, "vapid", new_key) == key
    assert keeper.access_token(account, service.renew) == "truy-cap-1"


def test_nothing_of_it_can_be_read_in_the_database(account: AccountData) -> None:
    keeper = DatabaseKeeper()
    keeper.access_token(account, Service().renew)
    key = keeper.made_once(account, "vapid", new_key)
    row = AccountTokens.objects.get()
    for secret in ("truy-cap-1", "lam-moi-1", "dau-tien", key):
        assert secret not in row.sealed + repr(row)


@pytest.mark.skipif(
    "KHIEN_TEST_POSTGRES_URL" not in os.environ, reason="threads share one connection on SQLite in memory"
)
@pytest.mark.django_db(transaction=True)
def test_threads_at_once_spend_one_refresh_token(units: Units) -> None:
    account = account_data(_zalo(units.department))
    service, keeper = Service(slow=0.1), DatabaseKeeper()
    start, found = threading.Barrier(WORKERS), list[str]()

    def work() -> None:
        start.wait(timeout=10)
        try:
            found.append(keeper.access_token(account, service.renew))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert found == ["truy-cap-1"] * WORKERS
    assert service.spent == ["dau-tien"]


_WORKER = """
import os, sys, time
import django
django.setup()
from khien.channels.models import ChannelAccount
from khien.channels.services.accounts import account_data
from khien.channels.transports.registry import transport_for
transport = transport_for(account_data(ChannelAccount.objects.get()), console=False)
print("ready", flush=True)
sys.stdin.readline()
print(transport.check(), flush=True)
"""
_MAKE = """
import django
django.setup()
from django.utils import timezone
from khien.base import sealing
from khien.channels.models import ChannelAccount
from khien.orgs.models import Unit
import json, sys
settings, secrets = json.loads(sys.stdin.read())
unit = Unit.objects.create(code="SKHCN", name="Sở KHCN", kind="department", level="province", valid_from=timezone.localdate())
ChannelAccount.objects.create(kind="zalo", name="OA", unit=unit, token="t", active=True, settings=settings,
    sealed_secrets=sealing.seal(json.dumps(secrets)), changed_at=timezone.now())
"""


def test_processes_at_once_spend_one_refresh_token(tmp_path: Path) -> None:
    """Real workers on a real file: whoever comes second finds what the first has got."""
    lay_in(tmp_path)
    service = other.Zalo("khoa", "dau-tien", slow=0.5)
    with serving(service) as place:
        settings = {
            "app_id": other.APP,
            "oa_id": other.OA,
            "openapi": place,
            "business": place,
            "oauth": place,
        }
        secrets = {"app_secret": "khoa", "refresh_token": "dau-tien"}
        with _python(_MAKE, tmp_path) as made:
            _out, wrong = made.communicate(json.dumps([settings, secrets]), timeout=120)
        assert made.returncode == 0, wrong
        workers = [_python(_WORKER, tmp_path) for _ in range(3)]
        try:
            for worker in workers:
                assert worker.stdout is not None
                assert worker.stdout.readline() == "ready\n"
            for worker in workers:
                assert worker.stdin is not None
                worker.stdin.write("go\n")
                worker.stdin.flush()
            said = [worker.communicate(timeout=120)[0] for worker in workers]
        finally:
            for worker in workers:
                worker.kill()
    assert all("An Bình" in words for words in said)
    assert service.spent == ["dau-tien"]


def _python(script: str, folder: Path) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KHIEN_")}
    environment |= {
        "KHIEN_DATA": str(folder),
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "khien.project.settings",
    }
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=environment,
        text=True,
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
    )
