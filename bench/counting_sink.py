"""A mail server that writes one line per mail it took, at once, so that what it took is known whatever dies."""

from __future__ import annotations

import asyncio
import os
import sys

from aiosmtpd.controller import UnthreadedController
from aiosmtpd.smtp import SMTP, Envelope, Session


class Ledger:
    def __init__(self, path: str) -> None:
        self.file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    async def handle_DATA(  # noqa: N802 - the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        os.write(self.file, "".join(f"{to}\n" for to in envelope.rcpt_tos).encode())
        return "250 taken"


def main(port: int, path: str) -> None:
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    controller = UnthreadedController(Ledger(path), hostname="127.0.0.1", port=port, loop=loop)
    controller.begin()
    print("ready", flush=True)
    loop.run_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
