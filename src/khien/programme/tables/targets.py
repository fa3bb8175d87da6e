"""Tables of targets: targets with their values, units behind a value, entries behind a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khien.programme.models import Activity
from khien.programme.rules.targets import Light, Method
from khien.programme.selectors.target_contributions import UnitShare
from khien.programme.services.target_values import TargetValue
from khien.programme.target_charts import bullet
from khien.programme.wording.ledger import KIND_WORDS
from khien.programme.wording.targets import LIGHT_TONES, LIGHT_WORDS, METHOD_WORDS
from khien.web.tables import Column, Empty, Filter, Table
from khien.web.templatetags.khien import badge
from vanban import fold

ORDER = {Light.RED: 0, Light.AMBER: 1, Light.GREY: 2, Light.GREEN: 3}


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target of one of several programmes."""

    value: TargetValue
    programme: str
    programme_uuid: str


def light_badge(light: Light) -> SafeString:
    return badge(LIGHT_WORDS[light], LIGHT_TONES[light])


def _value_cell(row: TargetRow) -> SafeString:
    value = row.value
    if value.value is None:
        return format_html('<span class="muted">{}</span>', value.basis)
    return format_html(
        '<strong class="figures">{}</strong> <small class="muted">{}</small>{}',
        value.shown,
        value.basis,
        bullet(value, small=True),
    )


def _state_cell(row: TargetRow) -> SafeString:
    return light_badge(row.value.light)


def _counted_cell(row: TargetRow) -> SafeString:
    words = METHOD_WORDS[row.value.method]
    if row.value.guessed:
        return format_html(
            '{}<br><small class="muted">{}</small>', words, gettext("a guess, not confirmed yet")
        )
    return format_html("{}", words)


def target_table(rows: Sequence[TargetRow]) -> Table[TargetRow]:
    programmes = {row.programme_uuid: row.programme for row in rows}
    columns = _TARGET_COLUMNS
    if len(programmes) < 2:
        columns = [column for column in columns if column.code != "chuong-trinh"]
    return Table(
        code="chi-tieu",
        caption=_("Targets"),
        columns=columns,
        filters=[
            *([_by_programme(programmes)] if len(programmes) > 1 else []),
            Filter(
                code="trang-thai",
                label=_("State"),
                choices=[(light.value, LIGHT_WORDS[light]) for light in ORDER],
                apply=lambda rows, wanted: [row for row in rows if row.value.light == wanted],
            ),
            Filter(
                code="cach-tinh",
                label=_("How it is counted"),
                choices=[
                    ("doan", _("A guess, not confirmed yet")),
                    *((m.value, METHOD_WORDS[m]) for m in Method),
                ],
                apply=_of_method,
            ),
        ],
        search=lambda rows, text: [
            row
            for row in rows
            if all(word in fold(f"{row.value.path} {row.value.text}") for word in fold(text).split())
        ],
        search_label=_("Words of the target"),
        empty=Empty(title=_("No targets yet"), text=_("Targets come from a plan that has been adopted.")),
        page_size=100,
    )


def _by_programme(programmes: Mapping[str, str]) -> Filter:
    return Filter(
        code="chuong-trinh",
        label=_("Programme"),
        choices=list(programmes.items()),
        apply=lambda rows, wanted: [row for row in rows if row.programme_uuid == wanted],
    )


def _of_method(rows: Sequence[TargetRow], wanted: str) -> list[TargetRow]:
    if wanted == "doan":
        return [row for row in rows if row.value.guessed]
    return [row for row in rows if row.value.method == wanted]


_TARGET_COLUMNS: list[Column[TargetRow]] = [
    Column(code="muc", label=_("Clause"), value=lambda r: r.value.path, css="tight", shown=False),
    Column(
        code="chi-tieu",
        label=_("Target"),
        value=lambda r: r.value.text,
        sort=lambda r: fold(r.value.text),
        head=True,
        css="wide",
        link=lambda r: reverse("targets:target", args=[r.value.uuid]),
    ),
    Column(
        code="gia-tri",
        label=_("Value now"),
        value=lambda r: r.value.shown or r.value.basis,
        html=_value_cell,
        sort=lambda r: r.value.value,
    ),
    Column(
        code="trang-thai",
        label=_("State"),
        value=lambda r: str(LIGHT_WORDS[r.value.light]),
        html=_state_cell,
        sort=lambda r: ORDER[r.value.light],
        css="tight",
    ),
    Column(
        code="can-dat", label=_("To reach"), value=lambda r: r.value.asked, sort=lambda r: r.value.threshold
    ),
    Column(
        code="du-bao",
        label=_("Forecast"),
        value=lambda r: r.value.forecast_words,
        shown=False,
    ),
    Column(
        code="han",
        label=_("Deadline"),
        value=lambda r: r.value.deadline_on,
        kind="date",
        sort=lambda r: r.value.deadline_on,
    ),
    Column(
        code="cach-tinh",
        label=_("How it is counted"),
        value=lambda r: r.value.how_counted,
        html=_counted_cell,
    ),
    Column(code="vi-sao", label=_("Why this state"), value=lambda r: r.value.why, shown=False),
    Column(code="tu-so", label=_("Counted"), value=lambda r: r.value.numerator, kind="number", shown=False),
    Column(code="mau-so", label=_("Out of"), value=lambda r: r.value.denominator, kind="number", shown=False),
    Column(
        code="chuong-trinh", label=_("Programme"), value=lambda r: r.programme, sort=lambda r: r.programme
    ),
]


def unit_table(
    shares: Sequence[UnitShare],
    *,
    asks: bool,
    amount_label: object,
    link: Callable[[UnitShare], str | None],
) -> Table[UnitShare]:
    """`asks`: units are asked whether they have something; `link`: to what stands behind, None when closed to her."""
    has_amount = any(share.amount is not None for share in shares)
    columns = [_unit_column(link)]
    if asks:
        columns.append(_HAS_COLUMN)
    if has_amount:
        columns.append(
            Column(
                code="so-luong",
                label=str(amount_label).capitalize(),
                value=lambda s: s.amount,
                kind="number",
                sort=lambda s: s.amount,
            )
        )
    if any(share.activities for share in shares):
        columns.append(_ACTIVITIES_COLUMN)
    return Table(
        code="don-vi",
        caption=_("Units behind this value"),
        columns=columns,
        filters=[_has_filter()] if asks else [],
        search=lambda rows, text: [
            row for row in rows if all(w in fold(row.name) for w in fold(text).split())
        ],
        search_label=_("Name of the unit"),
        sort="-so-luong" if has_amount else "don-vi",
        empty=Empty(title=_("No unit yet"), text=_("Nothing in the ledger counts for this target yet.")),
    )


def _unit_column(link: Callable[[UnitShare], str | None]) -> Column[UnitShare]:
    return Column(
        code="don-vi",
        label=_("Unit"),
        value=lambda s: s.name,
        html=_unit_cell(link),
        sort=lambda s: fold(s.name),
        head=True,
        css="wide",
    )


_HAS_COLUMN: Column[UnitShare] = Column(
    code="dat",
    label=_("Has it"),
    value=lambda s: str(_("yes") if s.has else _("not yet")),
    html=lambda s: badge(_("Has it"), "done") if s.has else badge(_("Not yet"), "need"),
    sort=lambda s: not s.has,
    css="tight",
)
_ACTIVITIES_COLUMN: Column[UnitShare] = Column(
    code="hoat-dong",
    label=_("Activities"),
    value=lambda s: s.activities,
    kind="number",
    sort=lambda s: s.activities,
)


def _unit_cell(link: Callable[[UnitShare], str | None]) -> Callable[[UnitShare], SafeString]:
    def cell(share: UnitShare) -> SafeString:
        href = link(share)
        name = format_html('<a href="{}">{}</a>', href, share.name) if href else format_html("{}", share.name)
        if not share.before:
            return name
        told = gettext("with %(units)s, which it took over") % {"units": ", ".join(share.before)}
        return format_html('{}<br><small class="muted">{}</small>', name, told)

    return cell


def _has_filter() -> Filter:
    return Filter(
        code="dat",
        label=_("Has it"),
        choices=[("co", _("Has it")), ("chua", _("Not yet"))],
        apply=lambda rows, wanted: [row for row in rows if bool(row.has) == (wanted == "co")],
    )


ENTRY_TABLE: Table[Activity] = Table(
    code="hoat-dong",
    caption=_("Activities behind this value"),
    columns=[
        Column(code="ngay", label=_("Day"), value=lambda a: a.ends_on, kind="date", sort="ends_on"),
        Column(
            code="hoat-dong",
            label=_("Activity"),
            value=lambda a: a.title,
            head=True,
            css="wide",
            link=lambda a: reverse("ledger:activity", args=[a.chain]),
        ),
        Column(
            code="don-vi",
            label=_("Unit"),
            value=lambda a: a.unit.short_name or a.unit.name,
            sort="unit__name",
        ),
        Column(code="loai", label=_("Kind"), value=lambda a: str(KIND_WORDS.get(a.kind, a.kind))),
        Column(
            code="nguoi",
            label=_("Times reached"),
            value=lambda a: sum(line.people for line in a.reach.all()) or None,
            kind="number",
        ),
    ],
    sort="-ngay",
    empty=Empty(title=_("No activity yet"), text=_("Nothing in the ledger counts for this target yet.")),
)
