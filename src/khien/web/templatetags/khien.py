"""The component library: `{% load khien %}`. See it all on /style.

Tags    icon badge due count_badge empty progress_line saved notice dialog field form_errors tabs steps table site_part
Filters vnd vdate vdatetime percent number file_size days_left

Knows no domain word and no domain app. Inserts no inline style or script: pages have a strict content policy.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from khien.base import money, numbers
from khien.base.clock import today
from khien.web import due as due_dates
from khien.web import figures, site_menu
from khien.web.fields import drawn_field, summary_of
from khien.web.tables import TableView
from khien.web.tones import shape_of

register = template.Library()
LEVELS = {"success": "done", "warning": "need", "error": "danger", "info": "info", "debug": "idle"}


# ---- signs ----------------------------------------------------------------------------------------------------
@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """A sign from the sprite, always beside a word. `size` "lg" for empty states. Names: @tabler/icons."""
    address = staticfiles_storage.url("web/icons.svg")
    css = "icon icon-lg" if size == "lg" else "icon"
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>', css, address, name
    )


@register.simple_tag
def badge(text: object, tone: str = "idle", sign: str = "") -> SafeString:
    """A state: shape + word + colour. `tone`: need, danger, done, info, idle; `sign` replaces the tone's shape."""
    shape = icon(sign or shape_of(tone))
    return format_html('<span class="badge badge-{}">{}{}</span>', tone, shape, text)


@register.simple_tag
def due(on: dt.date | None, done: bool = False) -> SafeString:
    """The due date as a badge: "3 days left", "5 days overdue"; nothing without a date or when done."""
    if on is None or done:
        return SafeString("")
    found = due_dates.due(_day(on), today())
    return badge(found.text, found.tone, "clock" if found.tone == "idle" else "")


@register.simple_tag
def notice(text: object, tone: str = "info", title: object = "") -> SafeString:
    """A message that belongs to the page (not to an action just done: that is django.contrib.messages)."""
    head = format_html('<p class="notice-title">{}</p>', title) if title else ""
    return format_html(
        '<div class="notice notice-{}">{}<div>{}{}</div></div>', tone, icon(shape_of(tone)), head, text
    )


@register.filter
def tone_of_level(level: str) -> str:
    """The tone of a django.contrib.messages level tag."""
    return LEVELS.get(level, "info")


@register.filter
def tone_shape(tone: str) -> str:
    return shape_of(tone)


@register.simple_tag
def site_part(place: str) -> SafeString:
    """What an upper app put into this place of the public shell; nothing without one."""
    return site_menu.part(place)


# ---- blocks ---------------------------------------------------------------------------------------------------
@register.inclusion_tag("web/components/empty.html")
def empty(
    title: object, text: object = "", href: str = "", action: object = "", icon: str = "list-check"
) -> dict[str, object]:
    """An empty state: one sentence, one button."""
    return {"title": title, "text": text, "href": href, "action": action, "icon": icon}


@register.inclusion_tag("web/components/progress.html")
def progress_line(
    label: object, value: int | None = None, max: int = 100, note: object = ""
) -> dict[str, object]:
    """A progress bar that says what is being done. `value` None = how long is unknown."""
    return {"label": label, "value": value, "max": max, "note": note}


@register.inclusion_tag("web/components/saved.html")
def saved(at: dt.datetime | None = None, form: str = "") -> dict[str, object]:
    """The autosave line: "Saved 10:32". `form` is the id of the form when the line stands outside it."""
    return {"at": at, "form": form}


@register.simple_block_tag
def dialog(content: str, id: str, title: object) -> SafeString:
    """`{% dialog id="drop" title=… %}…{% enddialog %}`, opened by an element with data-open="drop"."""
    return SafeString(
        render_to_string("web/components/dialog.html", {"id": id, "title": title, "content": content})
    )


@register.inclusion_tag("web/components/tabs.html")
def tabs(items: Iterable[Mapping[str, object]], label: object = "") -> dict[str, object]:
    """`items`: mappings with label, url, current, optional count and icon. Tabs are links: each has an address."""
    return {"items": items, "label": label or gettext("Parts of this page")}


@register.inclusion_tag("web/components/steps.html")
def steps(labels: Iterable[object], current: int) -> dict[str, object]:
    """`current` counts from 1; the steps before it are done."""
    marked = [
        (label, "done" if n < current else "now" if n == current else "") for n, label in enumerate(labels, 1)
    ]
    return {"steps": marked}


@register.simple_tag(takes_context=True)
def table(context: template.Context, view: TableView) -> SafeString:
    """A table of khien.web.tables."""
    return SafeString(view.render({str(key): value for key, value in context.flatten().items()}))


# ---- forms ----------------------------------------------------------------------------------------------------
@register.simple_tag
def field(bound: BoundField, hint: object = "") -> SafeString:
    """Label above, control, hint and errors below. `hint` replaces the field's help text."""
    return drawn_field(bound, hint)


@register.simple_tag
def form_errors(form: BaseForm) -> SafeString:
    """The summary on top of a form with errors; each line leads to its field. Nothing when all is well."""
    return summary_of(form)


@register.simple_tag
def form_fields(form: BaseForm, focus: bool = True) -> SafeString:
    """Summary and every field in order: the whole form but its button."""
    parts = [summary_of(form, focus=focus), *(drawn_field(bound) for bound in form)]
    return SafeString("".join(parts))


# ---- figures and dates ------------------------------------------------------------------------------------------
def _day(value: dt.date) -> dt.date:
    return timezone.localtime(value).date() if isinstance(value, dt.datetime) else value


@register.filter
def vnd(value: int | Decimal | None) -> str:
    """1538620000 → "1.538.620.000 đồng"; None → ""."""
    return money.vnd(value)


@register.filter
def vdate(value: dt.date | None) -> str:
    """24/11/2026, in Vietnam's time; None → ""."""
    return date_format(_day(value), "SHORT_DATE_FORMAT") if value else ""


@register.filter
def vdatetime(value: dt.datetime | None) -> str:
    """10:32 24/11/2026, in Vietnam's time; None → ""."""
    return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT") if value else ""


@register.filter
def percent(value: Decimal | float | None) -> str:
    """45.69 → "45,69 %"; None → ""."""
    return "" if value is None else figures.percent(value)


@register.filter
def number(value: int | Decimal | float | None) -> str:
    """3321 → "3.321" (in English "3,321"); None → ""."""
    return "" if value is None else figures.count(value)


@register.filter
def file_size(value: int | None) -> str:
    """2516582 → "2,4 MB"; None → ""."""
    return "" if value is None else numbers.file_size(value)


@register.filter
def days_left(value: dt.date | None) -> str:
    """ "3 days left", "due today", "5 days overdue"; None → ""."""
    return due_dates.due(_day(value), today()).text if value else ""
