"""A poster of words that are no material: a warning that hangs an hour later. In the house's own design.

Refuses to keep anything, and to judge the words: whoever asks answers for them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from khien.base.errors import KhienError
from khien.library.renditions.errors import NotMade
from khien.library.renditions.forms import FORMS
from khien.library.renditions.made import Made
from khien.library.rules.content import Content, PosterText
from khien.library.rules.kinds import MaterialKind
from khien.library.selectors.brands import brand_of
from khien.library.wording import NOT_MADE


@dataclass(frozen=True, slots=True)
class PosterWords:
    """`address`: absolute, what the QR code leads to. `call`: the last line, what to do in five words."""

    uuid: str
    headline: str
    lead: str
    points: tuple[str, ...]
    call: str
    address: str
    on: dt.date


def print_words(words: PosterWords, *, unit_id: int | None, size: str = "a4", colour: str = "red") -> Made:
    """One page as PDF. Raises KhienError("not-made")."""
    content = Content(
        uuid=words.uuid,
        kind=MaterialKind.POSTER,
        title=words.headline,
        summary=words.lead,
        language="vi",
        blocks=(),
        address=words.address,
        poster=PosterText(headline=words.headline, points=words.points, call=words.call),
        published_on=words.on,
    )
    try:
        return FORMS["poster"].make(
            content, brand_of(unit_id), {"size": size, "colour": colour}, lambda _key: None
        )
    except NotMade as error:
        raise KhienError(NOT_MADE.get(error.code, NOT_MADE[""]), code="not-made") from error
