"""Forms made of words: text messages, mail, scripts for the loudspeaker and their sound."""

from __future__ import annotations

from khien.library.renditions.made import Form

WORD_FORMS: tuple[Form, ...] = ()
