"""Where returned mail lies: a mailbox by IMAP over TLS, or a maildir on this machine. What was read is put away.

Mail that is no report is left where it is for people, but marked as seen by us so that it is read once.
"""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from khien.channels.transports.email.bounces import LARGEST

TIMEOUT = 20.0
MOST_AT_ONCE = 500


class Box(Protocol):
    def __iter__(self) -> Iterator[tuple[str, bytes]]: ...

    def put_away(self, name: str, *, ours: bool) -> None: ...

    def close(self) -> None: ...


class Maildir:
    """new/ → cur/ (seen) for what is no report of ours; reports of ours are deleted."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)
        if not (self._folder / "new").is_dir():
            raise OSError("no maildir")

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        for file in sorted((self._folder / "new").iterdir())[:MOST_AT_ONCE]:
            if file.is_file() and not file.is_symlink():
                with file.open("rb") as data:
                    yield file.name, data.read(LARGEST)

    def put_away(self, name: str, *, ours: bool) -> None:
        file = self._folder / "new" / name
        if ours:
            file.unlink(missing_ok=True)
        else:
            (self._folder / "cur").mkdir(exist_ok=True)
            file.rename(self._folder / "cur" / f"{name}:2,S")

    def close(self) -> None:
        pass


class Imap:
    """Unseen mail of one folder."""

    def __init__(self, host: str, username: str, password: str, folder: str, *, port: int = 993) -> None:
        self._box = imaplib.IMAP4_SSL(host, port, ssl_context=ssl.create_default_context(), timeout=TIMEOUT)
        self._box.login(username, password)
        name = re.sub(r'["\\\r\n]', "", folder) or "INBOX"
        done, _told = self._box.select(f'"{name}"')
        if done != "OK":
            raise imaplib.IMAP4.error("no such folder")

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        _done, found = self._box.uid("SEARCH", "UNSEEN")
        for uid in (found[0] or b"").split()[:MOST_AT_ONCE]:
            _done, data = self._box.uid("FETCH", uid.decode(), f"(BODY.PEEK[]<0.{LARGEST}>)")
            whole = next((part[1] for part in data if isinstance(part, tuple)), b"")
            yield uid.decode(), whole

    def put_away(self, name: str, *, ours: bool) -> None:
        self._box.uid("STORE", name, "+FLAGS", r"(\Seen \Deleted)" if ours else r"(\Seen)")

    def close(self) -> None:
        with suppress(OSError, imaplib.IMAP4.error):
            self._box.expunge()
            self._box.logout()
