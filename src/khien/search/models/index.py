"""The index: entries in blocks of 2,048, and for each term and block which of them hold it, with a weight each.

Rows of a few kilobytes instead of one row per occurrence: a question about a common word reads some dozens of rows,
whichever the database (ADR 9). Written only by `services.indexing`, which queues on `IndexState`.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

BLOCK = 2048  # entries; a place in a block fits two bytes


class IndexState(models.Model):
    """The index as a whole (one row): writers queue on it, readers see by `stamp` that something changed. Not a
    statistic. `version`: of the rules that made the weights. No personal data.
    """

    stamp = models.CharField(max_length=32, default="")
    version = models.PositiveIntegerField(default=0)
    next_number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.stamp


class Entry(models.Model):
    """One thing that can be found, as its source gave it. Not the thing itself: made anew from its source at any time.

    `number`: its place in the index (block × 2,048 + place), kept while it is there. `said`: title and key words folded,
    a line each. `digest`: of everything given, so that what did not change is not indexed again. `unit_id` is no foreign key: this app stands below the units.
    Personal data: none of its own; sources give only what its readers may see.
    """

    number = models.PositiveIntegerField(unique=True)
    source = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=500)
    said = models.TextField()
    summary = models.TextField(blank=True)
    keywords = models.JSONField(default=list)
    headings = models.JSONField(default=list)
    body = models.TextField(blank=True)
    address = models.CharField(max_length=500)
    language = models.CharField(max_length=10, default="vi")
    topics = models.JSONField(default=list)
    audiences = models.JSONField(default=list)
    boost = models.PositiveSmallIntegerField(default=100)
    public = models.BooleanField(default=False)
    unit_id = models.BigIntegerField(null=True, blank=True)
    changed_at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "key"], name="search_entry_once"),
            models.CheckConstraint(condition=Q(boost__gte=50, boost__lte=200), name="search_entry_boost"),
            models.CheckConstraint(condition=~Q(title=""), name="search_entry_has_a_title"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-changed_at", "source", "key"], name="search_entry_newest")
        ]

    def __str__(self) -> str:
        return self.title


class Posting(models.Model):
    """Which entries of a block hold a term: `places` and `weights`, two bytes each (little end first), by place.

    Never read or written by hand. `count`: how many. No personal data beyond the words of the entries themselves.
    """

    term = models.CharField(max_length=100)
    block = models.PositiveIntegerField()
    count = models.PositiveSmallIntegerField()
    places = models.BinaryField()
    weights = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["term", "block"], name="search_posting_once")
        ]

    def __str__(self) -> str:
        return f"{self.term} {self.block}"


class Facet(models.Model):
    """Which entries of a block have a value of a facet: `members`, one bit each. Not for ranking. No personal data."""

    name = models.CharField(max_length=12)
    value = models.CharField(max_length=60)
    block = models.PositiveIntegerField()
    members = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["name", "value", "block"], name="search_facet_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.value} {self.block}"


class Opening(models.Model):
    """A title or key word as it may be typed from one of its words on: what suggestions are made of.

    Not a log of what people typed. `place`: how many words of the text stand before. No personal data beyond the
    titles themselves.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="openings")
    folded = models.CharField(max_length=80)
    text = models.CharField(max_length=500)
    place = models.PositiveSmallIntegerField()
    title = models.BooleanField()
    public = models.BooleanField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["folded"], name="search_opening_folded")
        ]

    def __str__(self) -> str:
        return self.folded
