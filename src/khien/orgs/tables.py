"""The tables of people, names and import rows, as the table component wants them declared."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from khien.orgs.models import NameQuestion, UnitAlias
from khien.orgs.rules.sets import set_from_data
from khien.orgs.rules.text import fold
from khien.orgs.selectors import import_words
from khien.orgs.selectors.import_plan import Fate, fate_of
from khien.orgs.selectors.people import PersonCard
from khien.orgs.wording import FATE_NAMES, KIND_NAMES, LEVEL_NAMES, ROLE_NAMES
from khien.web.tables import Column, Empty, Filter, Table
from khien.web.templatetags.khien import badge
from vanban import name_key

_SHOWN_CHOICES = [(role, name) for role, name in ROLE_NAMES.items()]


def roles_text(card: PersonCard) -> str:
    return "; ".join(
        f"{ROLE_NAMES[role.role]}{f' – {role.unit_name}' if role.unit_name else ''}" for role in card.roles
    )


def _people_matching(rows: Sequence[PersonCard], text: str) -> list[PersonCard]:
    words = fold(text).split()
    return [
        c for c in rows if all(w in fold(f"{c.name} {c.telephone} {c.email} {roles_text(c)}") for w in words)
    ]


PEOPLE: Table[PersonCard] = Table(
    code="can-bo",
    caption=_("Officers"),
    columns=[
        Column(
            code="ten",
            label=_("Full name"),
            value=lambda c: c.name,
            sort=lambda c: name_key(c.name),
            head=True,
            fixed=True,
            link=lambda c: reverse("orgs:person", args=[c.uuid]),
        ),
        Column(code="vai-tro", label=_("Role and unit"), value=roles_text, css="wide"),
        Column(code="dien-thoai", label=_("Telephone"), value=lambda c: c.telephone, css="tight"),
        Column(code="thu", label=_("E-mail address"), value=lambda c: c.email),
        Column(
            code="chuc-vu",
            label=_("Position"),
            value=lambda c: "; ".join(r.position for r in c.roles if r.position),
            shown=False,
        ),
    ],
    filters=[
        Filter(
            code="vai",
            label=_("Role"),
            choices=_SHOWN_CHOICES,
            apply=lambda rows, value: [c for c in rows if any(r.role == value for r in c.roles)],
        )
    ],
    search=_people_matching,
    search_label=_("Name, telephone or unit"),
    sort="ten",
    empty=Empty(title=_("No officer yet"), text=_("Add one on the page of a unit, or upload a table.")),
)

QUESTIONS: Table[NameQuestion] = Table(
    code="cho-tra-loi",
    caption=_("Names that wait for an answer"),
    columns=[
        Column(
            code="ten-goi",
            label=_("Name in the text"),
            value=lambda q: q.phrase,
            sort=True,
            head=True,
            fixed=True,
            link=lambda q: reverse("orgs:answer", args=[q.uuid]),
        ),
        Column(code="o-dau", label=_("Where it stands"), value=lambda q: q.origin, css="wide"),
        Column(code="trong", label=_("Within"), value=lambda q: str(q.within or "")),
        Column(code="lan", label=_("Times"), value=lambda q: q.times, kind="number", sort=True),
        Column(code="tu", label=_("Asked"), value=lambda q: q.asked_at, kind="datetime"),
    ],
    empty=Empty(title=_("No name waits"), text=_("Every name in the plans was understood or answered.")),
)


def meaning(alias: UnitAlias) -> str:
    """What a decided name stands for."""
    if alias.unit is not None:
        return alias.unit.name
    if alias.set_rule is None:
        return say("No unit")
    parts = set_from_data(alias.set_rule).parts
    return "; ".join(
        f"{', '.join(str(KIND_NAMES[k]) for k in sorted(p.kinds))} ({', '.join(str(LEVEL_NAMES[v]) for v in sorted(p.levels))})"
        for p in parts
    )


DECISIONS: Table[UnitAlias] = Table(
    code="da-quyet-dinh",
    caption=_("Names decided"),
    columns=[
        Column(
            code="ten-goi",
            label=_("Name in the text"),
            value=lambda a: a.phrase,
            sort=True,
            head=True,
            fixed=True,
        ),
        Column(code="nghia", label=_("Means"), value=meaning, css="wide"),
        Column(code="trong", label=_("Within"), value=lambda a: str(a.within or "")),
        Column(code="ai", label=_("Decided by"), value=lambda a: a.actor_label),
        Column(code="khi", label=_("On"), value=lambda a: a.decided_at, kind="datetime"),
        Column(
            code="bo",
            label=_("Forget"),
            value=lambda _a: "",
            html=lambda a: format_html(
                '<a href="{}">{}</a>', reverse("orgs:forget_alias", args=[a.uuid]), say("Forget")
            ),
            css="tight",
        ),
    ],
    search=lambda rows, text: [
        a for a in rows if all(w in fold(f"{a.phrase} {meaning(a)}") for w in fold(text).split())
    ],
    empty=Empty(title=_("Nothing decided yet"), text=_("Answers to names that wait are kept here.")),
)


def _fate_badge(fate: Fate) -> SafeString:
    text, tone = FATE_NAMES[fate_of(fate)]
    return badge(text, tone)


def _detail(fate: Fate) -> str:
    faults = [f"{import_words.heading(f.column)}: {import_words.sentence(f)}" for f in fate.faults]
    changes = [f"{import_words.heading(c.column)}: {c.old or '—'} → {c.new}" for c in fate.changes]
    return "\n".join(faults or changes)


def _detail_html(fate: Fate) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in _detail(fate).splitlines()))


FATES: Table[Fate] = Table(
    code="tung-dong",
    caption=_("What becomes of every row"),
    columns=[
        Column(
            code="dong",
            label=_("Row"),
            value=lambda f: f.row.line,
            kind="number",
            sort=True,
            head=True,
            css="tight",
        ),
        Column(
            code="ket-qua",
            label=_("Result"),
            value=lambda f: str(FATE_NAMES[fate_of(f)][0]),
            html=_fate_badge,
            css="tight",
        ),
        Column(code="don-vi", label=_("Unit"), value=lambda f: f.row.name or f.row.code, css="wide"),
        Column(code="can-bo", label=_("Officer"), value=lambda f: f.row.person),
        Column(
            code="chi-tiet", label=_("What is wrong or changes"), value=_detail, html=_detail_html, css="wide"
        ),
    ],
    filters=[
        Filter(
            code="loai",
            label=_("Result"),
            choices=[(code, name) for code, (name, _tone) in FATE_NAMES.items()],
            apply=lambda rows, value: [f for f in rows if fate_of(f) == value],
        )
    ],
    search=lambda rows, text: [
        f for f in rows if fold(text) in fold(f"{f.row.code} {f.row.name} {f.row.person}")
    ],
    search_label=_("Unit or officer"),
    empty=Empty(title=_("The table has no rows"), text=_("Fill in at least one unit.")),
)
