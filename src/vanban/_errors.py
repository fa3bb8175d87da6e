"""Errors of the library. A doubt about a readable document is a `Note`, never an exception.

VanbanError
├── CannotRead            nothing can be read; `message` says in Vietnamese what is wrong and what to do
│   ├── UnknownKind       the content is none of the kinds we read
│   ├── Encrypted         a password protects the file
│   ├── Damaged           truncated or inconsistent
│   ├── Empty             no text in it
│   ├── TooBig            over a limit of size, pages, nesting, zip ratio or time
│   └── NeedsOcr          only pictures of text, and tesseract with `vie` is not on this machine
└── CannotWrite           the document to write lacks what the layout requires
"""

from __future__ import annotations


class VanbanError(Exception):
    """Base of all errors. `code` is stable for programs, `message` is for people (Vietnamese)."""

    code = "vanban"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class CannotRead(VanbanError):
    code = "cannot-read"


class UnknownKind(CannotRead):
    code = "unknown-kind"


class Encrypted(CannotRead):
    code = "encrypted"


class Damaged(CannotRead):
    code = "damaged"


class Empty(CannotRead):
    code = "empty"


class TooBig(CannotRead):
    code = "too-big"


class NeedsOcr(CannotRead):
    code = "needs-ocr"


class CannotWrite(VanbanError):
    code = "cannot-write"
