"""The planner: six pages in any order, each kept by itself. Who may not change the plan reads the same pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khien.audiences import api as audiences
from khien.base.access import Actor
from khien.base.clock import now, today
from khien.base.errors import KhienError, Missing
from khien.channels.access import campaigns as access
from khien.channels.access.campaigns import Right
from khien.channels.forms.campaigns import (
    MaterialForm,
    RhythmForm,
    RuleForm,
    WhatForForm,
    step_forms,
)
from khien.channels.models import Campaign
from khien.channels.rules.hours import is_open
from khien.channels.rules.kinds import PERSONAL, Medium, StepKind
from khien.channels.rules.planning import Part, first_open
from khien.channels.selectors.campaign_pages import template_of
from khien.channels.selectors.campaign_plan import (
    active_accounts,
    counts,
    estimate_of,
    rules_of,
    step_views,
    steps_of,
)
from khien.channels.services import campaign_plan, campaign_texts
from khien.channels.views.campaigns_shared import (
    cost_lines,
    counted,
    plan_frame,
    rule_words,
    step_shown,
    suggestions,
    topic_names,
    warning_words,
)
from khien.channels.wording import MEDIUM_NAMES
from khien.channels.wording_campaigns import PART_URLS
from khien.library import api as library
from khien.orgs import api as orgs
from khien.programme import api as programmes
from khien.web.doors import StaffRequest, staff

LONGEST_TASK = 110
MOST_MATERIALS = 12
MOST_SEARCHED = 400
MOST_SEGMENTS = 8
LONGEST_SEARCH = 100
POST_OR_GET = require_http_methods(["GET", "HEAD", "POST"])


@POST_OR_GET
@staff(*access.READERS)
def what_for(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = _campaign(request, uuid)
    initial = {
        "version": found.version,
        "title": found.title,
        "purpose": found.purpose,
        "task": found.task_id or "",
    }
    form = WhatForForm(request.POST or None, tasks=_tasks(request.actor, found), initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def do() -> None:
            campaign_plan.change_what_for(
                request.actor,
                found,
                version=data["version"],
                title=data["title"],
                purpose=data["purpose"],
                task_id=data["task"],
                at=now(),
            )

        if _done(form, do):
            return _onward(request, found, Part.WHAT_FOR)
    return _page(request, found, Part.WHAT_FOR, {"form": form}, form)


@POST_OR_GET
@staff(*access.READERS)
def to_whom(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Choices of people, joined by "or"; counts beside them."""
    found = _campaign(request, uuid)
    act = request.POST.get("viec", "")[:60]
    if request.method == "POST" and act:
        return _list_act(request, found, act)
    form = _rule_form(request, found, request.POST or None)
    version = _number(request, "version")
    if request.method == "POST" and form.is_valid():

        def do() -> None:
            campaign_plan.add_rule(request.actor, found, form.rule(), version=version, on=today(), at=now())

        if _done(form, do):
            messages.success(request, _("Added. People who fit several choices get each message once."))
            return redirect("campaigns:to_whom", uuid=found.uuid)
    media = [medium for medium in active_accounts() if medium in PERSONAL]
    context = {
        "form": form,
        "people": rule_words(found),
        "reached": counted(counts(rules_of(found), media, on=today())),
        "suggestions": suggestions(within=_within(request, found)),
        "segments": _segments(request.actor, found),
    }
    return _page(request, found, Part.TO_WHOM, context, form)


def _list_act(request: StaffRequest, found: Campaign, act: str) -> HttpResponse:
    """ "bo:<place>" takes a choice out, "nhom:<uuid>" adds a group that the office keeps."""
    what, _colon, which = act.partition(":")
    version = _number(request, "version")
    try:
        if what == "bo":
            place = int(which) if which.isascii() and which.isdigit() and len(which) < 4 else -1
            campaign_plan.drop_rule(request.actor, found, place, version=version, at=now())
        else:
            card = next(
                (c for c in audiences.segments_for(request.actor, on=today()) if c.uuid == which), None
            )
            if what != "nhom" or card is None:
                raise Missing
            campaign_plan.add_rule(
                request.actor, found, card.rule, version=version, title=card.title, on=today(), at=now()
            )
    except Missing:
        raise
    except KhienError as error:
        messages.error(request, str(error.message))
    return redirect("campaigns:to_whom", uuid=found.uuid)


def _segments(actor: Actor, found: Campaign) -> list[dict[str, object]]:
    """Groups that the office keeps and that are not chosen yet, each in words."""
    cards = audiences.segments_for(actor, on=today())
    left = [card for card in cards if card.rule.data() not in found.audience][:MOST_SEGMENTS]
    return [{"card": card, "words": audiences.describe(card.rule)} for card in left]


@require_safe
@staff(*access.READERS)
def count(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """How many the choice being typed would reach, for the form that asks while it is filled."""
    found = _campaign(request, uuid)
    form = _rule_form(request, found, request.GET)
    reached: list[tuple[object, int]] = []
    if form.is_valid():
        media = [medium for medium in active_accounts() if medium in PERSONAL]
        reached = counted(counts([form.rule()], media, on=today()))
    return render(request, "channels/_campaign_counts.html", {"reached": reached, "fits": form.is_valid()})


@POST_OR_GET
@staff(*access.READERS)
def texts(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Approved material, its channels, and every text it gives."""
    found = _campaign(request, uuid)
    accounts = active_accounts()
    views = step_views(found)
    used = sorted({text.medium for step in views for text in step.texts})
    offered = [m for m in Medium if m in accounts or m in used]
    chosen = next((t.material for step in views for t in step.texts if t.edition_id), "")
    ready = template_of(found)
    likely = [m for m in offered if (m in ready.media if ready else m in PERSONAL)]
    initial = {"version": found.version, "on_media": used or likely}
    form = MaterialForm(request.POST or None, media=offered, initial=initial)
    if request.method == "POST" and form.is_valid():

        def do() -> None:
            edition = _edition(form.cleaned_data["material"], views)
            campaign_texts.choose_material(
                request.actor,
                found,
                edition,
                form.chosen(),
                version=form.cleaned_data["version"],
                at=now(),
            )

        if _done(form, do):
            messages.success(request, _("The texts are taken from the approved material."))
            return redirect("campaigns:texts", uuid=found.uuid)
    search = request.GET.get("tim", "").strip()[:LONGEST_SEARCH]
    context = {
        "form": form,
        "steps": [step_shown(step) for step in views],
        "chosen": chosen,
        "materials": _materials(found, search, topic=ready.topic if ready and not used else ""),
        "not_carried": [MEDIUM_NAMES[m] for m in ready.media if m not in offered] if ready else [],
        "search": search,
        "offered": offered,
    }
    return _page(request, found, Part.TEXTS, context, form)


@POST_OR_GET
@staff(*access.READERS)
def when(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Steps with day and hour, golden hours, how often one person is written to."""
    found = _campaign(request, uuid)
    posted = request.POST or None
    form = RhythmForm(posted, initial=_rhythm(found))
    rows = step_forms(posted, _step_initial(found))
    fine = [
        one.is_valid() for one in (form, *rows)
    ]  # every row is looked at, so that all faults show at once
    if request.method == "POST" and all(fine):
        steps = [step for row in rows if (step := row.step()) is not None]

        def do() -> None:
            campaign_plan.change_steps(
                request.actor, found, steps, form.rhythm(), version=form.cleaned_data["version"], at=now()
            )

        if _done(form, do):
            return _onward(request, found, Part.WHEN)
    used = len(_step_initial(found))
    context = {
        "form": form,
        "rows": rows,
        "first_rows": rows[:used],
        "more_rows": rows[used:],
        "more_open": any(row.errors or row["day"].value() for row in rows[used:]),
        "hours": _hours(found),
    }
    bad = bool(form.errors) or any(row.errors for row in rows)
    return _page(request, found, Part.WHEN, context, form, bad=bad)


@require_safe
@staff(*access.READERS)
def look(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Every text as its reader will see it."""
    found = _campaign(request, uuid)
    context = {"steps": [step_shown(step) for step in step_views(found)]}
    return _page(request, found, Part.LOOK, context)


@require_safe
@staff(*access.READERS)
def cost(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = _campaign(request, uuid)
    estimate = estimate_of(found, on=today())
    kinds = {step.number: StepKind(step.kind) for step in steps_of(found)}
    context = {
        "estimate": estimate,
        "cost_lines": cost_lines(estimate, kinds),
        "warnings": warning_words(estimate),
        "again": StepKind.AGAIN in kinds.values(),
    }
    return _page(request, found, Part.COST, context)


# ---- pieces -----------------------------------------------------------------------------------------------------
def _campaign(request: StaffRequest, uuid: UUID) -> Campaign:
    right = Right.EDIT if request.method == "POST" else Right.VIEW
    return access.campaign_for(request.actor, str(uuid), right)


def _done(form: django_forms.Form, do: Any) -> bool:
    """A refusal stands on the form; nothing typed is lost."""
    try:
        do()
    except KhienError as error:
        form.add_error(None, str(error.message))
        return False
    return True


def _onward(request: StaffRequest, found: Campaign, part: Part) -> HttpResponse:
    """Kept; on to the next page when that button was pressed."""
    messages.success(request, _("Kept."))
    parts = list(Part)
    target = parts[parts.index(part) + 1] if request.POST.get("tiep") else part
    return redirect(PART_URLS[target], uuid=found.uuid)


def _page(
    request: StaffRequest,
    found: Campaign,
    part: Part,
    context: dict[str, Any],
    form: django_forms.Form | None = None,
    *,
    bad: bool = False,
) -> HttpResponse:
    wrong = bad or (form is not None and bool(form.errors))
    template = f"channels/campaign_{part.value}.html"
    frame = plan_frame(request, found, part)
    return render(request, template, frame | context, status=422 if wrong else 200)


def _rule_form(request: StaffRequest, found: Campaign, data: Any) -> RuleForm:
    reach = access.reach_of(request.actor, found, on=today())
    initial = {}
    if reach is not None:
        unit = orgs.unit(found.unit_id)
        initial = {"place": f"{unit.code} · {unit.name}"}
    return RuleForm(
        data,
        topics=sorted(topic_names().items(), key=lambda pair: pair[1]),
        place_needed=reach is not None,
        on=today(),
        initial=initial,
    )


def _within(request: StaffRequest, found: Campaign) -> int | None:
    return None if access.reach_of(request.actor, found, on=today()) is None else found.unit_id


def _number(request: StaffRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _edition(material: str, views: Any) -> int:
    """The newest edition of the chosen material; "-" keeps the one in use. Raises Missing."""
    if material == "-":
        used = next((text.edition_id for step in views for text in step.texts if text.edition_id), None)
        if used is None:
            raise KhienError(_("Choose a material first."), code="no-material")
        return int(used)
    return library.newest_edition(material)


def _materials(found: Campaign, search: str, *, topic: str) -> list[dict[str, object]]:
    """Published materials for the people chosen; what is looked for is looked for in all."""
    groups = [code for data in found.audience for code in audiences.rule_from(data).audiences]
    if search:
        cards = library.published(library.Wanted(), limit=MOST_SEARCHED)
    else:
        audience = groups[0] if groups else ""
        cards = library.published(library.Wanted(audience=audience, topic=topic), limit=MOST_MATERIALS)
        cards = cards or library.published(library.Wanted(audience=audience), limit=MOST_MATERIALS)
    words = search.casefold().split()
    fitting = [c for c in cards if all(w in f"{c.title} {c.summary}".casefold() for w in words)]
    return [
        {"card": card, "kind": library.KIND_NAMES[card.kind], "icon": library.KIND_ICONS[card.kind]}
        for card in fitting[:MOST_MATERIALS]
    ]


def _rhythm(found: Campaign) -> dict[str, Any]:
    names = ("version", "hours_from", "hours_until", "cap_days", "cap_messages")
    return {name: getattr(found, name) for name in names}


def _step_initial(found: Campaign) -> list[dict[str, Any]]:
    return [
        {
            "kind": step.kind,
            "day": timezone.localtime(step.starts_at).date(),
            "hour": timezone.localtime(step.starts_at).time(),
            "after": step.after.number if step.after else "",
        }
        for step in steps_of(found)
    ]


def _hours(found: Campaign) -> list[dict[str, object]]:
    """For each medium in use: its account's quiet hours, and when the first step would really begin on it."""
    steps = steps_of(found)
    accounts = active_accounts()
    shown = []
    for medium in sorted({Medium(m.medium) for step in steps for m in step.messages.all()}):
        account = accounts.get(medium, [None])[0]
        window = (account.open_from, account.open_until) if account else (None, None)
        start = timezone.localtime(steps[0].starts_at)
        windows = [window, (found.hours_from, found.hours_until)]
        late = not all(is_open(start.time(), begin, end) for begin, end in windows)
        shown.append(
            {
                "name": MEDIUM_NAMES[medium],
                "from": window[0],
                "until": window[1],
                "late": late,
                "begins": first_open(start, windows),
            }
        )
    return shown


def _tasks(actor: Actor, found: Campaign) -> list[tuple[int, str]]:
    ids = [card.id for card in programmes.programmes_for(actor, on=today())]
    heads = programmes.task_heads(programme_ids=ids)
    return [(task.id, f"{task.path} {task.text}"[:LONGEST_TASK]) for task in heads]
