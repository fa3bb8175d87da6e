"""Instruments a plan cites that later law has replaced, as of a given day."""

from __future__ import annotations

from collections.abc import Iterator

from vanban._checks._facts import Facts
from vanban._law import list_version, superseded_by
from vanban._plan import Finding, LegalReference


def check_law(facts: Facts, at: str) -> Iterator[Finding]:
    """`at` is an ISO day. A plan issued before the change was right when issued: then it is only told."""
    for reference in facts.plan.references:
        entry = superseded_by(reference, at)
        if entry is None:
            continue
        issued = facts.issued or facts.plan.head.date or at
        yield Finding(
            "superseded",
            "warning" if issued >= entry.since else "info",
            "căn cứ" if reference.basis else "văn bản viện dẫn",
            f"{entry.old} đã được thay thế bởi {entry.new} từ ngày {_day(entry.since)}.",
            _cited(reference),
            "Viện dẫn văn bản mới khi ban hành hoặc sửa kế hoạch "
            f"(danh mục cập nhật đến {_day(list_version())}).",
            (reference.place,) if reference.place is not None else (),
        )


def _cited(reference: LegalReference) -> str:
    """As the plan names it; a law's title begins with its kind already."""
    if reference.number:
        return f"{reference.kind} {reference.number}"
    return reference.title or reference.kind


def _day(iso: str) -> str:
    return f"{iso[8:]}/{iso[5:7]}/{iso[:4]}"
