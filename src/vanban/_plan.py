"""The data read out of a plan document: frozen, typed, every item with its clause path, place and confidence.

Shapes follow the published reading schema (one JSON object per document): money in đồng (int), dates as
ISO text only as precise as the document states them ("2022", "2021-07", "2025-12-31"), strings in the
source's own words with white space collapsed and list marks dropped. Nothing here is inferred beyond what
the document says; a doubt is told in `doubts` (plain Vietnamese) and lowers `confidence`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from vanban._blocks import Block, Footnote, Note, Place, SourceKind

Comparator = Literal[">=", ">", "<", "<=", "="]
Recurrence = Literal["once", "monthly", "quarterly", "annual", "biennial", "continuous"]
Frequency = Literal["monthly", "quarterly", "semiannual", "annual", "once", "adhoc"]
FindingKind = Literal[
    "sum_mismatch", "numbering", "date", "missing_lead", "blank_number", "typo", "superseded", "other"
]
Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered place of the document. `path` joins the document's own numerals by dots: "IV.1.a"."""

    path: str
    label: str  # as printed: "1.", "a)", "-", "Điều 3."
    title: str  # the heading or the whole sentence
    depth: int  # 0 = part or top section
    places: tuple[Place, ...]  # all blocks that belong to this clause itself, not to its children


@dataclass(frozen=True, slots=True)
class Signer:
    name: str
    position: str | None = None
    on_behalf: str | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    number: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """The document's own data: kind, number, issuer, date, title, signer, recipients, period in years."""

    kind: str | None
    number: str | None
    symbol: str | None
    date: str | None
    issuer: str | None
    place: str | None
    title: str | None
    signer: Signer | None = None
    period_from: int | None = None
    period_to: int | None = None
    approved_by: Approval | None = None
    recipients: tuple[str, ...] = ()
    places: tuple[tuple[str, Place], ...] = ()  # (field name, where it was read)


@dataclass(frozen=True, slots=True)
class LegalReference:
    kind: str
    number: str | None
    date: str | None
    issuer: str | None
    title: str | None
    basis: bool
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Target:
    path: str
    ordinal: int
    text: str
    comparator: Comparator
    value: float
    unit: str
    population: str | None
    deadline: str | None
    place: Place | None = None
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    path: str
    ordinal: int
    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    text: str | None = None
    recurrence: Recurrence | None = None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Money:
    amount_vnd: int | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Task:
    path: str
    source: Literal["body", "table"]
    group: str | None
    text: str
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    schedule: Schedule = field(default_factory=Schedule)
    budget: Money | None = None
    note: str | None = None
    place: Place | None = None
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    path: str
    agencies: tuple[str, ...]
    duties: tuple[str, ...]
    place: Place | None = None
    duty_places: tuple[Place, ...] = ()  # one per duty
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyToReport:
    path: str
    frequency: Frequency | None
    due: str | None  # "12-15", or "18" = that day of each month
    sender: str | None  # "from" in the schema
    recipient: str | None  # "to" in the schema
    text: str
    place: Place | None = None
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BudgetLine:
    path: str
    year: int | None
    source: str | None
    amount_vnd: int
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Budget:
    stated_total_vnd: int | None = None
    lines: tuple[BudgetLine, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a careful clerk would send back. `text` and `advice` are plain Vietnamese; `quote` is the source's words."""

    kind: FindingKind
    severity: Severity
    where: str  # "Phụ lục 01.I.4", "VI.4", "phần đầu văn bản"
    text: str
    quote: str = ""
    advice: str = ""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """One document, read. `blocks` is the source taken apart, so that a screen can show it beside the rows."""

    source_kind: SourceKind
    head: Head
    clauses: tuple[Clause, ...] = ()
    references: tuple[LegalReference, ...] = ()
    targets: tuple[Target, ...] = ()
    themes: tuple[Theme, ...] = ()
    tasks: tuple[Task, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    reporting: tuple[DutyToReport, ...] = ()
    budget: Budget = field(default_factory=Budget)
    findings: tuple[Finding, ...] = ()
    notes: tuple[Note, ...] = ()
    blocks: tuple[Block, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    pages: int | None = None
