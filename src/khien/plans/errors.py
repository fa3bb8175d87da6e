"""Errors of plans, as sentences for people.

KhienError
├── NotAPlanFile (415)      the content is of a kind we do not read
├── Missing (404)           base: foreign and missing plans look alike
├── Conflict (409)          base
│   ├── ChangedMeanwhile    somebody else changed the row; `theirs` is what stands now
│   ├── NotUnderReview      the plan is adopted, withdrawn or still being read
│   └── CannotAdopt         something must be settled first; `obstacles` says what and where
└── Invalid (422)           what was typed cannot be kept; `fields` says where and why
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from khien.base.errors import Conflict, KhienError
from khien.plans.rules.review import Obstacle


class NotAPlanFile(KhienError):
    code = "not-a-plan-file"
    status = 415


class Invalid(KhienError):
    code = "invalid"
    status = 422

    def __init__(self, fields: Mapping[str, object]) -> None:
        super().__init__(_("Some fields need another look."))
        self.fields = dict(fields)


class ChangedMeanwhile(Conflict):
    """`theirs` is the state that stands now, `revision` its number; nothing of yours was kept or lost."""

    code = "changed-meanwhile"

    def __init__(self, *, theirs: Mapping[str, Any], revision: int) -> None:
        super().__init__(_("Somebody else changed this row while you were typing."))
        self.theirs = dict(theirs)
        self.revision = revision


class NotUnderReview(Conflict):
    code = "not-under-review"

    def __init__(self) -> None:
        super().__init__(_("This plan is not under review, so its rows cannot be changed."))


class CannotAdopt(Conflict):
    code = "cannot-adopt"

    def __init__(self, obstacles: tuple[Obstacle, ...]) -> None:
        super().__init__(_("The plan cannot be adopted yet. Settle the places listed, then try again."))
        self.obstacles = obstacles
