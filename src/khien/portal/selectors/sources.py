"""What the standing office can make public without sending a file: adopted plans and signed consolidated reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from khien.base.access import Actor
from khien.base.models import StoredFile
from khien.plans import api as plans
from khien.portal.rules.states import DocumentKind
from khien.portal.selectors.documents import public_sources
from khien.reports import api as reports


@dataclass(frozen=True, slots=True)
class OfferedSource:
    """`file`: gives the kept file and its name, asked for when it is really made public."""

    code: str
    label: str
    kind: str
    title: str
    number: str
    issuer: str
    issued_on: dt.date | None
    file: Callable[[dt.datetime], tuple[StoredFile, str]]


def offered_sources(actor: Actor) -> dict[str, OfferedSource]:
    """By code; what is public already is left out."""
    public = public_sources()
    found: dict[str, OfferedSource] = {}
    for plan in plans.issued_plans(actor):
        code = f"plan:{plan.uuid}"
        found[code] = OfferedSource(
            code, f"{plan.number} · {plan.title}"[:160], DocumentKind.PLAN, plan.title, plan.number, plan.issuer,
            plan.issued_on, lambda _at, plan=plan: (plan.stored, plan.file_name),  # type: ignore[misc]
        )  # fmt: skip
    for report in reports.signed_reports():
        code = f"report:{report.uuid}"
        found[code] = OfferedSource(
            code, f"{report.number} · {report.title}"[:160], DocumentKind.REPORT, report.title, report.number, "",
            report.signed_on, lambda _at, report=report: (report.stored, report.file_name),  # type: ignore[misc]
        )  # fmt: skip
    return {code: one for code, one in found.items() if code not in public}
