"""/style: every component with samples of our own making, so that a new page is put together from what is there.
Public, because it holds nothing; stores nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from khien.base.clock import now, today
from khien.web.doors import public
from khien.web.tables import Column, Empty, Filter, Rows, Table, respond, view_of
from khien.web.templatetags.khien import badge, due
from khien.web.tones import SHAPES

COLOURS = [
    ("bg", _("Ground")), ("surface", _("Surface")), ("sunken", _("Sunken surface")), ("line", _("Line")),
    ("ink", _("Ink")), ("ink-2", _("Second ink")), ("primary", _("Primary")), ("primary-soft", _("Soft primary")),
    ("need", _("Needs somebody")), ("danger", _("Overdue or dangerous")), ("done", _("Done")),
    ("info", _("Information")), ("idle", _("Not due")),
]  # fmt: skip
ICONS = [
    ("home", _("Start")), ("upload", _("Upload")), ("download", _("Download")), ("edit", _("Correct")),
    ("search", _("Find")), ("calendar", _("Day")), ("users", _("People")), ("target", _("Target")),
    ("list-check", _("Task")), ("file-text", _("The document")), ("printer", _("Print")), ("trash", _("Delete")),
]  # fmt: skip
TONE_WORDS = {
    "need": _("Waiting for approval"), "danger": _("Overdue"), "done": _("Done"), "info": _("Being read"), "idle": _("Not due"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SampleTask:
    code: str
    name: str
    unit: str
    due_on: dt.date
    share: float
    money: int
    tone: str


def samples(today: dt.date) -> list[SampleTask]:
    """Forty-odd rows that look like a plan's tasks."""
    names = [
        "Tổ chức lớp tập huấn kỹ năng an toàn trên mạng cho cán bộ xã",
        "Phát bản tin cảnh báo lừa đảo trên loa truyền thanh cơ sở",
        "In và treo áp phích tại chợ, nhà văn hóa",
        "Cuộc thi tìm hiểu về an toàn thông tin cho học sinh",
    ]
    units = ["Sở Khoa học và Công nghệ", "UBND xã Hòa Bình", "Công an tỉnh", "Trường THPT Nguyễn Du"]
    return [
        SampleTask(
            code=f"NV{n:02d}",
            name=names[n % 4],
            unit=units[(n // 2) % 4],
            due_on=today + dt.timedelta(days=n * 3 - 12),
            share=round((n * 37 % 101) * 0.97, 2),
            money=n * 17_310_000,
            tone=_tone(n),
        )
        for n in range(1, 43)
    ]


def _tone(n: int) -> str:
    """Done, or what the due date of the nth sample says."""
    days = n * 3 - 12
    if n % 5 == 2:
        return "done"
    if days < 0:
        return "danger"
    return "need" if days <= 7 else "info" if n % 3 == 0 else "idle"


def _state(task: SampleTask) -> SafeString:
    return badge(TONE_WORDS[task.tone], task.tone)


def _due(task: SampleTask) -> SafeString:
    return format_html("{} {}", task.due_on.strftime("%d/%m/%Y"), due(task.due_on, task.tone == "done"))


def _of_unit(rows: Rows, unit: str) -> Rows:
    return [row for row in rows if row.unit == unit]


def _of_tone(rows: Rows, tone: str) -> Rows:
    return [row for row in rows if row.tone == tone]


def _found(rows: Rows, text: str) -> Rows:
    return [row for row in rows if text.casefold() in f"{row.code} {row.name} {row.unit}".casefold()]


SAMPLE_TABLE: Table[SampleTask] = Table(
    code="nhiem-vu-mau",
    caption=_("Sample tasks"),
    columns=[
        Column(code="ma", label=_("Code"), value=lambda t: t.code, sort=True, head=True, css="tight"),
        Column(code="ten", label=_("Task"), value=lambda t: t.name, fixed=True, css="wide", link=lambda t: f"#{t.code}"),
        Column(code="don-vi", label=_("Lead unit"), value=lambda t: t.unit, sort=True),
        Column(code="han", label=_("Due"), value=lambda t: t.due_on, kind="date", sort=True, html=_due),
        Column(code="tien-do", label=_("Progress"), value=lambda t: t.share, kind="percent", sort=True, shown=False),
        Column(code="kinh-phi", label=_("Budget"), value=lambda t: t.money, kind="money", sort=True),
        Column(code="trang-thai", label=_("State"), value=lambda t: str(TONE_WORDS[t.tone]), html=_state),
    ],
    filters=[
        Filter(
            code="co-quan", label=_("Lead unit"), apply=_of_unit,
            choices=[(unit, unit) for unit in ("Công an tỉnh", "Sở Khoa học và Công nghệ", "UBND xã Hòa Bình")],
        ),
        Filter(code="tinh-trang", label=_("State"), choices=list(TONE_WORDS.items()), apply=_of_tone),
    ],
    search=_found,
    sort="ma",
    page_size=10,
    empty=Empty(title=_("No tasks yet"), text=_("Tasks come from a plan that has been adopted.")),
)  # fmt: skip


class SampleForm(forms.Form):
    name = forms.CharField(label=_("Name of the class"), max_length=80)
    on = forms.DateField(label=_("Day"), help_text=_("For example 24/11/2026"))
    unit = forms.ChoiceField(
        label=_("Lead unit"),
        choices=[("", "…"), ("1", "Sở Khoa học và Công nghệ"), ("2", "UBND xã Hòa Bình")],
    )
    people = forms.IntegerField(label=_("How many people came"), min_value=1)
    counted = forms.ChoiceField(
        label=_("How do you know?"),
        widget=forms.RadioSelect,
        choices=[("counted", _("Counted by a list")), ("estimated", _("Estimated"))],
    )
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    photo = forms.FileField(label=_("Photo"), required=False)
    agreed = forms.BooleanField(label=_("The people in the photo agreed to it"), required=False)


@public
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    messages.success(
        request, gettext("The report has been sent. You can still take it back until it is accepted.")
    )
    context = {
        "colours": COLOURS,
        "icons": ICONS,
        "tones": [(tone, TONE_WORDS[tone]) for tone in SHAPES],
        "dates": [today() + dt.timedelta(days=n) for n in (-5, 0, 3, 40)],
        "now": now(),
        "unit": "Sở Khoa học và Công nghệ",
        "form": SampleForm(),
        "form_bad": SampleForm({"people": "0", "on": "31/02/2026"}, auto_id="bad_%s"),
        "table": view_of(SAMPLE_TABLE, request, samples(today())),
        "tab_items": [
            {"label": _("Tasks"), "url": "#tabs", "current": True, "count": 24},
            {"label": _("Targets"), "url": "#tabs", "current": False, "count": 10},
            {"label": _("Findings"), "url": "#tabs", "current": False, "count": None},
        ],
        "step_labels": [_("Upload"), _("Review"), _("Adopt")],
    }
    return render(request, "web/style.html", context)


@public
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    return respond(request, "web/style_table.html", SAMPLE_TABLE, samples(today()))


@public
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and request.headers.get("Accept") == "application/json":
        return HttpResponse(status=204)  # the autosave of a real form would keep a draft here
    sample = SampleForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and sample.is_valid():
        messages.success(request, gettext("Everything is filled in. Nothing was stored: this is a sample."))
        return HttpResponseRedirect(reverse("web:style_form"))
    return render(request, "web/style_form.html", {"form": sample}, status=422 if sample.errors else 200)


@public
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    return render(request, "web/style_print.html", {"rows": samples(today())[:12], "day": today()})
