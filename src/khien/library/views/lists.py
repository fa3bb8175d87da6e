"""Lists of materials: shared, of her unit, waiting for her, needing another look, in the bin; and a new one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khien.base.access import Actor
from khien.base.clock import now, today
from khien.base.errors import KhienError
from khien.library import access
from khien.library.forms import BeginForm
from khien.library.models import Material
from khien.library.rules.kinds import MaterialKind
from khien.library.selectors import desk
from khien.library.selectors.choices import topic_choices, units_with_materials
from khien.library.selectors.search import SOURCE
from khien.library.services import drafting
from khien.library.services.waiting import waiting_for
from khien.library.tables import material_table
from khien.library.views.units import suggestions, writing_choices
from khien.orgs.api import Role
from khien.programme import api as programmes
from khien.search import api as search
from khien.web.doors import StaffRequest, staff
from khien.web.tables import Empty, Paged, respond

LONGEST_TASK = 110
TABS = (
    ("shared", gettext_lazy("Shared with everybody")),
    ("mine", gettext_lazy("Of my unit")),
    ("waiting", gettext_lazy("Waiting for me")),
    ("updates", gettext_lazy("Need another look")),
    ("bin", gettext_lazy("Bin")),
)
EMPTY = {
    "shared": Empty(
        title=gettext_lazy("Nothing found"),
        text=gettext_lazy("Try other words, or take away a filter."),
    ),
    "mine": Empty(
        title=gettext_lazy("Your unit has written nothing yet"),
        text=gettext_lazy("Write one, or copy a shared material and fit it to your place."),
    ),
    "waiting": Empty(
        title=gettext_lazy("Nothing waits for you"),
        text=gettext_lazy("Materials sent to be checked or approved appear here."),
    ),
    "updates": Empty(
        title=gettext_lazy("Everything is up to date"),
        text=gettext_lazy("A material appears here when a law it cites falls, or its last day comes near."),
    ),
    "bin": Empty(
        title=gettext_lazy("The bin is empty"),
        text=gettext_lazy("What you put here can be taken out again for 30 days."),
    ),
}


@require_safe
@staff()
def shared(request: StaffRequest) -> HttpResponse:
    """Everything published, for everybody."""
    rows = access.materials_seen(request.actor, on=today()).filter(live=True)
    if "tim" not in request.GET and "ngon-ngu" not in request.GET:
        rows = rows.filter(translation_of__isnull=True)  # its page leads to them
    return _list(request, "shared", rows)


@require_safe
@staff()
def mine(request: StaffRequest) -> HttpResponse:
    """Every state, of the units whose drafts she sees."""
    return _list(request, "mine", access.materials_of_hers(request.actor, on=today()))


@require_safe
@staff()
def waiting(request: StaffRequest) -> HttpResponse:
    """What she may check or approve now."""
    ids = waiting_for(request.actor, on=today())
    return _list(request, "waiting", access.materials_of_hers(request.actor, on=today()).filter(pk__in=ids))


@require_safe
@staff()
def updates(request: StaffRequest) -> HttpResponse:
    return _list(request, "updates", desk.wanting_update(access.materials_of_hers(request.actor, on=today())))


@require_safe
@staff()
def bin(request: StaffRequest) -> HttpResponse:
    """What was thrown away in the last 30 days, each with a button that brings it back."""
    rows = access.bin_of(request.actor, on=today()).order_by("-deleted_at")[:200]
    lines = desk.material_lines([row.pk for row in rows])
    context = _frame(request, "bin") | {"lines": lines, "kept": drafting.KEPT_IN_BIN.days}
    return render(request, "library/bin.html", context)


@require_POST
@staff()
def restore(request: StaffRequest, uuid: str) -> HttpResponse:
    found = access.binned_for(request.actor, str(uuid), on=today())
    drafting.out_of_bin(request.actor, found, at=now())
    messages.success(request, _("“%(title)s” is back.") % {"title": found.title})
    return redirect("library:material", uuid=found.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*access.WRITERS)
def begin(request: StaffRequest) -> HttpResponse:
    """What to write and for whom; then on to the editor."""
    form = BeginForm(
        request.POST or None,
        units=writing_choices(request.actor),
        on=today(),
        tasks=_tasks(request.actor),
        initial={
            "kind": request.GET.get("loai", MaterialKind.ARTICLE.value),
            "title": request.GET.get("ten", "")[:120],
        },
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            if not access.writes_for(request.actor, form.unit_id):
                raise KhienError(_("You do not write for this unit."), code="not-your-unit")
            made = drafting.begin(
                request.actor,
                form.unit_id,
                kind=MaterialKind(data["kind"]),
                title=data["title"],
                task_id=data.get("task"),
            )
        except KhienError as error:
            form.add_error(None, str(error.message))
        else:
            return redirect("wagtailadmin_pages:edit", made.pk)
    context = {
        "form": form,
        "suggestions": suggestions() if "unit" in form.fields and form.only is None else "",
    }
    return render(request, "library/begin.html", context, status=422 if form.errors else 200)


def _list(request: StaffRequest, tab: str, rows: QuerySet[Material]) -> HttpResponse:
    table = material_table(
        code="tai-lieu",
        topics=topic_choices(),
        units=units_with_materials(rows),
        states=tab != "shared",
        why=tab == "updates",
        search=_find_published if tab == "shared" else desk.matching,
        empty=EMPTY[tab],
    )
    return respond(
        request, "library/list.html", table, Paged(rows, desk.material_lines), _frame(request, tab)
    )


def _frame(request: StaffRequest, tab: str) -> dict[str, Any]:
    """Tabs and buttons that every list has."""
    actor = request.actor
    hers = bool(access.units_whose_drafts(actor, on=today())) or actor.has(*access.READERS_OF_ALL)
    shown = [one for one in TABS if hers or one[0] == "shared"]
    return {
        "tab": tab,
        "tabs": [
            {"label": label, "url": reverse(f"library:{code}"), "current": code == tab}
            for code, label in shown
        ],
        "writes": actor.has(*access.WRITERS),
        "office": actor.has(Role.STANDING_OFFICE),
    }


def _find_published(rows: QuerySet[Material], text: str) -> QuerySet[Material]:
    """As the public searches: synonyms, habits of typing; and titles that hold the words."""
    hits = search.find(search.Query(text=text, sources=(SOURCE,), public_only=False, size=100)).hits
    return desk.found_or_matching(rows, text, found=[hit.key for hit in hits])


def _tasks(actor: Actor) -> list[tuple[int, str]]:
    ids = [card.id for card in programmes.programmes_for(actor, on=today())]
    return [
        (task.id, f"{task.path} {task.text}"[:LONGEST_TASK])
        for task in programmes.task_heads(programme_ids=ids)
    ]
