"""Errors of insight, as sentences for people.

KhienError
├── Missing (404)              base: foreign, missing and switched off look alike
└── Conflict (409)             base
    └── ScorecardChanged       somebody else changed the public page meanwhile
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.base.errors import Conflict


class ScorecardChanged(Conflict):
    code = "scorecard-changed"

    def __init__(self, by: str) -> None:
        super().__init__(
            _("%(who)s changed this page meanwhile. What you chose is still here; press again.") % {"who": by}
        )
        self.by = by
