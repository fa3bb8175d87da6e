"""The generic gateway against Debian's Kannel, which hands our messages on to the message centre by SMPP of its own:
nothing of ours stands between the request and what the centre reads. Skipped where Kannel is not installed."""

from __future__ import annotations

import shutil
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from khien.channels.transports.contract import AccountData, Fate, Receipt
from khien.channels.transports.sms_http.forms import SmsHttpForm
from khien.channels.transports.sms_http.transport import SmsHttp
from tests.channels.contract import SECRET, a_parcel, sent_over
from tests.channels.ports import free_port
from tests.channels.transports import test_sms_http as http
from tests.channels.transports.test_sms_smpp import PASSWORD, Smsc, smsc_with

__all__ = ["smsc_with"]  # a fixture
BEARERBOX, SMSBOX = (
    shutil.which(name, path="/usr/sbin:/usr/bin:/usr/local/sbin") for name in ("bearerbox", "smsbox")
)
pytestmark = pytest.mark.skipif(
    not (BEARERBOX and SMSBOX), reason="Kannel is not installed: apt-get install kannel"
)
CONFIGURATION = """
group = core
admin-port = {admin}
admin-password = quan-tri
smsbox-port = {boxes}
admin-allow-ip = "127.0.0.1"
admin-deny-ip = "*.*.*.*"
log-level = 1

group = smsc
smsc = smpp
host = 127.0.0.1
port = {centre}
transceiver-mode = true
smsc-username = kannel
smsc-password = {password}
system-type = ""
reconnect-delay = 1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = {send}

group = sendsms-user
username = khien
password = {secret}
concatenation = true
max-messages = 10
"""
TEMPLATE = """{"username": "{user}", "password": "{secret}", "from": "{brand}", "to": "{to}", "text": "{text}",
 "coding": "2", "charset": "UTF-8", "dlr-mask": "3", "dlr-url": "{callback}?id={ref}&status=%d"}"""


@dataclass
class Told:
    port: int = 0
    queries: list[str] = field(default_factory=list)


@pytest.fixture
def told() -> Iterator[Told]:
    """Where Kannel tells receipts."""
    found = Told()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.queries.append(urlsplit(self.path).query)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    found.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def kannel(smsc_with: Callable[..., Smsc], tmp_path: Path) -> Iterator[tuple[Smsc, int]]:
    smsc = smsc_with(receipts="same")
    admin, boxes, send = free_port(), free_port(), free_port()
    file = tmp_path / "kannel.conf"
    file.write_text(
        CONFIGURATION.format(
            admin=admin, boxes=boxes, send=send, centre=smsc.port, password=PASSWORD, secret=SECRET
        )
    )
    running = [_begun(str(BEARERBOX), file, tmp_path)]
    try:
        _until(lambda: "online" in _asked(f"http://127.0.0.1:{admin}/status.txt?password=quan-tri"))
        running.append(_begun(str(SMSBOX), file, tmp_path))
        _until(lambda: bool(_asked(f"http://127.0.0.1:{send}/cgi-bin/sendsms")))
        yield smsc, send
    finally:
        for process in reversed(running):
            process.kill()
            process.communicate()


def _begun(program: str, file: Path, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [program, "-v", "4", str(file)], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _asked(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return str(answer.read().decode("utf-8", "replace"))
    except urllib.error.HTTPError as refused:
        return refused.read().decode("utf-8", "replace") or "refused"
    except OSError:
        return ""


def _until(true: Callable[[], bool]) -> None:
    for _ in range(200):
        if true():
            return
        time.sleep(0.05)
    pytest.fail("Kannel did not come up")


def account_for(send: int, told: Told) -> AccountData:
    return http.account_for(
        send,
        url=f"http://127.0.0.1:{send}/cgi-bin/sendsms",
        body="query",
        template=TEMPLATE,
        auth="",
        username="khien",
        success_field="",
        success_values="0:, 3:",
        id_field="",
        gone_values="",
        callback=f"http://127.0.0.1:{told.port}/",
        receipt_delivered="1",
        receipt_failed="2",
    )


def test_a_long_text_goes_through_kannel_and_its_receipt_comes_back(
    kannel: tuple[Smsc, int], told: Told
) -> None:
    smsc, send = kannel
    account = account_for(send, told)
    parcel = a_parcel(1, "+84906000001")
    (outcome,), down = sent_over(SmsHttp(account), [parcel])
    assert down is None
    assert outcome.fate is Fate.TAKEN
    _until(lambda: bool(smsc.messages) and bool(told.queries))
    assert [message["text"] for message in smsc.messages] == [parcel.text]
    assert smsc.messages[0]["from"] == "CANHBAO AB"
    receipts = SmsHttp(account).receipts_from(told.queries[-1].encode(), {})
    assert receipts == [Receipt(outcome.provider_id, delivered=True)]


def test_kannel_refuses_a_wrong_password(kannel: tuple[Smsc, int], told: Told) -> None:
    smsc, send = kannel
    account = account_for(send, told)
    stranger = AccountData(account.uuid, account.kind, account.name, account.settings, {"password": "sai"})
    outcomes, down = sent_over(SmsHttp(stranger), [a_parcel(1, "+84906000001")])
    assert all(outcome.fate is Fate.TRY_AGAIN for outcome in outcomes)
    assert down is not None
    assert down.permanent
    assert smsc.messages == []


def test_the_office_can_type_all_of_this(told: Told) -> None:
    account = account_for(13013, told)
    form = SmsHttpForm({**account.settings, **account.secrets})
    assert form.is_valid(), form.errors
