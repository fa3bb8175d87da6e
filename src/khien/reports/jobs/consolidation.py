"""The job that makes a consolidated report. Killed at any moment and run again, it makes nothing twice.

Refuses to retry what will never work: a report that cannot be made gets its sentence, and the job is done.
"""

from __future__ import annotations

import logging

from django.utils.translation import gettext as _

from khien.base.clock import now
from khien.base.errors import KhienError
from khien.base.jobs import enqueue_on_commit, task
from khien.reports.models import Consolidation
from khien.reports.rules.consolidating import consolidate
from khien.reports.selectors.consolidation import material_of
from khien.reports.services import consolidation as services
from khien.reports.services.report_files import FORMATS
from vanban import CannotWrite

log = logging.getLogger(__name__)


def ask_to_make(consolidation_id: int) -> object:
    """Put the job in the queue; it exists if and only if the caller's transaction is committed."""
    return enqueue_on_commit(make_consolidation, consolidation_id=consolidation_id)


@task()
def make_consolidation(consolidation_id: int) -> None:
    """Gather, count, keep; then the files, so that they are there when somebody asks."""
    row = services.begin_making(consolidation_id)
    if row is not None:
        try:
            services.note_progress(row.pk, 10)
            material = material_of(row.round)
            services.note_progress(row.pk, 40)
            data = consolidate(material)
            services.note_progress(row.pk, 60)
            services.store_version(row.pk, data, at=now())
        except KhienError as error:
            services.cannot_make(consolidation_id, sentence=str(error.message), at=now())
            return
        except (
            Exception
        ):  # a fault of ours: said, so that the button makes the next version and nobody waits for ever
            services.cannot_make(consolidation_id, sentence=_fault(), at=now())
            raise
    _make_files(consolidation_id)


def _fault() -> str:
    return _("Something went wrong on our side. The units' reports are as they were; make the report again.")


def _make_files(consolidation_id: int) -> None:
    """The report stands without them: they are made again when somebody asks."""
    row = Consolidation.objects.select_related("round", "word", "pdf", "table", "template__stored").get(
        pk=consolidation_id
    )
    if row.progress < services.FINISHED:
        return
    for format in FORMATS:
        try:
            services.file_of(row, format, at=now())
        except (KhienError, CannotWrite):
            log.warning("consolidation %s: no %s yet", consolidation_id, format, exc_info=True)
