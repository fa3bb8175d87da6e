"""How fast the SMPP transport is beside a bare smpp34 client with the same window, on the same message centre (npm
`smpp`, another process), in the same run.

    .venv/bin/python -m bench.sms_bench [messages]      prints one line: ours, bare, ratio (bound 1.5)
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import smpp34

from khien.channels.rules.kinds import ChannelKind
from khien.channels.transports.contract import AccountData, Fate, Parcel
from khien.channels.transports.sms_smpp.transport import SmsSmpp
from tools import prepare

BOUND = 1.5
ROUNDS = 5
WINDOW = 10
TEXT = "Cong an khong bao gio yeu cau chuyen tien qua dien thoai. Hay gac may ngay."
SMSC = Path(__file__).parents[1] / "tests" / "channels" / "transports" / "smsc.cjs"


@contextmanager
def centre() -> Iterator[int]:
    """Its port."""
    process = subprocess.Popen(
        ["node", str(SMSC), "bench", "none", "0", "quiet"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=prepare.with_path(),
    )
    assert process.stdout is not None
    try:
        yield int(json.loads(process.stdout.readline())["port"])
    finally:
        process.kill()
        process.communicate()


def ours(port: int, count: int) -> None:
    settings = {"host": "127.0.0.1", "port": port, "system_id": "bench", "brand": "CANHBAO", "window": WINDOW}
    account = AccountData("bench", ChannelKind.SMS_SMPP, "bench", settings, {"password": "bench"})
    parcels = (Parcel(f"k{number:x}", f"+8490{number + 6000000:07}", TEXT) for number in range(count))
    with SmsSmpp(account).open() as line:
        taken = sum(outcome.fate is Fate.TAKEN for outcome in line.send(parcels))
    assert taken >= count - count // 5000 - 1  # numbers that end in 0000 are gone there


def bare(port: int, count: int) -> None:
    asyncio.run(_bare(port, count))


async def _bare(port: int, count: int) -> None:
    client = smpp34.Client("127.0.0.1", port, "bench", "bench", window_size=WINDOW)
    session = await client.connect()
    numbers = iter(range(count))

    async def one_after_another() -> None:
        for number in numbers:
            to = f"8490{number + 6000000:07}"
            await session.submit_sm(to, TEXT.encode(), source_addr="CANHBAO", source_addr_ton=5)

    await asyncio.gather(*(one_after_another() for _ in range(WINDOW)))
    await client.stop()


def seconds(run: Callable[[int, int], None], port: int, count: int) -> float:
    began = time.perf_counter()
    run(port, count)
    return time.perf_counter() - began


def measured(count: int = 2000) -> tuple[float, float]:
    """(ours, bare) in messages a second: the medians of rounds that take turns."""
    with centre() as port:
        ours(port, 100)
        bare(port, 100)
        rounds = [(seconds(ours, port, count), seconds(bare, port, count)) for _ in range(ROUNDS)]
    mine, plain = (statistics.median(one[at] for one in rounds) for at in (0, 1))
    return count / mine, count / plain


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    mine, plain = measured(count)
    ratio = plain / mine
    print(
        f"sms: ours {mine:,.0f}/s, bare smpp34 {plain:,.0f}/s at the same centre, {ratio:.2f}× (bound {BOUND}×)"
    )
    return 0 if ratio <= BOUND else 1


if __name__ == "__main__":
    import django

    django.setup()
    sys.exit(main())
