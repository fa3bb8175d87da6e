"""Files made of an edition: asked for by people, made by a job, kept, shown with their progress.

Asking twice for the same thing gives the same row. Refuses to make anything of a text that is not an edition: what
was not approved has no poster.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import asdict

from django.db import transaction
from django.db.models import Q

from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.base.files import keep
from khien.base.jobs import Job, enqueue_on_commit
from khien.library.models import Edition, RenditionFile
from khien.library.renditions.errors import NotMade
from khien.library.renditions.forms import FORMS
from khien.library.renditions.looks import first_look
from khien.library.renditions.made import Made
from khien.library.rules.content import Brand
from khien.library.rules.kinds import MaterialKind
from khien.library.selectors.brands import brand_of
from khien.library.selectors.content import edition_content
from khien.library.selectors.pictures import picture_bytes
from khien.library.wording import NOT_MADE

LARGEST = 200 << 20
PATIENCE = dt.timedelta(minutes=10)  # after so long a person may ask again
SILENT = dt.timedelta(seconds=60)  # a job that runs again after so long: its first worker is dead


def ask(
    actor: Actor,
    edition: Edition,
    form: str,
    *,
    options: Mapping[str, str],
    unit_id: int | None,
    job: Job,
    at: dt.datetime,
) -> RenditionFile:
    """The row of this form with these options in this unit's name; asked for again when it had failed.

    Raises KhienError("unknown-form", "bad-choice").
    """
    chosen = checked_choice(form, options, MaterialKind(edition.content["kind"]))
    key = wanted_key(form, chosen, brand_of(unit_id))
    with transaction.atomic():
        row, made = RenditionFile.objects.select_for_update().get_or_create(
            edition=edition,
            wanted_key=key,
            defaults={"form": form, "options": chosen, "unit_id": unit_id, "asked_at": at},
        )
        if made:
            enqueue_on_commit(job, rendition_id=row.pk)
        else:
            ask_again(row, job=job, at=at)
    return row


def make(rendition_id: int, *, at: dt.datetime) -> None:
    """What the job does. Two workers with the same row: one makes it, the other finds nothing to do."""
    row = taken(rendition_id, at=at)
    if row is None or row.edition is None:
        return
    try:
        made = FORMS[row.form].make(
            edition_content(row.edition), brand_of(row.unit_id), row.options, picture_bytes
        )
    except NotMade as error:
        fail(row, str(NOT_MADE.get(error.code, NOT_MADE[""])))
        return
    except Exception:
        fail(row, str(NOT_MADE[""]))
        raise  # the worker's log keeps what happened
    put_away(row, made, at=at)


def taken(rendition_id: int, *, at: dt.datetime) -> RenditionFile | None:
    """The row, now being made by this worker; None when another has it or it is gone. A job that runs again because
    its worker was killed takes its row over."""
    free = Q(state="waiting") | Q(state="making", begun_at__lt=at - SILENT)
    mine = RenditionFile.objects.filter(free, pk=rendition_id).update(state="making", begun_at=at, reason="")
    return RenditionFile.objects.select_related("edition", "booklet").get(pk=rendition_id) if mine else None


def put_away(row: RenditionFile, made: Made, *, at: dt.datetime) -> None:
    """Keep the file, then say that it is ready: never the other way round."""
    try:
        stored = keep(io.BytesIO(made.data), name=made.filename, limit_bytes=LARGEST, at=at, made_here=True)
        look = first_look(made.data, made.media_type)
        preview = (
            keep(io.BytesIO(look), name="xem-truoc.png", limit_bytes=LARGEST, at=at, made_here=True)
            if look
            else None
        )
    except KhienError as error:
        fail(row, str(error.message))
        return
    facts = {k: v for k, v in asdict(made).items() if k not in {"data", "filename"}}
    RenditionFile.objects.filter(pk=row.pk).update(
        state="ready",
        stored=stored,
        preview=preview,
        filename=made.filename,
        facts=facts,
        made_at=at,
        reason="",
    )


def fail(row: RenditionFile, reason: str) -> None:
    RenditionFile.objects.filter(pk=row.pk).update(state="failed", reason=reason[:300])


def ask_again(row: RenditionFile, *, job: Job, at: dt.datetime) -> None:
    """Enqueue a row that failed, or whose maker died; one that is on its way is left alone."""
    if row.state == "failed" or is_stuck(row, at=at):
        RenditionFile.objects.filter(pk=row.pk).update(state="waiting", reason="", asked_at=at, begun_at=None)
        row.state = "waiting"
        enqueue_on_commit(job, rendition_id=row.pk)


def is_stuck(row: RenditionFile, *, at: dt.datetime) -> bool:
    """On its way for so long that a person should be let ask again."""
    return row.state in ("making", "waiting") and (row.begun_at or row.asked_at) < at - PATIENCE


def checked_choice(form: str, options: Mapping[str, str], kind: MaterialKind) -> dict[str, str]:
    """Every option of the form with a choice it offers. Raises KhienError."""
    found = FORMS.get(form)
    if found is None or not found.suits(kind):
        raise KhienError(NOT_MADE["unknown-form"], code="unknown-form")
    try:
        return found.chosen(options)
    except NotMade as error:
        raise KhienError(NOT_MADE["bad_choice"], code="bad-choice") from error


def wanted_key(form: str, options: Mapping[str, str], brand: Brand) -> str:
    """The same form, options and brand are the same file; a new logo is another one."""
    logo = hashlib.sha256(brand.logo).hexdigest() if brand.logo else ""
    facts = [
        form,
        sorted(options.items()),
        brand.unit_name,
        brand.programme,
        logo,
        brand.colour,
        brand.contact,
    ]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()
