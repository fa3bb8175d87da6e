"""A unit's own plan beside the plan it carries out: which tasks it takes up, wholly, partly or not at all.

Compares content words of Vietnamese official texts: marks dropped, common words left out, words that mean the same
in these plans made one, each weighed by how rare it is among the parent's tasks. Says why, and refuses to judge how
good a clause is: a person may always say otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import log

from khien.plans.rules.cascade_words import LONGEST, MARKED, SAME_MEANING, STOP_WORDS, WORKS
from vanban import fold

# How much of a task's weight of words the clauses found must hold together. Set on the pairs in
# tests/plans/cascade_pairs.py; see there for what they cost in wrong answers.
COVERED = 0.50
PARTLY = 0.30
RELATED = 0.20  # one clause alone, to be shown beside the task at all
FEWEST = 2  # content words in common
MOST_CLAUSES = 3  # more than three clauses for one task convince nobody
MOST_WORDS = 4  # named as not said
ADDS = 0.10  # what a further clause must add to be named too
OTHER_WORK = 0.55  # what words in common are worth when the kind of work is another
PER_UNIT = 12  # products up to this figure are meant for one unit
PRODUCT_WORDS = 0.5  # share of a product's words that must be found
BY_REFERENCE = 0.2  # a clause that cites the task's own number needs no more words in common than this


class Verdict(StrEnum):
    COVERED = "covered"
    PARTLY = "partly"
    MISSING = "missing"


class Part(StrEnum):
    """What the parent plan asks of the unit for a task."""

    LEADS = "leads"
    HELPS = "helps"
    NONE = "none"  # not given to this unit


class Why(StrEnum):
    WORDS = "words"  # what is not said: the rarest words
    PRODUCT = "product"
    QUANTITY = "quantity"
    LATER = "later"
    REFERENCE = "reference"  # it cites the task by its number
    NOTHING = "nothing"  # no clause speaks of it


@dataclass(frozen=True, slots=True)
class Asked:
    """A task of the parent plan. `end` as precise as the document says ("2026", "2026-06-30")."""

    key: str
    path: str
    text: str
    products: tuple[str, ...] = ()
    end: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A task or a duty in the unit's plan."""

    key: str
    path: str
    text: str
    products: tuple[str, ...] = ()
    end: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """`subject` is a product, words or a figure; `asked` and `found` where two figures or dates differ."""

    why: Why
    subject: str = ""
    asked: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Alignment:
    """`share`: 0…1, how much of the task's words is said. `clauses`: keys, the closest first."""

    verdict: Verdict
    share: float
    clauses: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()


_TOKEN = re.compile(r"[^\W_]+")
_STEP = r"(?:[ivx]+|\d{1,2}|[a-z])(?![a-z0-9])"
_CITED = re.compile(rf"\b(?:nhiem vu|muc|phan|so)\s+(?:so\s+)?({_STEP}(?:\s*\.\s*{_STEP})+)")
_CITED_UP = re.compile(rf"(?:\bdiem\s+({_STEP})\s*,?\s*)?\bkhoan\s+({_STEP})\s*,?\s*(?:muc|phan)\s+({_STEP})")
_ANNEX = re.compile(r"\b(?:phu luc|pl)\s*\d*\b")


def align(asked: Sequence[Asked], clauses: Sequence[Clause]) -> dict[str, Alignment]:
    """The parent's tasks by key, each with its verdict. Pure and deterministic: ties go to the earlier clause."""
    terms = {task.key: terms_of(task.text) for task in asked}
    weights = _weights(terms.values())
    found = [(clause, _said(clause)) for clause in clauses]
    return {task.key: _align_one(_Wanted(task, terms[task.key], weights), found) for task in asked}


def terms_of(text: str) -> frozenset[str]:
    """Content words and pairs of neighbouring ones, folded, with words of one meaning made one."""
    kept = [term for term, _ in _words(text)]
    return frozenset(kept) | {f"{a} {b}" for a, b in pairwise(kept)}


def _words(text: str) -> list[tuple[str, str]]:
    """(term, as written) of every content word or phrase, in order."""
    return [(term, written) for term, written in _tokens(text) if not term.isdigit()]


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Content words, phrases and figures; the longest known phrase first, nothing twice in a row."""
    written = _TOKEN.findall(unicodedata.normalize("NFC", text))
    folded = [MARKED.get(word.casefold()) or fold(word) for word in written]
    at, last = 0, ""
    while at < len(folded):
        size = next(
            (n for n in range(LONGEST, 0, -1) if " ".join(folded[at : at + n]) in SAME_MEANING),
            1,
        )
        phrase = " ".join(folded[at : at + size])
        term = SAME_MEANING.get(phrase, phrase)
        if term not in STOP_WORDS and term != last:
            yield term, " ".join(written[at : at + size])
            last = term
        at += size


def _weights(of_tasks: Iterable[frozenset[str]]) -> Mapping[str, float]:
    """Rare among the parent's tasks = says which task is meant; in every task = says nothing."""
    held = list(of_tasks)
    seen: Counter[str] = Counter(term for terms in held for term in terms)
    # A pair of words tells more than its halves, but depends on how the sentence is built: it counts half.
    return {
        term: log(1 + (len(held) + 1) / count) * (0.5 if " " in term else 1.0) for term, count in seen.items()
    }


@dataclass(frozen=True, slots=True)
class _Said:
    terms: frozenset[str]  # with products and note
    cited: frozenset[str]


def _said(clause: Clause) -> _Said:
    everything = " ".join((clause.text, *clause.products, clause.note))
    return _Said(terms_of(everything), cited_paths(clause.text))


def cited_paths(text: str) -> frozenset[str]:
    """Clauses that a text cites: "mục II.1 Phụ lục 01" -> "ii.1", "điểm a khoản 2 mục IV" -> "iv.2.a"."""
    folded = fold(text)
    down = {re.sub(r"\s", "", found) for found in _CITED.findall(folded)}
    up = {".".join(step for step in reversed(steps) if step) for steps in _CITED_UP.findall(folded)}
    return frozenset(down | up)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A task with its words and what each weighs."""

    task: Asked
    terms: frozenset[str]
    weights: Mapping[str, float]

    def share(self, terms: frozenset[str]) -> float:
        """Of the task's weight of words, what these hold; less where another kind of work is meant."""
        works = self.terms & WORKS
        total = sum(self.weights[term] for term in self.terms) or 1.0
        other_work = bool(works) and works.isdisjoint(terms)
        return sum(self.weights[term] for term in terms) / total * (OTHER_WORK if other_work else 1.0)

    def shares_enough(self, terms: frozenset[str]) -> bool:
        """One word alone in common ("tuyên truyền viên") does not make it the same work."""
        single = {term for term in self.terms if " " not in term}
        return len(single & terms) >= min(len(single), FEWEST)


def _align_one(wanted: _Wanted, found: Sequence[tuple[Clause, _Said]]) -> Alignment:
    path = _plain_path(wanted.task.path)
    scored = [
        (
            bool(path) and path in said.cited,
            wanted.share(wanted.terms & said.terms),
            -number,
            clause,
            said,
        )
        for number, (clause, said) in enumerate(found)
    ]
    scored.sort(key=lambda row: row[:3], reverse=True)
    taken: list[tuple[Clause, _Said]] = []
    covered: frozenset[str] = frozenset()
    by_reference = False
    for cited, alone, _, clause, said in scored[: MOST_CLAUSES * 2]:
        more = covered | (wanted.terms & said.terms)
        enough = alone >= (BY_REFERENCE if cited else RELATED) and wanted.shares_enough(said.terms)
        if not enough or (taken and wanted.share(more) - wanted.share(covered) < ADDS):
            continue
        taken.append((clause, said))
        covered = more
        by_reference |= cited
        if len(taken) == MOST_CLAUSES:
            break
    nearest = max((row[1] for row in scored), default=0.0)
    return _judged(wanted, taken, max(wanted.share(covered), nearest), covered, by_reference=by_reference)


def _plain_path(path: str) -> str:
    """ "Phụ lục 01.II.1" -> "ii.1"; a path of one step is no citation."""
    steps = re.findall(_STEP, _ANNEX.sub(" ", fold(path)))
    return ".".join(steps) if len(steps) > 1 else ""


def _judged(
    wanted: _Wanted,
    taken: Sequence[tuple[Clause, _Said]],
    share: float,
    covered: frozenset[str],
    *,
    by_reference: bool,
) -> Alignment:
    keys = tuple(clause.key for clause, _ in taken)
    if not taken or (share < PARTLY and not by_reference):
        return Alignment(Verdict.MISSING, share, keys[:1], (Reason(Why.NOTHING),))
    lacks: list[Reason] = []
    if share < COVERED and not (by_reference and share >= PARTLY):
        unsaid = _rarest(wanted.task.text, wanted.terms - covered, wanted.weights)
        lacks.append(Reason(Why.WORDS, unsaid))
    lacks += _products_lacking(wanted.task, taken)
    lacks += _later(wanted.task, taken)
    notes = (Reason(Why.REFERENCE),) if by_reference else ()
    verdict = Verdict.PARTLY if lacks else Verdict.COVERED
    return Alignment(verdict, share, keys, (*lacks, *notes))


def _rarest(text: str, lacking: frozenset[str], weights: Mapping[str, float]) -> str:
    """What of the task is not said, as the task writes it: its weightiest words, in its order."""
    unsaid = {term: written for term, written in _words(text) if term in lacking}
    chosen = sorted(unsaid, key=lambda term: -weights[term])[:MOST_WORDS]
    return ", ".join(written for term, written in unsaid.items() if term in chosen)


def _products_lacking(task: Asked, taken: Sequence[tuple[Clause, _Said]]) -> list[Reason]:
    said = frozenset(term for _, held in taken for term in held.terms)
    lacks = []
    for product in task.products:
        words = frozenset(term for term in terms_of(product) if " " not in term)
        if words and len(words & said) < PRODUCT_WORDS * len(words):
            lacks.append(Reason(Why.PRODUCT, product))
    return lacks or _fewer(task, taken)


def _fewer(task: Asked, taken: Sequence[tuple[Clause, _Said]]) -> list[Reason]:
    """A smaller figure before the same word: "01 lớp" where "02 lớp" is asked. Sums meant for everybody ("2.000
    áp phích" over the province) are more than one unit can do: only small figures are compared."""
    mine = [
        pair for clause, _ in taken for part in (clause.text, *clause.products) for pair in _counted(part)
    ]
    lacks = []
    for product in task.products:
        for asked, term in _counted(product):
            said = [number for number, of in mine if of == term]
            if said and max(said) < asked <= PER_UNIT:
                lacks.append(Reason(Why.QUANTITY, product, str(asked), str(max(said))))
    return lacks


def _counted(text: str) -> list[tuple[int, str]]:
    """ "02 lớp tập huấn" -> (2, "lop"); figures of a year or a sum are left out."""
    tokens = [term for term, _ in _tokens(text)]
    return [(int(a), b) for a, b in pairwise(tokens) if a.isdigit() and len(a) <= 2 and not b.isdigit()]


def _later(task: Asked, taken: Sequence[tuple[Clause, _Said]]) -> list[Reason]:
    """All clauses that say when end after the task's own end."""
    ends = [clause.end for clause, _ in taken if clause.end]
    if not task.end or not ends:
        return []
    earliest = min(ends)
    size = min(len(earliest), len(task.end))
    return [Reason(Why.LATER, "", task.end, earliest)] if earliest[:size] > task.end[:size] else []
