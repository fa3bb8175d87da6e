"""How a draft would look as a poster or a card: a marked picture, made by a job, once for each text.

Refuses to give out a draft's file: what nobody approved is shown, never used.
"""

from __future__ import annotations

import datetime as dt
import io

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from khien.base.errors import KhienError
from khien.base.files import keep
from khien.base.jobs import Job, enqueue_on_commit
from khien.library.models import DraftPreview, Material
from khien.library.renditions.errors import NotMade
from khien.library.renditions.forms import FORMS
from khien.library.renditions.looks import first_look
from khien.library.rules.kinds import MaterialKind
from khien.library.selectors.brands import brand_of
from khien.library.selectors.content import content_of
from khien.library.selectors.pictures import picture_bytes
from khien.library.services.renditions import LARGEST, PATIENCE
from khien.library.wording import NOT_MADE

PREVIEWED: dict[str, dict[str, str]] = {"poster": {}, "leaflet": {}, "card": {"shape": "wide"}}


def ask_previews(material: Material, *, job: Job, at: dt.datetime) -> list[DraftPreview]:
    """Rows for the newest draft, asked for where they are missing, failed or forgotten by a dead worker."""
    revision_id = int(material.latest_revision_id or 0)
    kind = MaterialKind(material.kind)
    wanted = [form for form in PREVIEWED if FORMS[form].suits(kind)]
    with transaction.atomic():
        rows = material.previews.select_for_update()
        rows.exclude(revision_id=revision_id).delete()
        known = {row.form: row for row in rows.filter(revision_id=revision_id)}
        for form in wanted:
            row = known.get(form)
            if row is None:
                row = DraftPreview.objects.create(
                    material=material, revision_id=revision_id, form=form, asked_at=at
                )
                known[form] = row
                enqueue_on_commit(job, preview_id=row.pk)
            elif row.state in ("waiting", "making") and row.asked_at < at - PATIENCE:
                DraftPreview.objects.filter(pk=row.pk).update(state="waiting", asked_at=at)
                enqueue_on_commit(job, preview_id=row.pk)
    return [known[form] for form in wanted]


def make_preview(preview_id: int, *, at: dt.datetime) -> None:
    """What the job does; twice does no harm."""
    mine = DraftPreview.objects.filter(pk=preview_id, state="waiting").update(state="making", begun_at=at)
    row = DraftPreview.objects.select_related("material").filter(pk=preview_id).first()
    if not mine or row is None:
        return
    if row.material.latest_revision_id != row.revision_id:
        row.delete()  # a newer text was saved: its own preview is asked for when somebody looks
        return
    try:
        _keep_look(row, at=at)
    except NotMade as error:
        _fail(row, str(NOT_MADE.get(error.code, NOT_MADE[""])))
    except KhienError as error:
        _fail(row, str(error.message))
    except Exception:
        _fail(row, str(NOT_MADE[""]))
        raise


def _keep_look(row: DraftPreview, *, at: dt.datetime) -> None:
    draft = row.material.get_latest_revision_as_object()
    form = FORMS[row.form]
    made = form.make(content_of(draft), brand_of(draft.unit_id), PREVIEWED[row.form], picture_bytes)
    with translation.override("vi"):
        mark = _("DRAFT, NOT FOR USE")
    look = first_look(made.data, made.media_type, mark=mark)
    assert look is not None
    stored = keep(io.BytesIO(look), name="ban-nhap.png", limit_bytes=LARGEST, at=at, made_here=True)
    DraftPreview.objects.filter(pk=row.pk).update(state="ready", stored=stored, reason="")


def _fail(row: DraftPreview, reason: str) -> None:
    DraftPreview.objects.filter(pk=row.pk).update(state="failed", reason=reason[:300])
