"""The office's own template for a programme's reports: wording of the sections, head and foot, a Word file.

Refuses to change a template that a report was made with: saving makes a new one, the old one stays with its reports.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping

from django.db import IntegrityError, transaction

from khien.base import audit, files
from khien.base.access import Actor
from khien.base.models import StoredFile
from khien.reports.models import Consolidation, ReportRound, ReportTemplate
from khien.reports.rules.consolidated import ConsolidatedData, RoundHead, from_data
from khien.reports.rules.consolidating import consolidate
from khien.reports.rules.material import Material, TaskInput
from khien.reports.rules.official import Setting
from khien.reports.rules.official_words import HEAD, SECTIONS
from khien.reports.rules.template_values import template_values
from khien.reports.services.consolidation import FINISHED, texts_for
from khien.reports.services.word_templates import fill

LARGEST = 5 * 1024 * 1024


def current_template(programme_id: int) -> ReportTemplate | None:
    return (
        ReportTemplate.objects.select_related("stored")
        .filter(programme_id=programme_id, current=True)
        .first()
    )


def first_texts(issuer: str) -> dict[str, str]:
    """The texts a programme without a template has."""
    return {name: text for name, text in texts_for(_empty(issuer), {}).items() if name in HEAD} | dict(
        SECTIONS
    )


def save_template(
    actor: Actor,
    programme_id: int,
    *,
    name: str,
    texts: Mapping[str, str],
    stored: StoredFile | None,
    at: dt.datetime,
) -> ReportTemplate:
    """A new template that new reports begin with. The same as the current one comes back as it."""
    kept = {key: text for key, text in texts.items() if key in SECTIONS or key in HEAD}
    try:
        return _saved(actor, programme_id, name=name, texts=kept, stored=stored, at=at)
    except IntegrityError:  # two first templates at once: this one comes after the other
        return _saved(actor, programme_id, name=name, texts=kept, stored=stored, at=at)


def _saved(
    actor: Actor,
    programme_id: int,
    *,
    name: str,
    texts: Mapping[str, str],
    stored: StoredFile | None,
    at: dt.datetime,
) -> ReportTemplate:
    with transaction.atomic():
        before = (
            ReportTemplate.objects.select_for_update().filter(programme_id=programme_id, current=True).first()
        )
        if (
            before is not None
            and before.texts == texts
            and before.stored_id == (stored.pk if stored else None)
        ):
            return before
        if before is not None:
            before.current = False
            before.save(update_fields=["current"])
        made = ReportTemplate.objects.create(
            programme_id=programme_id,
            name=name.strip()[:200],
            texts=dict(texts),
            stored=stored,
            current=True,
            put_by=actor.label,
            put_at=at,
        )
        subject = audit.Subject("report_template", str(made.uuid), made.name)
        audit.record(
            actor=actor, action="reports.template_saved", subject=subject, new={"word": bool(stored)}, at=at
        )
    return made


def try_word(blob: bytes, programme_id: int) -> bytes:
    """The template filled with the newest report of the programme, or with an empty one. Raises WrongTemplate."""
    newest = (
        Consolidation.objects.filter(round__programme_id=programme_id, progress=FINISHED)
        .order_by("-made_at", "-version")
        .first()
    )
    data = from_data(newest.data) if newest else _empty("")
    texts = newest.texts if newest else texts_for(data, {})
    return fill(blob, template_values(data, Setting(texts)))


def keep_word(blob: bytes, *, name: str, at: dt.datetime) -> StoredFile:
    return files.keep(io.BytesIO(blob), name=name, limit_bytes=LARGEST, at=at)


def issuer_of(programme_id: int) -> str:
    """Who issued the plan, as its rounds know it; "" before the first round."""
    round = ReportRound.objects.select_related("programme__plan").filter(programme_id=programme_id).first()
    return round.programme.plan.issuer if round else ""


def programme_rounds(programme_id: int) -> list[ReportRound]:
    return list(ReportRound.objects.filter(programme_id=programme_id).order_by("-due_on")[:5])


def _empty(issuer: str) -> ConsolidatedData:
    """A report of nothing, to try a template on before the first round."""
    head = RoundHead(
        code="mau", title="Báo cáo thử", first="2026-01-01", cut_off="2026-06-14", due_on="2026-06-14",
        programme="Kế hoạch", programme_title="", programme_uuid="", issuer=issuer, year=2026,
    )  # fmt: skip
    task = TaskInput(0, "1", "Nhóm nhiệm vụ", "Nhiệm vụ")
    return consolidate(Material(head, (), (), {}, (), (task,)))
