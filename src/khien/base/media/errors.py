"""Why a file is not taken, by its content: one sentence each, that says what to do."""

from __future__ import annotations

from khien.base.errors import KhienError


class WrongContent(KhienError):
    """`code` says which: wrong-kind, wrong-name, svg, heic, locked, broken, two-kinds, bomb, too-many-pixels, program,
    outside, wrong-codec, wrong-captions."""

    code = "wrong-content"
    status = 422

    def __init__(self, message: object, *, code: str) -> None:
        super().__init__(message, code=code)
