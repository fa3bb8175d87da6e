"""What staff lists and pages of alerts show. Frozen lines; a fixed number of queries for any number of rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from khien.alerts.models import Alert, AlertAct, AlertReference, AlertWords
from khien.alerts.rules.drill import mark
from khien.alerts.rules.life import Act, approvers, shown_state
from khien.alerts.rules.vocabulary import State
from khien.alerts.selectors.drafts import deeds_of
from khien.alerts.selectors.issued import with_followers
from khien.base import clock
from khien.base.access import Actor
from khien.base.text import fold
from khien.orgs import api as orgs

TABS = ("current", "waiting", "drafts", "past")
ROUND_ENDS = (Act.SUBMITTED, Act.TAKEN_BACK, Act.RETURNED, Act.ISSUED)


@dataclass(frozen=True, slots=True)
class AlertLine:
    uuid: str
    title: str
    short: str
    unit: str
    kind: str
    event: str
    severity: str
    state: State
    drill: bool
    restricted: bool
    sent_at: dt.datetime | None
    expires_at: dt.datetime | None
    changed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ChainLink:
    """A message of the chain, oldest first."""

    uuid: str
    title: str
    kind: str
    state: State
    sent_at: dt.datetime | None
    current: bool  # the one whose page this is


def in_tab(rows: QuerySet[Alert], tab: str, *, at: dt.datetime) -> QuerySet[Alert]:
    later = AlertReference.objects.filter(earlier=OuterRef("pk"), alert__state=State.ISSUED)
    match tab:
        case "current":
            return rows.filter(state=State.ISSUED, expires_at__gt=at).exclude(Exists(later))
        case "waiting":
            return rows.filter(state=State.WAITING)
        case "drafts":
            return rows.filter(state=State.DRAFT)
        case _:
            return rows.filter(Q(expires_at__lte=at) | Q(Exists(later)), state=State.ISSUED)


def matching(rows: QuerySet[Alert], text: str) -> QuerySet[Alert]:
    """Every word in the Vietnamese headline, marks or no marks. Looks at the newest 2,000."""
    wanted = fold(text).split()
    heads = AlertWords.objects.filter(language="vi", alert__in=rows).order_by("-alert_id")
    pairs = heads.values_list("alert_id", "headline")[:2000]
    return rows.filter(pk__in=[pk for pk, head in pairs if all(word in fold(head) for word in wanted)])


def alert_lines(rows: Iterable[int] | Sequence[Alert]) -> list[AlertLine]:
    """Lines of these ids or rows, in their order. Two queries."""
    ids = [row if isinstance(row, int) else row.pk for row in rows]
    first = AlertWords.objects.filter(alert=OuterRef("pk"), language="vi")
    found = with_followers(Alert.objects.filter(pk__in=ids)).annotate(
        head=Subquery(first.values("headline")[:1]), brief=Subquery(first.values("short")[:1])
    )
    by_id = {row.pk: row for row in found}
    names = orgs.unit_names({row.unit_id for row in by_id.values()})
    return [_line(by_id[pk], names) for pk in ids if pk in by_id]


def _line(row: Alert, names: dict[int, str]) -> AlertLine:
    head = str(getattr(row, "head", None) or "…")
    return AlertLine(
        uuid=str(row.uuid),
        title=mark(head) if row.drill else head,
        short=str(getattr(row, "brief", None) or ""),
        unit=names.get(row.unit_id, ""),
        kind=row.kind,
        event=row.event,
        severity=row.severity,
        state=_state(row),
        drill=row.drill,
        restricted=row.scope != "Public",
        sent_at=row.sent_at,
        expires_at=row.expires_at,
        changed_at=row.changed_at,
    )


def _state(row: Alert) -> State:
    return shown_state(
        row.state,
        kind=row.kind,
        expires_at=row.expires_at,
        replaced=bool(getattr(row, "replaced", False)),
        at=clock.now(),
    )


def state_of(alert: Alert) -> State:
    return _state(with_followers(Alert.objects.filter(pk=alert.pk)).get())


def undecided(rows: QuerySet[Alert], actor: Actor) -> list[int]:
    """Those that still want this person's word: she neither wrote nor approved them. Few wait at a time."""
    return [
        row.pk
        for row in rows.order_by("pk")[:100]
        if actor.id not in row.writer_ids and actor.id not in approvers(deeds_of(row), row.revision)
    ]


def returned_ids(rows: QuerySet[Alert]) -> list[int]:
    """Drafts whose last step was that somebody sent them back."""
    last = AlertAct.objects.filter(alert=OuterRef("pk"), act__in=ROUND_ENDS).order_by("-id")
    found = rows.annotate(last=Subquery(last.values("act")[:1])).filter(last=Act.RETURNED)
    return list(found.order_by("pk").values_list("pk", flat=True))


def acts_of(alert: Alert) -> list[AlertAct]:
    return list(AlertAct.objects.filter(alert=alert).order_by("id"))


def chain_of(alert: Alert, *, public: bool = False) -> list[ChainLink]:
    """Everything issued that this message follows or that follows it, itself too; empty when it stands alone."""
    ids, todo = {alert.pk}, {alert.pk}
    while todo:
        pairs = AlertReference.objects.filter(Q(alert_id__in=todo) | Q(earlier_id__in=todo))
        near = {pk for pair in pairs.values_list("alert_id", "earlier_id") for pk in pair}
        todo, ids = near - ids, ids | near
    if len(ids) == 1:
        return []
    rows = Alert.objects.filter(pk__in=ids).filter(Q(state=State.ISSUED) | Q(pk=alert.pk))
    if public:
        rows = rows.filter(scope="Public")
    ordered = sorted(rows, key=lambda row: (row.sent_at is None, row.sent_at or row.made_at))
    lines = alert_lines(ordered)
    return [
        ChainLink(line.uuid, line.title, line.kind, line.state, line.sent_at, line.uuid == str(alert.uuid))
        for line in lines
    ]
