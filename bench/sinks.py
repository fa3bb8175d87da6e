"""Other sides for the benches, each a process of its own: a mail server that takes everything and keeps nothing."""

from __future__ import annotations

import asyncio
import sys

from aiosmtpd.controller import UnthreadedController
from aiosmtpd.handlers import Sink


def smtp(port: int) -> None:
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    controller = UnthreadedController(Sink(), hostname="127.0.0.1", port=port, loop=loop, data_size_limit=0)
    controller.begin()
    print("ready", flush=True)
    loop.run_forever()


if __name__ == "__main__":
    {"smtp": smtp}[sys.argv[1]](int(sys.argv[2]))
