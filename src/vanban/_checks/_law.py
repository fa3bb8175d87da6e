"""Instruments a plan cites that later law has replaced, as of a given day."""

from __future__ import annotations

from collections.abc import Iterator

from vanban._checks._facts import Facts
from vanban._law import list_version, superseded_by
from vanban._plan import Finding


def check_law(facts: Facts, at: str) -> Iterator[Finding]:
    """`at` is an ISO day. A plan issued before the change was right when issued: then it is only told."""
    for reference in facts.plan.references:
        entry = superseded_by(reference, at)
        if entry is None:
            continue
        issued = facts.issued or facts.plan.head.date or at
        since = f"{entry.since[8:]}/{entry.since[5:7]}/{entry.since[:4]}"
        yield Finding(
            "superseded",
            "warning" if issued >= entry.since else "info",
            "căn cứ" if reference.basis else "văn bản viện dẫn",
            f"{reference.kind} {reference.number or ''} ({entry.old}) đã được thay thế bởi {entry.new} từ ngày {since}.",
            " ".join(part for part in (reference.kind, reference.number or reference.title) if part),
            f"Viện dẫn văn bản mới khi ban hành hoặc sửa kế hoạch (danh mục cập nhật đến {list_version()}).",
            (reference.place,) if reference.place is not None else (),
        )
