"""Findings: what a careful clerk would send back before a plan is put to work.

`find(plan)` looks at sums, numbering, blanks, dates, missing leads, rows against the body, set phrases; with
`at` (an ISO day) also at instruments later law has replaced. Values only: nothing is corrected, nothing
raises for a readable plan. Says nothing about what a plan should want.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from vanban._checks._agencies import check_agencies
from vanban._checks._dates import check_dates
from vanban._checks._facts import BODY, Facts, gather
from vanban._checks._head import check_head
from vanban._checks._law import check_law
from vanban._checks._leads import check_leads
from vanban._checks._numbering import check_numbering
from vanban._checks._rows import check_rows
from vanban._checks._sums import check_sums
from vanban._checks._words import check_words
from vanban._outline import Outline
from vanban._plan import Finding, Plan

__all__ = ["find"]

_CHECKS: tuple[Callable[[Facts], Iterator[Finding]], ...] = (
    check_head,
    check_sums,
    check_numbering,
    check_dates,
    check_leads,
    check_agencies,
    check_rows,
    check_words,
)
_OF_THE_LETTER = {
    check_numbering,
    check_words,
}  # a scan's wrong letters are the recogniser's, not the issuer's
_SEVERITY = {"error": 0, "warning": 1, "info": 2}


def find(plan: Plan, *, at: str | None = None, tree: Outline | None = None) -> tuple[Finding, ...]:
    """All findings, in the order of the document; those that concern it as a whole come first.

    `at`: the day (ISO) as of which superseded instruments are told; None leaves them out, since whether a
    law is in force depends on when one asks. `tree`: the plan's outline, where the caller has it already.
    """
    facts = gather(plan, tree)
    found: dict[tuple[str, str, str], Finding] = {}
    for check in _CHECKS:
        if plan.source_kind == "scan" and check in _OF_THE_LETTER:
            continue
        for finding in check(facts):
            found.setdefault((finding.kind, finding.where, finding.text), _placed(finding))
    if at is not None:
        for finding in check_law(facts, at):
            found.setdefault((finding.kind, finding.where, finding.text), finding)
    return tuple(sorted(found.values(), key=_order))


def _placed(finding: Finding) -> Finding:
    """Every finding says where: what stands under no number is "phần nội dung"."""
    return finding if finding.where.strip(", ") else replace(finding, where=BODY)


def _order(finding: Finding) -> tuple[int, int]:
    first = finding.places[0].block if finding.places else -1
    return first, _SEVERITY[finding.severity]
