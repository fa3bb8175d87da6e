"""Clips and captions of a text that is out now, for anybody. Refuses a file that the newest edition does not show, and
every file of a draft, of a text taken down and of one that only units of the programme may have.
"""

from __future__ import annotations

from khien.base.errors import Missing
from khien.base.models import StoredFile
from khien.base.typed import uuid_of
from khien.library.models import Edition, MaterialFile
from khien.library.rules.kinds import Licence


def shared_clip(uuid: str) -> tuple[StoredFile, str]:
    """The content and its name. Raises Missing when its text is not what the public reads now."""
    file = (
        MaterialFile.objects.select_related("stored")
        .filter(
            uuid=uuid_of(uuid),
            material__live=True,
            material__deleted_at__isnull=True,
            material__version__gt=0,
        )
        .first()
    )
    edition = Edition.objects.filter(material=file.material_id).first() if file else None
    if file is None or edition is None or edition.content["licence"] == Licence.INSIDE.value:
        raise Missing
    if str(file.uuid) not in _shown_in(edition):
        raise Missing
    return file.stored, file.file_name


def _shown_in(edition: Edition) -> set[str]:
    """Codes of the files that its clips name."""
    clips = [block for block in edition.content["blocks"] if "captions_key" in block]
    return {block[name].strip().lower() for block in clips for name in ("key", "captions_key")}
