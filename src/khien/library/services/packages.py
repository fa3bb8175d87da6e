"""Everything of a material in one ZIP, in a unit's name, with a note of what may be done with it.

Refuses to hide what could not be made: the note names it.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from khien.base.files import open_kept
from khien.base.jobs import Job, enqueue_on_commit
from khien.library.models import Edition, RenditionFile
from khien.library.renditions.forms import FORMS
from khien.library.renditions.made import Made
from khien.library.renditions.plain_words import file_name
from khien.library.rules.content import Content
from khien.library.rules.kinds import MaterialKind
from khien.library.selectors.brands import brand_of
from khien.library.selectors.content import edition_content
from khien.library.services import renditions
from khien.library.wording import FORM_NAMES, LICENCE_NAMES

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
    content = edition_content(row.edition)
    made = Made(
        filename=file_name(content.title, content.version, "tron-bo", "zip"),
        media_type="application/zip",
        data=_zip(content, brand_of(row.unit_id).unit_name, parts),
    )
    renditions.put_away(row, made, at=at)


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


def _zip(content: Content, unit: str, parts: list[RenditionFile]) -> bytes:
    out = io.BytesIO()
    day = content.published_on or dt.date(2000, 1, 1)
    stamp = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("DOC-TRUOC.txt", stamp), licence_note(content, unit, parts))
        for part in parts:
            if part.stored is not None:
                with open_kept(part.stored.sha256) as file:
                    archive.writestr(zipfile.ZipInfo(part.filename, stamp), file.read())
    return out.getvalue()


def licence_note(content: Content, unit: str, parts: list[RenditionFile]) -> bytes:
    """Who made it, who approved it, what others may do, and what lies in the package. UTF-8 with a mark for Notepad."""
    with translation.override("vi"):
        lines = [content.title, "", content.summary, ""]
        lines.append(_("Made by: %(unit)s") % {"unit": content.unit_name})
        if content.approval:
            approval = content.approval
            who = ", ".join(part for part in (approval.name, approval.role) if part)
            lines.append(
                _("Approved by: %(who)s on %(day)s") % {"who": who, "day": f"{approval.on:%d/%m/%Y}"}
            )
            lines.append(_("Basis: %(basis)s") % {"basis": approval.basis})
        lines.append(_("Version: %(number)s") % {"number": content.version})
        if content.valid_until:
            lines.append(_("Holds until: %(day)s") % {"day": f"{content.valid_until:%d/%m/%Y}"})
        lines.append(_("Given out by: %(unit)s") % {"unit": unit})
        lines.append(_("What you may do: %(licence)s") % {"licence": LICENCE_NAMES[content.licence]})
        lines += [_("Newest version: %(address)s") % {"address": content.address}, "", _("In this package:")]
        lines += [f"- {part.filename}" for part in parts if part.stored is not None]
        missing = [str(FORM_NAMES[part.form]) for part in parts if part.stored is None]
        if missing:
            lines += ["", _("Could not be made: %(forms)s") % {"forms": ", ".join(dict.fromkeys(missing))}]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()
