"""Files of an edition that anybody may take: made in nobody's special name, of a text that is out now.

Refuses a unit's own files (its logo is its own) and whatever belongs to a text that was replaced or taken down.
"""

from __future__ import annotations

from dataclasses import dataclass

from khien.base.errors import Missing
from khien.base.models import StoredFile
from khien.base.typed import uuid_of
from khien.library.models import Edition, RenditionFile
from khien.library.rules.kinds import Licence

SHOWN = ("sound", "document", "poster", "leaflet", "slides", "card")


@dataclass(frozen=True, slots=True)
class SharedFile:
    """`size` in bytes, `seconds` of sound, `pages` of print; `text`: alternative text of a picture."""

    uuid: str
    form: str
    options: dict[str, str]
    filename: str
    media_type: str
    size: int
    seconds: float
    pages: int
    text: str
    width: int
    height: int


def shared_files(edition_uuid: str) -> tuple[SharedFile, ...]:
    """What is ready, in the order of the page; nothing for a text that only units of the programme may have."""
    if not edition_uuid:
        return ()
    rows = RenditionFile.objects.filter(
        edition__uuid=edition_uuid, unit__isnull=True, state="ready", form__in=SHOWN
    ).select_related("stored", "edition")
    found = [_shared(row, row.stored) for row in rows if row.stored is not None and _free(row.edition)]
    return tuple(sorted(found, key=lambda file: (SHOWN.index(file.form), file.uuid)))


def shared_file(uuid: str) -> tuple[StoredFile, str]:
    """The content and its name. Raises Missing when its text is not what the public reads now."""
    row = (
        RenditionFile.objects.select_related("stored", "edition__material")
        .filter(
            uuid=uuid_of(uuid),
            unit__isnull=True,
            state="ready",
            form__in=SHOWN,
            edition__material__live=True,
            edition__material__deleted_at__isnull=True,
        )
        .first()
    )
    if row is None or row.stored is None or row.edition is None or not _free(row.edition):
        raise Missing
    if row.edition.number != row.edition.material.version:
        raise Missing
    return row.stored, row.filename


def _free(edition: Edition | None) -> bool:
    return edition is not None and edition.content["licence"] != Licence.INSIDE.value


def _shared(row: RenditionFile, stored: StoredFile) -> SharedFile:
    facts = row.facts
    return SharedFile(
        uuid=str(row.uuid),
        form=row.form,
        options=dict(row.options),
        filename=row.filename,
        media_type=stored.media_type,
        size=stored.size,
        seconds=float(facts.get("seconds", 0)),
        pages=int(facts.get("pages", 0)),
        text=str(facts.get("text", "")),
        width=int(facts.get("width", 0)),
        height=int(facts.get("height", 0)),
    )
