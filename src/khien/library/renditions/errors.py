"""What a rendition refuses. Plain Python: services turn these into sentences a person can act on.

NotMade (ValueError)
├── BadChoice      an option the form does not have, or a choice it does not offer
├── TooLarge       more text, pictures or pages than a rendition takes
└── EngineFailed   the setting engine gave up or ran out of time; the text is unharmed
"""

from __future__ import annotations


class NotMade(ValueError):
    """No file came of it. `code` is stable, for the screen's sentence; the message is for the log."""

    code = "not_made"


class BadChoice(NotMade):
    """`option` and `given` say which; never an echo of more than 80 signs."""

    code = "bad_choice"

    def __init__(self, option: str, given: str) -> None:
        super().__init__(f"{option[:80]!r} does not offer {given[:80]!r}")
        self.option, self.given = option[:80], given[:80]


class TooLarge(NotMade):
    """`what` is too long or too many."""

    code = "too_large"


class EngineFailed(NotMade):
    """The engine's own words are in the message; they may quote the text and go to the log only."""

    code = "engine_failed"
