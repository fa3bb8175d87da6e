"""How fast the mail transport is beside a bare smtplib client, on the same sink in another process, in the same run.

    .venv/bin/python -m bench.mail_bench [mails]      prints one line: ours, bare, ratio (bound 1.5)

The bare client sends one prepared mail again and again; ours writes each anew, with its own id and way to leave.
"""

from __future__ import annotations

import smtplib
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from khien.channels.rules.kinds import ChannelKind
from khien.channels.transports.contract import AccountData, Fate, Parcel
from khien.channels.transports.email.transport import Email

BOUND = 1.5
ROUNDS = 5
TEXT = "Công an không bao giờ yêu cầu chuyển tiền qua điện thoại. Hãy gác máy ngay.\n" * 12
HTML = f"<html><body><h1>Cảnh báo</h1><p>{TEXT}</p></body></html>"
SINK = """
import asyncio, sys
from aiosmtpd.smtp import SMTP
class Nothing:
    count = 0
    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        return "250 OK"
async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Nothing(), hostname="sink"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(main())
"""


@contextmanager
def sink() -> Iterator[int]:
    """Its port."""
    process = subprocess.Popen([sys.executable, "-c", SINK], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.communicate()


def account_at(port: int) -> AccountData:
    settings = {"host": "127.0.0.1", "port": port, "security": "none", "sender": "canh-bao@anbinh.example",
                "sender_name": "Sở Khoa học và Công nghệ tỉnh An Bình"}  # fmt: skip
    return AccountData("bench", ChannelKind.EMAIL, "bench", settings, {})


def parcels(count: int) -> Iterator[Parcel]:
    for number in range(count):
        yield Parcel(
            ref=f"k{number:x}",
            to=f"nguoi{number}@example.vn",
            subject="Cảnh báo: giả danh công an yêu cầu chuyển tiền",
            text=TEXT,
            html=HTML,
            unsubscribe=f"https://anbinh.example/nhan-tin/thoi/{number:032x}/",
        )


def ours(port: int, count: int) -> None:
    with Email(account_at(port)).open() as line:
        taken = sum(outcome.fate is Fate.TAKEN for outcome in line.send(parcels(count)))
    assert taken == count


def bare(port: int, count: int) -> None:
    made = Email(account_at(port)).written(next(parcels(1)))
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for number in range(count):
            smtp.sendmail("canh-bao@anbinh.example", f"nguoi{number}@example.vn", made)


def seconds(run: Callable[[int, int], Any], port: int, count: int) -> float:
    began = time.perf_counter()
    run(port, count)
    return time.perf_counter() - began


def measured(count: int = 1000) -> tuple[float, float]:
    """(ours, bare) in mails a second: the medians of rounds that take turns."""
    with sink() as port:
        ours(port, 50)
        bare(port, 50)
        rounds = [(seconds(ours, port, count), seconds(bare, port, count)) for _ in range(ROUNDS)]
    return tuple(count / statistics.median(one[at] for one in rounds) for at in (0, 1))  # type: ignore[return-value]


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    mine, plain = measured(count)
    ratio = plain / mine
    print(
        f"mail: ours {mine:,.0f}/s, bare smtplib {plain:,.0f}/s on the same sink, {ratio:.2f}× (bound {BOUND}×)"
    )
    return 0 if ratio <= BOUND else 1


if __name__ == "__main__":
    import django

    django.setup()
    sys.exit(main())
