"""Words of the office: what means the same, and what people looked for in vain."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from khien.search.rules.synonym_sets import LONGEST_SET


class SynonymSet(models.Model):
    """Words and phrases that mean the same to who searches, by commas; the first names the set. Not a dictionary:
    only what people really type. Personal data: who changed it last (account id and name), as long as the set.

    `removed_at`: taken out of use; kept for a month so that it can come back.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    words = models.CharField(max_length=LONGEST_SET)
    note = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)
    form_key = models.CharField(max_length=120, null=True, blank=True, unique=True)
    changed_by_id = models.CharField(max_length=40, blank=True)
    changed_by = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(words__contains=","), name="search_synonyms_are_two_or_more")
        ]

    def __str__(self) -> str:
        return self.words.split(",")[0]

    @property
    def phrases(self) -> tuple[str, ...]:
        """The words and phrases one by one."""
        return tuple(phrase for part in self.words.split(",") if (phrase := part.strip()))


class EmptySearch(models.Model):
    """How often on a day a text was looked for in vain, folded. Never who, when or from where; a text that may point
    at a person is not kept at all (`rules.privacy`). No personal data. Kept for 90 days.
    """

    on = models.DateField()
    text = models.CharField(max_length=80)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["on", "text"], name="search_empty_once_a_day"),
            models.CheckConstraint(condition=~Q(text=""), name="search_empty_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
