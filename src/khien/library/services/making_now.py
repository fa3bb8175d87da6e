"""Files of an approved edition made at once for another part of the house: a bulletin's sound, a poster with the
address of the place it hangs in, a press kit. Keeps nothing: whoever asked keeps what she needs.

Refuses a text that is not an edition, but for `speak`, which reads aloud what its caller answers for (a warning).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import F, QuerySet

from khien.base.errors import KhienError, Missing
from khien.base.text import fold
from khien.library.models import Edition
from khien.library.renditions.errors import NotMade
from khien.library.renditions.forms import FORMS
from khien.library.renditions.made import Made, loaded
from khien.library.renditions.package import package
from khien.library.rules.kinds import MaterialKind
from khien.library.rules.speech import spoken_sentences
from khien.library.selectors.brands import brand_of
from khien.library.selectors.content import edition_content
from khien.library.selectors.pictures import picture_bytes
from khien.library.services.renditions import checked_choice
from khien.library.wording import NOT_MADE

PRESS_FORMS: tuple[tuple[str, dict[str, str]], ...] = (
    ("document", {}),
    ("card", {"shape": "wide"}),
    ("card", {"shape": "square"}),
    ("poster", {}),
)


@dataclass(frozen=True, slots=True)
class EditionCard:
    """An edition that is out now. `address`: path on this site."""

    id: int
    uuid: str
    material_uuid: str
    title: str
    summary: str
    kind: MaterialKind
    language: str
    address: str
    unit_id: int


def edition_card(edition_id: int) -> EditionCard:
    """Raises Missing for one that is not out (any more)."""
    found = _newest().filter(pk=edition_id).first()
    if found is None:
        raise Missing
    return _card(found)


def edition_cards(words: str = "", *, language: str = "", limit: int = 20) -> list[EditionCard]:
    """The newest editions of what is out, newest first; every word in the title, marks or no marks; `language` empty =
    all. One query."""
    wanted = fold(words).split()
    rows = _newest().order_by("-published_at").only(*_COLUMNS)
    if language:
        rows = rows.filter(material__language=language)
    if not wanted:
        return [_card(row) for row in rows[:limit]]
    found = [row for row in rows[:2000] if all(word in fold(row.title) for word in wanted)]
    return [_card(row) for row in found[:limit]]


def make_now(
    edition_id: int, form: str, *, options: Mapping[str, str], unit_id: int | None, address: str = ""
) -> Made:
    """One file of the edition, in the unit's name; `address` stands in its QR code instead of the page's own.

    Raises Missing, KhienError("unknown-form", "bad-choice", "not-made").
    """
    edition = _edition(edition_id)
    content = edition_content(edition)
    chosen = checked_choice(form, options, content.kind)
    if address:
        content = replace(content, address=address)
    try:
        return FORMS[form].make(content, brand_of(unit_id), chosen, picture_bytes)
    except NotMade as error:
        raise _not_made(error) from error


def press_files(edition_id: int, *, unit_id: int | None) -> Made:
    """A ZIP for editors: the text as .docx, pictures, the licence and how to name the source."""
    edition = _edition(edition_id)
    content, brand = edition_content(edition), brand_of(unit_id)
    made: list[Made] = [loaded("word_text:word_text")(content, brand)]
    for form, options in PRESS_FORMS:
        if FORMS[form].suits(content.kind):
            try:
                made.append(FORMS[form].make(content, brand, options, picture_bytes))
            except NotMade as error:
                if form == "document":
                    raise _not_made(error) from error
    return package(content, brand, made)


def speak(text: str, *, title: str, unit_name: str, language: str = "vi", chime: bool = True) -> Made:
    """A text read aloud as MP3, loud as broadcasters want it. Raises KhienError("not-made")."""
    record, voice_for = loaded("sound:record"), loaded("voices:voice_for")  # at the first sound only (ADR 7)
    said = spoken_sentences(text, language=language)
    try:
        done = record(
            said,
            voice_for("best", language=language),
            ending="mp3",
            tags={"title": title[:200], "artist": unit_name[:200]},
            chime=chime,
        )
    except NotMade as error:
        raise _not_made(error) from error
    seconds = round(done.loudness.seconds, 1)
    return Made("ban-tin.mp3", "audio/mpeg", done.data, seconds=seconds, text="\n".join(said))


_COLUMNS = (
    "uuid", "title", "published_at", "number",
    "material__uuid", "material__summary", "material__kind", "material__language", "material__web_slug",
    "material__unit_id",
)  # fmt: skip


def _newest() -> QuerySet[Edition]:
    rows = Edition.objects.select_related("material")
    return rows.filter(material__live=True, material__deleted_at__isnull=True, number=F("material__version"))


def _edition(edition_id: int) -> Edition:
    found = Edition.objects.filter(
        pk=edition_id, material__live=True, material__deleted_at__isnull=True
    ).first()
    if found is None:
        raise Missing
    return found


def _card(row: Edition) -> EditionCard:
    material = row.material
    return EditionCard(
        row.pk,
        str(row.uuid),
        str(material.uuid),
        row.title,
        material.summary,
        MaterialKind(material.kind),
        material.language,
        f"/tai-lieu/{material.web_slug}/",
        material.unit_id,
    )


def _not_made(error: NotMade) -> KhienError:
    return KhienError(NOT_MADE.get(error.code, NOT_MADE[""]), code="not-made")
