"""The table of items: columns, order, cards. Filtering is the filter bar's, shared with the other views."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khien.web.tables import Column, Empty, Table
from khien.web.templatetags.khien import badge, due, vdate
from khien.work.rules import ItemRole, State
from khien.work.selectors.boards import BY_MONEY, BY_STATE, BY_TASK, BY_UNIT, ItemLine
from khien.work.wording.boards import (
    ROLE_WORDS,
    STATE_SIGNS,
    STATE_TONES,
    STATE_WORDS,
    item_url,
    period_words,
)

TITLE_LETTERS = 160


def state_badge(line: ItemLine) -> SafeString:
    return badge(STATE_WORDS[line.state], STATE_TONES[line.state], STATE_SIGNS.get(line.state, ""))


def _state(line: ItemLine) -> SafeString:
    if line.statement is None:
        return state_badge(line)
    said = gettext("the officer says: %(state)s") % {"state": str(STATE_WORDS[line.statement]).lower()}
    return format_html('{}<br><small class="muted">{}</small>', state_badge(line), said)


def _named(line: ItemLine) -> SafeString:
    """The task as a link; above it clause, period and whether it is a part."""
    facts = [gettext("Part") if line.part else "", line.path, period_words(line.period)]
    above = " · ".join(fact for fact in facts if fact)
    title = Truncator(line.title).chars(TITLE_LETTERS)
    link = format_html('<a href="{}">{}</a>', item_url(line.uuid), title)
    return format_html('<small class="muted item-facts">{}</small>{}', above, link) if above else link


def _unit(line: ItemLine) -> SafeString:
    if line.role is ItemRole.LEAD:
        return format_html("{}", line.unit)
    return format_html('{} <small class="muted">({})</small>', line.unit, ROLE_WORDS[line.role])


def _due(line: ItemLine) -> SafeString:
    if line.due_on is None:
        return SafeString("")
    day = format_html('<span class="figures">{}</span>', vdate(line.due_on))
    notes = SafeString("") if line.closed or line.state is State.NOT_DUE else due(line.due_on)
    if line.put_off:
        notes += format_html(
            ' <small class="muted">{}</small>', gettext("first: %(day)s") % {"day": vdate(line.first_due_on)}
        )
    if line.extension:
        notes += format_html(
            ' <small class="muted">{}</small>', gettext("asks until %(day)s") % {"day": vdate(line.extension)}
        )
    return format_html('{}<div class="due-notes">{}</div>', day, notes) if notes else day


def progress(line: ItemLine) -> SafeString:
    text = gettext("%(done)d of %(asked)d") % {"done": line.done, "asked": line.asked}
    bar = format_html('<progress max="{}" value="{}" aria-hidden="true"></progress>', line.asked, line.done)
    return format_html('<span class="item-progress"><span class="figures">{}</span>{}</span>', text, bar)


def _choose(line: ItemLine) -> SafeString:
    return format_html(
        '<input class="form-check-input" type="checkbox" name="chon" value="{}" form="hang-loat" aria-label="{}">',
        line.uuid,
        gettext("Choose: %(title)s") % {"title": Truncator(line.title).chars(80)},
    )


_CHOOSE: Column[ItemLine] = Column(
    code="chon", label=_("Choose"), value=lambda i: i.uuid, html=_choose, fixed=True, css="tight choose"
)
_COLUMNS: list[Column[ItemLine]] = [
    Column(code="muc", label=_("Clause"), value=lambda i: i.path, css="tight", shown=False),
    Column(
        code="nhiem-vu",
        label=_("Task"),
        value=lambda i: i.title,
        html=_named,
        sort=BY_TASK,
        head=True,
        css="wide",
    ),
    Column(code="nhom", label=_("Group"), value=lambda i: i.group, shown=False),
    Column(
        code="don-vi",
        label=_("Unit"),
        value=lambda i: i.unit_name,
        html=_unit,
        sort=BY_UNIT,
    ),
    Column(code="vai-tro", label=_("Role"), value=lambda i: ROLE_WORDS[i.role], shown=False),
    Column(
        code="ky",
        label=_("Period of the item"),
        value=lambda i: period_words(i.period),
        sort="period",
        shown=False,
    ),
    Column(
        code="bat-dau",
        label=_("Begins"),
        value=lambda i: i.starts_on,
        kind="date",
        sort="starts_on",
        shown=False,
    ),
    Column(code="han", label=_("Due"), value=lambda i: i.due_on, kind="date", html=_due, sort="due_on"),
    Column(
        code="trang-thai", label=_("State"), value=lambda i: STATE_WORDS[i.state], html=_state, sort=BY_STATE
    ),
    Column(
        code="tien-do",
        label=_("Progress"),
        value=lambda i: f"{i.done}/{i.asked}",
        html=progress,
        css="tight",
    ),
    Column(code="nguoi", label=_("Person"), value=lambda i: i.person, shown=False),
    Column(
        code="phat-bieu",
        label=_("What the officer says"),
        value=lambda i: " ".join([str(STATE_WORDS[i.statement]), i.statement_note]) if i.statement else "",
        shown=False,
    ),
    Column(code="ly-do", label=_("Why stopped"), value=lambda i: i.stop_reason, shown=False),
    Column(
        code="kinh-phi",
        label=_("Money of the task"),
        value=lambda i: i.amount_vnd,
        kind="money",
        sort=BY_MONEY,
        shown=False,
    ),
]


def item_table(*, narrowed: bool, cleared: str, choosing: bool) -> Table[ItemLine]:
    """`choosing`: rows can be chosen for a bulk edit. `cleared`: the address without the filter."""
    nothing_fits = Empty(
        title=_("Nothing matches"), text=_("No item fits the filter."), href=cleared, action=_("Show all")
    )
    nothing_yet = Empty(
        title=_("No work yet"),
        text=_("Items appear here when a plan is adopted and names your unit. Nothing has to be typed."),
    )
    return Table(
        code="viec",
        caption=_("Items of work"),
        columns=[_CHOOSE, *_COLUMNS] if choosing else _COLUMNS,
        sort="trang-thai",
        empty=nothing_fits if narrowed else nothing_yet,
    )
