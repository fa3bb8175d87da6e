"""Declared tables of the library: materials in lists, uses, findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khien.library.rules.kinds import MaterialKind, State
from khien.library.selectors.desk import MaterialLine, in_state
from khien.library.selectors.page import UseLine
from khien.library.wording import (
    FORM_NAMES,
    HOW_WORDS,
    KIND_ICONS,
    KIND_NAMES,
    STATE_NAMES,
    STATE_TONES,
)
from khien.programme.api import AUDIENCE_WORDS
from khien.web.tables import Column, Empty, Filter, Table
from khien.web.templatetags.khien import badge, icon
from vanban import collation_key

Choices = Sequence[tuple[str, object]]


def material_url(line: MaterialLine) -> str:
    return reverse("library:material", args=[line.uuid])


def _named(line: MaterialLine) -> SafeString:
    title = format_html('<a href="{}">{}</a>', material_url(line), line.title)
    about = Truncator(line.summary).chars(140)
    return format_html('{}<br><small class="muted">{}</small>', title, about) if about else title


def _kind(line: MaterialLine) -> SafeString:
    return format_html('<span class="kind">{}{}</span>', icon(KIND_ICONS[line.kind]), KIND_NAMES[line.kind])


def _state(line: MaterialLine) -> SafeString:
    marks = [badge(STATE_NAMES[line.state], STATE_TONES[line.state])]
    if line.origin_newer:
        marks.append(badge(gettext("The origin has a newer text"), "need"))
    elif line.wanted:
        marks.append(badge(gettext("Needs another look"), "need"))
    return format_html_join(" ", "{}", ((mark,) for mark in marks))


def _why(line: MaterialLine) -> str:
    if line.origin_newer:
        return gettext("The text it was copied from has a newer version.")
    return line.wanted


def _column(
    code: str, label: object, value: Callable[[MaterialLine], object], **rest: Any
) -> Column[MaterialLine]:
    return Column(code=code, label=label, value=value, **rest)


def _columns(*, states: bool, why: bool) -> list[Column[MaterialLine]]:
    found = [
        _column("ten", _("Material"), lambda m: m.title, html=_named, sort="title", head=True, css="wide"),
        _column("loai", _("Kind"), lambda m: KIND_NAMES[m.kind], html=_kind, sort="kind"),
        _column("chu-de", _("Topics"), lambda m: ", ".join(m.topics), shown=not why),
        _column("don-vi", _("Unit"), lambda m: m.unit, sort="unit__name"),
    ]
    if states:
        found.append(_column("trang-thai", _("State"), lambda m: STATE_NAMES[m.state], html=_state))
    if why:
        found.append(_column("ly-do", _("Why"), _why))
    return [
        *found,
        _column("ban", _("Version"), lambda m: m.version or None, kind="number", shown=False),
        _column(
            "het-han", _("Holds until"), lambda m: m.valid_until, kind="date", sort="valid_until", shown=False
        ),
        _column("sua", _("Changed"), lambda m: m.changed_at, kind="date", sort="latest_revision_created_at"),
    ]


def material_table(
    *,
    code: str,
    topics: Choices,
    units: Choices,
    states: bool,
    why: bool = False,
    search: Callable[[Any, str], Any],
    empty: Empty,
    sort: str = "-sua",
) -> Table[MaterialLine]:
    """`states`: whether drafts stand in it."""
    filters = [
        _filter(
            "loai-tai-lieu",
            _("Kind"),
            [(k.value, KIND_NAMES[k]) for k in MaterialKind],
            lambda r, v: r.filter(kind=v),
        ),
        _filter("ve-chu-de", _("Topic"), topics, lambda r, v: r.filter(topics__code=v)),
        _filter(
            "danh-cho",
            _("For whom"),
            list(AUDIENCE_WORDS.items()),
            lambda r, v: r.filter(audience_codes__contains=f",{v},"),
        ),
    ]
    languages = [("vi", _("In Vietnamese")), ("en", _("In English"))]
    filters.append(_filter("ngon-ngu", _("Language"), languages, lambda r, v: r.filter(language=v)))
    if len(units) > 1:
        filters.append(_filter("cua-don-vi", _("Unit"), units, lambda r, v: r.filter(unit_id=int(v))))
    if states:
        filters.append(_filter("o-buoc", _("State"), [(s.value, STATE_NAMES[s]) for s in State], in_state))
    return Table(
        code=code,
        caption=_("Materials"),
        columns=_columns(states=states, why=why),
        filters=filters,
        search=search,
        search_label=_("Find a material"),
        sort=sort,
        empty=empty,
    )


def _filter(code: str, label: object, choices: Choices, apply: Callable[[Any, str], Any]) -> Filter:
    return Filter(code=code, label=label, choices=choices, apply=apply)


def use_table(*, by_material: bool) -> Table[UseLine]:
    """Who used what where; `by_material` False: of one material."""
    columns: list[Column[UseLine]] = [
        Column(
            code="don-vi",
            label=_("Unit"),
            value=lambda u: u.unit,
            sort=lambda u: collation_key(u.unit),
            head=True,
        )
    ]
    if by_material:
        columns.append(
            Column(
                code="tai-lieu",
                label=_("Material"),
                value=lambda u: u.material,
                sort=lambda u: collation_key(u.material),
                link=lambda u: reverse("library:material", args=[u.material_uuid]),
                css="wide",
            )
        )
    columns += [
        Column(code="cach", label=_("How"), value=lambda u: HOW_WORDS[u.how], sort=True),
        Column(code="dang", label=_("Form"), value=lambda u: FORM_NAMES.get(u.form, "")),
        Column(code="noi", label=_("Where"), value=lambda u: u.where),
        Column(code="so-lan", label=_("Times"), value=lambda u: u.count, kind="number", sort=True),
        Column(code="ngay", label=_("Last on"), value=lambda u: u.last_on, kind="date", sort=True),
    ]
    return Table(
        code="su-dung",
        caption=_("Who used what where"),
        columns=columns,
        sort="-so-lan",
        empty=Empty(
            title=_("Nobody has used it yet"),
            text=_("Downloads, posters hung and bulletins played appear here by unit."),
        ),
    )
