"""Text as it is said aloud: numbers, dates, addresses and foreign words written as Vietnamese words. Pure."""

from khien.library.rules.speech.spoken import seconds_of, spoken, spoken_sentences, syllables

__all__ = ["seconds_of", "spoken", "spoken_sentences", "syllables"]
