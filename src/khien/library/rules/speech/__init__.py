"""Text as it is said aloud: numbers, dates, addresses and foreign words written as Vietnamese words. Pure."""

from khien.library.rules.speech.spoken import (
    SYLLABLES_PER_SECOND,
    seconds_of,
    spoken,
    spoken_sentences,
    syllables,
)

__all__ = ["SYLLABLES_PER_SECOND", "seconds_of", "spoken", "spoken_sentences", "syllables"]
