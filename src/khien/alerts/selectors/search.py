"""What search knows of alerts: public ones in force, above everything else. Refuses drills and what is over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from khien.alerts.models import Alert
from khien.alerts.rules.issued import IssuedAlert
from khien.alerts.rules.vocabulary import Kind, Scope, State
from khien.alerts.selectors.issued import issued_values, standing, value_of
from khien.base import clock
from khien.search.api import SearchDocument

SOURCE = "alerts"
BOOST = 150  # what warns now comes before what is known


def documents() -> Iterator[SearchDocument]:
    for value in issued_values(standing(clock.now())):
        yield _document(value)


def document_of(alert: Alert, *, at: dt.datetime) -> SearchDocument | None:
    """None for what the public need not find."""
    hidden = alert.drill or alert.scope != Scope.PUBLIC or alert.kind == Kind.CANCEL
    if hidden or alert.state != State.ISSUED or alert.expires_at is None or alert.expires_at <= at:
        return None
    return _document(value_of(alert))


def _document(value: IssuedAlert) -> SearchDocument:
    return SearchDocument(
        key=value.uuid,
        title=value.headline,
        address=value.address,
        changed_at=value.sent_at,
        kind=value.event,
        summary=value.long[:300],
        body="\n".join((value.long, value.instruction, value.short)),
        language="vi",
        audiences=value.audiences,
        boost=BOOST,
        public=True,
    )
