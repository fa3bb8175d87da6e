"""The tables of accounts and of the audit, as the table component wants them declared."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from khien.accounts.forms import ROLE_NAMES
from khien.accounts.rules import State
from khien.accounts.selectors import AccountCard
from khien.base.audit import action_text
from khien.base.models import AuditEntry
from khien.web.tables import Column, Empty, Filter, Table
from khien.web.templatetags.khien import badge

ACTIVE, WAITING, LAPSED, CLOSED = "dang-dung", "cho-kich-hoat", "het-han", "da-dong"
_STATES: dict[str, tuple[object, str]] = {
    ACTIVE: (_("In use"), "done"),
    WAITING: (_("Waits for its code"), "need"),
    LAPSED: (_("Needs a new code"), "danger"),
    CLOSED: (_("Closed"), "idle"),
}


def state_of(card: AccountCard) -> str:
    if card.closed_at:
        return CLOSED
    if card.has_password:
        return ACTIVE
    return WAITING if card.code_state == State.OPEN else LAPSED


def state_badge(card: AccountCard) -> SafeString:
    text, tone = _STATES[state_of(card)]
    return badge(text, tone)


def roles_text(card: AccountCard) -> str:
    """ "Focal officer – UBND phường An Hòa; Editor – …"."""
    lines = [
        f"{ROLE_NAMES.get(role.role, role.role)}{f' – {role.unit_name}' if role.unit_name else ''}"
        for role in card.roles
    ]
    return "; ".join(lines)


def _second_factor(card: AccountCard) -> str:
    return say("Switched on") if card.second_factor else say("Switched off")


def _matching(rows: Sequence[AccountCard], text: str) -> list[AccountCard]:
    words = text.casefold().split()
    return [
        card
        for card in rows
        if all(word in f"{card.name} {card.sign_in_name} {roles_text(card)}".casefold() for word in words)
    ]


ACCOUNTS: Table[AccountCard] = Table(
    code="tai-khoan",
    caption=_("Accounts"),
    columns=[
        Column(
            code="ten",
            label=_("Full name"),
            value=lambda c: c.name,
            sort=lambda c: (c.name.split()[-1:], c.name),
            head=True,
            fixed=True,
            link=lambda c: reverse("accounts:account", args=[c.uuid]) if c.may_open else "",
        ),
        Column(code="dang-nhap", label=_("Sign-in name"), value=lambda c: c.sign_in_name, sort=True),
        Column(code="vai-tro", label=_("Roles"), value=roles_text),
        Column(
            code="tinh-trang",
            label=_("State"),
            value=lambda c: say(str(_STATES[state_of(c)][0])),
            html=state_badge,
        ),
        Column(code="buoc-hai", label=_("Two steps"), value=_second_factor, css="tight"),
        Column(
            code="lan-cuoi",
            label=_("Last sign-in"),
            value=lambda c: c.last_sign_in,
            kind="datetime",
            sort=lambda c: c.last_sign_in.timestamp() if c.last_sign_in else 0.0,
        ),
        Column(code="email", label=_("E-mail address"), value=lambda c: c.email, shown=False),
    ],
    filters=[
        Filter(
            code="loc",
            label=_("State"),
            choices=[(code, text) for code, (text, _tone) in _STATES.items()],
            apply=lambda rows, value: [card for card in rows if state_of(card) == value],
        )
    ],
    search=_matching,
    search_label=_("Name, sign-in name or unit"),
    empty=Empty(
        title=_("No account yet"),
        text=_("Invite the first officer; she gets a slip with a code, or a link by e-mail."),
    ),
)


def changes_of(entry: AuditEntry) -> list[tuple[str, object, object]]:
    """Field, before, after."""
    old, new = entry.old_values, entry.new_values
    return [(key, _said(old.get(key, "")), _said(new.get(key, ""))) for key in sorted({*old, *new})]


def _said(value: object) -> object:
    return (say("Yes") if value else say("No")) if isinstance(value, bool) else value


def changes_text(entry: AuditEntry) -> str:
    parts = [f"{key}: {old} → {new}" if old != "" else f"{key}: {new}" for key, old, new in changes_of(entry)]
    return "; ".join(parts)


AUDIT: Table[AuditEntry] = Table(
    code="nhat-ky",
    caption=_("Audit"),
    columns=[
        Column(
            code="luc",
            label=_("When"),
            value=lambda e: e.at,
            kind="datetime",
            sort="seq",
            head=True,
            fixed=True,
            link=lambda e: reverse("accounts:audit_entry", args=[e.seq]),
        ),
        Column(code="ai", label=_("Who"), value=lambda e: e.actor_label, sort="actor_label"),
        Column(code="viec", label=_("What was done"), value=lambda e: capfirst(str(action_text(e.action)))),
        Column(code="doi-tuong", label=_("To what"), value=lambda e: e.subject_label, css="wide"),
        Column(code="chi-tiet", label=_("Details"), value=changes_text, shown=False),
        Column(code="so", label=_("Entry"), value=lambda e: e.seq, kind="number", shown=False),
        Column(code="bam", label=_("Hash"), value=lambda e: e.hash, shown=False),
    ],
    sort="-luc",
    empty=Empty(title=_("Nothing found"), text=_("No entry fits these filters.")),
)

__all__ = ["ACCOUNTS", "AUDIT", "changes_of", "roles_text", "state_badge", "state_of"]
