"""Puts things into the index and takes them out, in the caller's transaction. One writer at a time: they queue on the
index's one row. What did not change is not written again, so doing it twice does no harm.

Refuses to know sources' tables: it gets frozen documents.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import islice

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from khien.base.text import fold
from khien.search.models import Entry, Facet, IndexState, Opening, Posting
from khien.search.models.index import BLOCK
from khien.search.rules.openings import openings_of
from khien.search.rules.shapes import LONGEST_BODY, SearchDocument
from khien.search.rules.weights import VERSION, fields_of, terms_of
from khien.search.rules.words import display
from khien.search.services.blocks import BlockChanges, write_block

BATCH = BLOCK  # a fresh index writes every block once
STATE_ID = 1
LONGEST_KEY, LONGEST_TITLE, LONGEST_ADDRESS = 120, 500, 500
GIVEN = (
    "kind", "title", "said", "summary", "keywords", "headings", "body", "address", "language", "topics", "audiences",
    "boost", "public", "unit_id", "changed_at",
)  # fmt: skip


def put(source: str, documents: Iterable[SearchDocument]) -> int:
    """Add or replace; returns how many were new or other than before. Any number, 2,048 in one transaction.

    Raises ValueError for a document without title, or with a key or address too long to be kept.
    """
    rest = iter(documents)
    written = 0
    while batch := list(islice(rest, BATCH)):
        written += _put_batch(source, batch)
    return written


@transaction.atomic
def _put_batch(source: str, documents: Sequence[SearchDocument]) -> int:
    given = {document.key: _row(source, document) for document in documents}
    state = locked_state()
    known = {row.key: row for row in Entry.objects.filter(source=source, key__in=given)}
    new, other, changes = [], [], BlockChanges()
    for key, row in given.items():
        before = known.get(key)
        if before is None:
            row.number, state.next_number = state.next_number, state.next_number + 1
            new.append(row)
        elif before.digest == row.digest:
            continue
        else:
            row.pk, row.number = before.pk, before.number
            changes.take_out(before.number, _terms(before), facets_of(before))
            other.append(row)
        changes.put_in(row.number, _terms(row), facets_of(row))
    if not new and not other:
        return 0
    Entry.objects.bulk_create(new, batch_size=500)
    Entry.objects.bulk_update(other, [*GIVEN, "digest"], batch_size=100)
    Opening.objects.filter(entry__in=[row.pk for row in other]).delete()
    Opening.objects.bulk_create([o for row in (*new, *other) for o in _openings(row)], batch_size=1000)
    _write(changes, state)
    return len(new) + len(other)


def remove(source: str, keys: Iterable[str]) -> int:
    """Take things out; returns how many were there."""
    wanted = list(keys)
    return sum(_remove_batch(source, wanted[at : at + BATCH]) for at in range(0, len(wanted), BATCH))


@transaction.atomic
def _remove_batch(source: str, keys: Sequence[str]) -> int:
    state = locked_state()
    rows = list(Entry.objects.filter(source=source, key__in=keys))
    changes = BlockChanges()
    for row in rows:
        changes.take_out(row.number, _terms(row), facets_of(row))
    if rows:
        Entry.objects.filter(pk__in=[row.pk for row in rows]).delete()
        _write(changes, state)
    return len(rows)


@transaction.atomic
def empty() -> None:
    """Forget everything that can be found: only before it is put in anew."""
    state = locked_state()
    for model in (Opening, Posting, Facet, Entry):
        model._default_manager.all().delete()
    state.next_number, state.version = 0, VERSION
    _stamp(state)


def locked_state() -> IndexState:
    """The index's row, locked until the transaction ends."""
    state = IndexState.objects.select_for_update().filter(pk=STATE_ID).first()
    if state is None:
        IndexState.objects.get_or_create(pk=STATE_ID, defaults={"version": VERSION, "stamp": _new_stamp()})
        state = IndexState.objects.select_for_update().get(pk=STATE_ID)
    return state


def say_changed() -> None:
    """Readers look again: synonyms are other than before."""
    with transaction.atomic():
        _stamp(locked_state())


def _write(changes: BlockChanges, state: IndexState) -> None:
    for block in changes.blocks():
        write_block(block, changes.terms[block], changes.facets[block])
    _stamp(state)


def _stamp(state: IndexState) -> None:
    state.stamp = _new_stamp()
    state.save()


def _new_stamp() -> str:
    """Never one that was there: an undone transaction must not leave readers with its words."""
    return secrets.token_hex(16)


def _row(source: str, given: SearchDocument) -> Entry:
    title = display(given.title)[:LONGEST_TITLE]
    if not title:
        raise ValueError(f"{source} {given.key!r}: nothing can be found without a title")
    if not given.key or len(given.key) > LONGEST_KEY or len(given.address) > LONGEST_ADDRESS:
        raise ValueError(f"{source} {given.key[:40]!r}: key or address is missing or too long")
    row = Entry(
        source=source,
        key=given.key,
        kind=given.kind,
        title=title,
        summary=display(given.summary),
        keywords=[shown for word in given.keywords if (shown := display(word))],
        headings=[shown for line in given.headings if (shown := display(line))],
        body="\n".join(filter(None, map(display, given.body[:LONGEST_BODY].splitlines()))),
        address=given.address,
        language=given.language,
        topics=list(dict.fromkeys(given.topics)),
        audiences=list(dict.fromkeys(given.audiences)),
        boost=min(200, max(50, given.boost)),
        public=given.public,
        unit_id=given.unit_id,
        changed_at=given.changed_at,
    )
    row.said = "\n".join(fold(text) for text in (row.title, *row.keywords))
    row.digest = _digest(given)
    return row


def _digest(given: SearchDocument) -> str:
    text = json.dumps(asdict(given), cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{VERSION}{text}".encode(errors="replace")).hexdigest()


def _terms(row: Entry) -> dict[str, int]:
    return terms_of(
        fields_of(
            title=row.title, keywords=row.keywords, summary=row.summary, headings=row.headings, body=row.body
        )
    )


def facets_of(row: Entry) -> Iterator[tuple[str, str]]:
    """(facet, value) pairs of an entry; "all" and "public" are facets of their own."""
    yield "all", ""
    yield "source", row.source
    yield "language", row.language
    yield "unit", "" if row.unit_id is None else str(row.unit_id)
    if row.public:
        yield "public", ""
    if row.kind:
        yield "kind", row.kind
    for name, values in (("topic", row.topics), ("audience", row.audiences)):
        for value in values:
            yield name, value


def _openings(row: Entry) -> list[Opening]:
    return [
        Opening(entry=row, folded=folded, text=text, place=place, title=text == row.title, public=row.public)
        for text in dict.fromkeys([row.title, *row.keywords])
        for place, folded in openings_of(text)
    ]
