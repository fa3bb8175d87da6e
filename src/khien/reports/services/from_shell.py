"""The consolidated report without a screen: the same version machinery, done here and now.

Refuses to touch a version that is checked, signed or archived: it is written as it stands.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from khien.base.access import SYSTEM
from khien.base.errors import Missing
from khien.base.models import StoredFile
from khien.reports.errors import NotAllowedNow
from khien.reports.models import Consolidation, ReportRound
from khien.reports.rules import ConsolidationState
from khien.reports.rules.consolidated import from_data, to_data
from khien.reports.rules.consolidating import consolidate
from khien.reports.selectors.consolidation import material_of
from khien.reports.services import consolidation as services
from khien.reports.services.report_files import data_digest


def consolidated_file(
    code: str, format: str, *, sources: bool, at: dt.datetime
) -> tuple[StoredFile, Consolidation]:
    """The newest checked, signed or archived version as it is; else a draft counted now: the last draft again when
    nothing has changed since. Raises Missing, NotAllowedNow, vanban.CannotWrite."""
    round = ReportRound.objects.select_related("programme__plan", "programme__unit").filter(code=code).first()
    if round is None:
        raise Missing(_("There is no report round with this code. “khien report rounds” lists them."))
    row = _version_of(round, at=at)
    return services.file_of(row, format, sources=sources, at=at), row


def _version_of(round: ReportRound, *, at: dt.datetime) -> Consolidation:
    last = (
        round.consolidations.select_related("word", "pdf", "table", "template__stored")
        .order_by("-version")
        .first()
    )
    if last is not None and last.state != ConsolidationState.DRAFT:
        last.round = round
        return last
    data = consolidate(material_of(round))
    if not data.rates.accepted and not data.activities:
        raise NotAllowedNow(_("No unit's report is accepted yet. Accept at least one, then make the report."))
    made_before = last is not None and last.progress == services.FINISHED
    if last is not None and made_before and data_digest(from_data(last.data)) == data_digest(data):
        last.round = round
        return last
    with transaction.atomic():
        made = services.ask_for_version(SYSTEM, round, reason="", ask=_nobody, at=at)
        services.store_version(made.pk, from_data(to_data(data)), at=at)
    return Consolidation.objects.select_related("round", "word", "pdf", "table", "template__stored").get(
        pk=made.pk
    )


def _nobody(_consolidation_id: int) -> None:
    """No job: it is done here."""
