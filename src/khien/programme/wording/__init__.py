"""Words on screen of the programme, the ledger and the targets. Translated where they are shown."""

from khien.programme.wording.programme import (
    FREQUENCY_WORDS,
    OBSTACLE_WORDS,
    RECURRENCE_WORDS,
    TIMING_TONES,
    TIMING_WORDS,
    period_text,
    threshold,
)

__all__ = [
    "FREQUENCY_WORDS",
    "OBSTACLE_WORDS",
    "RECURRENCE_WORDS",
    "TIMING_TONES",
    "TIMING_WORDS",
    "period_text",
    "threshold",
]
