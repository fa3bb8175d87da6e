"""Drills look like drills: every text begins with the words, in every language and length. Refuses exceptions."""

from __future__ import annotations

from dataclasses import fields, replace

from khien.alerts.rules.issued import AlertText

WORDS = "DIỄN TẬP"
PLAIN_WORDS = "DIEN TAP"


def marked(text: AlertText) -> AlertText:
    """The same with "DIỄN TẬP" in front of every part that says anything."""
    changes = {field.name: mark(getattr(text, field.name)) for field in fields(text)}
    return replace(text, **changes)


def mark(words: str) -> str:
    """Plain letters get the plain mark: one accented letter would double the price of an SMS."""
    if not words or words.startswith((WORDS, PLAIN_WORDS)):
        return words
    return f"{PLAIN_WORDS if words.isascii() else WORDS}: {words}"
