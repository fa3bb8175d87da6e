"""Words on screen of the inbox and of one item. Translated where they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from khien.work.rules import ItemRole, RequestState, State
from khien.work.selectors.inbox import Kind, When
from khien.work.wording.boards import ROLE_WORDS, STATE_SIGNS, STATE_TONES, STATE_WORDS, period_words

STILL_OPENING = _("Work of this plan is being given to the units just now. It is complete in a few minutes.")

WHEN_WORDS: dict[When, object] = {
    When.OVERDUE: _("Overdue"),
    When.WEEK: _("This week"),
    When.MONTH: _("This month"),
    When.LATER: _("Later"),
    When.NO_DAY: _("Without a due day"),
    When.AHEAD: _("Begins soon"),
}
KIND_WORDS: dict[Kind, object] = {
    Kind.LEAD: _("We lead"),
    Kind.HELP: _("We help"),
    Kind.REPORT: _("Reports"),
    Kind.APPROVE: _("To approve"),
    Kind.OTHER: _("Other"),
}
KIND_CODES: dict[Kind, str] = {
    Kind.LEAD: "chu-tri",
    Kind.HELP: "phoi-hop",
    Kind.REPORT: "bao-cao",
    Kind.APPROVE: "can-duyet",
    Kind.OTHER: "khac",
}
REQUEST_WORDS: dict[str, object] = {
    RequestState.ASKED: _("waits for an answer"),
    RequestState.GRANTED: _("granted"),
    RequestState.REFUSED: _("refused"),
    RequestState.WITHDRAWN: _("taken back"),
}
OFFER_WORDS: dict[str, object] = REQUEST_WORDS | {RequestState.GRANTED: _("taken over")}


def quota_words(quota: Iterable[tuple[str, int]]) -> str:
    """ "01 bài viết, 02 tin" as plans write it."""
    return ", ".join(
        f"{count:02} {name}" if count < 10 else f"{count:,} {name}".replace(",", ".") for name, count in quota
    )


def lines_words(lines: Iterable[tuple[str, int, int]]) -> str:
    """ "bài viết 1/1, tin 0/2"."""
    return ", ".join(f"{name} {done}/{asked}" for name, done, asked in lines)


def record_url(task_uuid: str, unit_uuid: str, back: str) -> str:
    """Where an activity for a task is recorded, and back."""
    try:
        address = reverse("ledger:record")
    except NoReverseMatch:
        return ""
    return f"{address}?{urlencode({'nhiem-vu': task_uuid, 'don-vi': unit_uuid, 'tiep': back})}"


def rule_in_words(state: str, role: str) -> str:
    """Why an item is in its state, in one sentence."""
    if role == ItemRole.COORDINATING and state in (State.UNDER_WAY, State.DONE):
        return _now("Your unit helps: one activity in the ledger is enough.")
    return {
        State.NOT_DUE: _now("Its time has not begun."),
        State.NOT_STARTED: _now("The ledger has no activity for it yet."),
        State.UNDER_WAY: _now("The ledger has activities for it, not all that is asked."),
        State.DONE: _now("The ledger has all that is asked, in time."),
        State.LATE: _now("The ledger has all that is asked, but after the due day."),
        State.OVERDUE: _now("The due day has passed and the ledger does not have all that is asked."),
        State.STOPPED: _now("Somebody who may do so stopped it."),
        State.PASSED_ON: _now("Another unit answers for it now."),
    }[State(state)]


__all__ = [
    "KIND_CODES",
    "KIND_WORDS",
    "OFFER_WORDS",
    "REQUEST_WORDS",
    "ROLE_WORDS",
    "STATE_SIGNS",
    "STATE_TONES",
    "STATE_WORDS",
    "WHEN_WORDS",
    "lines_words",
    "period_words",
    "quota_words",
    "record_url",
    "rule_in_words",
]
