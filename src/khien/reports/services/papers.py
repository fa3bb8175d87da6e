"""Files made for units and the office: the report as Word or PDF, the blank form, the urging letter.

Refuses to number, sign or send: a letter is a draft that the office finishes outside.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from khien.base import audit, files
from khien.base.access import Actor
from khien.base.errors import Unavailable
from khien.programme import api as programmes
from khien.reports.errors import NotAllowedNow
from khien.reports.models import ReportRound, UrgingLetter
from khien.reports.rules import Figures, RoundState, unit_papers
from khien.reports.rules.rates import Standing
from khien.reports.selectors.desk import office_of, receiving_office, words_of
from khien.reports.selectors.rounds import UnitLine, unit_lines
from khien.reports.services.rounds import subject_of
from vanban import CannotWrite, OfficialDocument, write_report

LARGEST = 20 * 1024 * 1024
Format = Literal["docx", "pdf"]


def report_file(
    found: ReportRound,
    unit_id: int,
    figures: Figures,
    narrative: Mapping[str, str],
    *,
    format: Format,
    on: dt.date,
) -> bytes:
    """The unit's report in the official layout."""
    document = unit_papers.unit_report(
        office_of(unit_id), words_of(found), figures, dict(narrative), year=on.year
    )
    return _written(document, format)


def form_file(found: ReportRound, unit_id: int, *, format: Format, on: dt.date) -> bytes:
    """The blank form, with the tasks the unit leads."""
    tasks = [
        (task.path, task.text)
        for task in programmes.tasks(found.programme_id, on=on)
        if unit_id in task.lead_unit_ids
    ]
    document = unit_papers.blank_form(office_of(unit_id), words_of(found), tasks, year=on.year)
    return _written(document, format)


def draft_letter(
    actor: Actor, found: ReportRound, *, unit_id: int | None, on: dt.date, at: dt.datetime
) -> UrgingLetter:
    """ "Công văn đôn đốc" to one late unit, or to all (`unit_id` None). Raises NotAllowedNow when nobody is late."""
    if found.state != RoundState.OPEN:
        raise NotAllowedNow(_("The round is closed; there is nobody to urge."))
    late = [line for line in unit_lines(found, on=on) if line.standing is Standing.LATE]
    late = [line for line in late if unit_id is None or line.unit_id == unit_id]
    if not late:
        raise NotAllowedNow(_("No unit is late in this round."))
    late.sort(key=lambda line: line.unit_id)
    document = unit_papers.urging_letter(
        receiving_office(found, on=on), words_of(found), _names(late), year=on.year, today=on
    )
    name = f"Cong-van-don-doc-{found.code}{f'-{late[0].code}' if unit_id else ''}.docx"
    stored = files.keep(
        io.BytesIO(_written(document, "docx")), name=name, limit_bytes=LARGEST, at=at, made_here=True
    )
    with transaction.atomic():
        same = UrgingLetter.objects.filter(round=found, stored=stored)
        known = (
            same.filter(unit__isnull=True).first()
            if unit_id is None
            else same.filter(unit_id=unit_id).first()
        )
        if known is not None:
            return known
        letter = UrgingLetter.objects.create(
            round=found,
            unit_id=unit_id,
            stored=stored,
            name=name,
            units=[line.unit_id for line in late],
            drafted_by=actor.label,
            drafted_at=at,
        )
        audit.record(
            actor=actor,
            action="reports.letter_drafted",
            subject=subject_of(found),
            new={"units": len(late)},
            at=at,
        )
    return letter


def _names(late: Sequence[UnitLine]) -> list[unit_papers.LateName]:
    return [unit_papers.LateName(line.unit, line.due_on, line.days_late) for line in late]


def _written(document: OfficialDocument, format: Format) -> bytes:
    stream = io.BytesIO()
    try:
        write_report(document, stream, format=format)
    except CannotWrite as error:
        raise Unavailable(str(error)) from error
    return stream.getvalue()
