"""Everything of a material in one ZIP, in a unit's name, with a note of what may be done with it.

Refuses to hide what could not be made: the note names it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from khien.base.files import open_kept
from khien.base.jobs import Job, enqueue_on_commit
from khien.library.models import Edition, RenditionFile
from khien.library.renditions.forms import FORMS
from khien.library.renditions.made import Made
from khien.library.renditions.package import package
from khien.library.rules.kinds import MaterialKind
from khien.library.selectors.brands import brand_of
from khien.library.selectors.content import edition_content
from khien.library.services import renditions
from khien.library.wording import FORM_NAMES

PACKAGE = "package"
PARTS: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("sms", {"marks": "with"}),
    ("sms", {"marks": "without"}),
    ("post", {"length": "long"}),
    ("script", {"seconds": "60"}),
    ("sound", {"what": "radio60"}),
    ("mail", {"format": "html"}),
    ("poster", {"size": "a4"}),
    ("poster", {"size": "a3"}),
    ("leaflet", {"template": "a5"}),
    ("card", {"shape": "square"}),
    ("card", {"shape": "tall"}),
    ("card", {"shape": "wide"}),
    ("document", {}),
    ("slides", {}),
)


def ask_package(edition: Edition, *, unit_id: int | None, job: Job, at: dt.datetime) -> RenditionFile:
    """The ZIP's row in this unit's name; asked for again when it had failed."""
    key = renditions.wanted_key(PACKAGE, {}, brand_of(unit_id))
    with transaction.atomic():
        row, made = RenditionFile.objects.select_for_update().get_or_create(
            edition=edition, wanted_key=key, defaults={"form": PACKAGE, "unit_id": unit_id, "asked_at": at}
        )
        if made:
            enqueue_on_commit(job, rendition_id=row.pk)
        else:
            renditions.ask_again(row, job=job, at=at)
    return row


def make_package(rendition_id: int, *, at: dt.datetime) -> None:
    """What the job does: every part that is not there yet, one after the other, then the ZIP."""
    row = renditions.taken(rendition_id, at=at)
    if row is None or row.edition is None:
        return
    kind = MaterialKind(row.edition.content["kind"])
    wanted = [part for part in PARTS if part[0] in FORMS and FORMS[part[0]].suits(kind)]
    parts: list[RenditionFile] = []
    for number, (form, options) in enumerate(wanted):
        RenditionFile.objects.filter(pk=row.pk).update(facts={"done": number, "of": len(wanted)})
        parts.append(_part(row, form, options, at=at))
    whole = package(
        edition_content(row.edition), brand_of(row.unit_id), _made_of(parts), note=missing_note(parts)
    )
    renditions.put_away(row, whole, at=at)


def _part(row: RenditionFile, form: str, options: Mapping[str, str], *, at: dt.datetime) -> RenditionFile:
    assert row.edition is not None
    chosen = renditions.checked_choice(form, options, MaterialKind(row.edition.content["kind"]))
    key = renditions.wanted_key(form, chosen, brand_of(row.unit_id))
    part, _made = RenditionFile.objects.get_or_create(
        edition=row.edition,
        wanted_key=key,
        defaults={"form": form, "options": chosen, "unit_id": row.unit_id, "asked_at": at},
    )
    if part.state != "ready":
        RenditionFile.objects.filter(pk=part.pk).exclude(state="ready").update(state="waiting")
        renditions.make(part.pk, at=at)
    return RenditionFile.objects.select_related("stored").get(pk=part.pk)


def _made_of(parts: Iterable[RenditionFile]) -> list[Made]:
    """The files that are there, as the ZIP's writer takes them."""
    made = []
    for part in parts:
        if part.stored is not None:
            with open_kept(part.stored.sha256) as file:
                made.append(Made(part.filename, part.stored.media_type, file.read()))
    return made


def missing_note(parts: Iterable[RenditionFile]) -> str:
    """Which forms could not be made, for the note in the package; empty when all are there."""
    with translation.override("vi"):
        missing = [str(FORM_NAMES[part.form]) for part in parts if part.stored is None]
        return (
            _("Could not be made: %(forms)s") % {"forms": ", ".join(dict.fromkeys(missing))}
            if missing
            else ""
        )
