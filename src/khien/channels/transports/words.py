"""What another machine said, made fit for a page: short, printable, without the account's secrets."""

from __future__ import annotations

from khien.channels.transports.contract import AccountData

LONGEST = 160


def said(words: str | bytes, account: AccountData) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    for secret in account.secrets.values():
        if secret:
            text = text.replace(secret, "***")
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
