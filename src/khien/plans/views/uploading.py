"""Files in: several at once, each with its own sentence when it cannot be taken; the others are not lost."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khien.base.access import Actor
from khien.base.clock import now
from khien.base.errors import KhienError, Missing
from khien.orgs import api as orgs
from khien.plans.access import OF_A_UNIT, WRITERS, parents_for, plan_for, writes_all
from khien.plans.jobs import ask_to_read
from khien.plans.models import PlanDocument
from khien.plans.services.uploading import LIMIT_BYTES, MAX_FILES, Uploaded, upload_plan
from khien.web.doors import StaffRequest, staff

PROVINCE = "tinh"


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen beside the files; kept in the address when something must be sent again."""

    owner: str = ""
    parent: str = ""
    replaces: str = ""

    @classmethod
    def of(cls, values: dict[str, str]) -> Choices:
        return cls(values.get("cua", ""), values.get("thuoc", ""), values.get("thay", ""))

    def query(self) -> str:
        pairs = {"cua": self.owner, "thuoc": self.parent, "thay": self.replaces}
        return urlencode({name: value for name, value in pairs.items() if value})


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: StaffRequest) -> HttpResponse:
    if request.method == "POST":
        address = _take(request)
        if request.headers.get("X-Requested-With") == "upload":
            return HttpResponse(status=204, headers={"X-Go-To": address})
        return HttpResponseRedirect(address)
    return render(request, "plans/upload.html", _context(request, Choices.of(request.GET.dict())))


def _context(request: StaffRequest, chosen: Choices) -> dict[str, object]:
    owners = _owners(request.actor)
    owner = chosen.owner if chosen.owner in dict(owners) else owners[0][0] if owners else ""
    replaces = _replaced(request.actor, chosen)
    return {
        "owners": owners,
        "owner": owner,
        "own_only": PROVINCE not in dict(owners),
        "parents": parents_for(0) if len(owners) > (PROVINCE in dict(owners)) else (),
        "chosen": chosen,
        "replaces": replaces,
        "limit_mb": LIMIT_BYTES // (1 << 20),
        "limit_bytes": LIMIT_BYTES,
        "max_files": MAX_FILES,
    }


def _owners(actor: Actor) -> list[tuple[str, str]]:
    """For whom she may upload: the province, and her own units."""
    mine = orgs.units(actor.units_as(OF_A_UNIT))
    own = [(card.uuid, card.name) for card in sorted(mine.values(), key=lambda card: card.name)]
    return [(PROVINCE, _("The province")), *own] if writes_all(actor) else own


def _replaced(actor: Actor, chosen: Choices) -> PlanDocument | None:
    try:
        return plan_for(actor, chosen.replaces, to="keep") if chosen.replaces else None
    except (KhienError, ValueError):
        return None


def _take(request: StaffRequest) -> str:
    """Take what was sent and return where to go on."""
    chosen = Choices.of({name: str(value) for name, value in request.POST.items()})
    again = f"{reverse('plans:upload')}?{chosen.query()}"
    sent = request.FILES.getlist("tep")
    if not sent:
        messages.error(request, _("Choose a file first: Word, PDF, a scan, a web page, text or Excel."))
        return again
    if len(sent) > MAX_FILES:
        text = _("Send at most %(most)s files at a time; you chose %(count)s. Nothing was kept.")
        messages.error(request, text % {"most": MAX_FILES, "count": len(sent)})
        return again
    taken = [_take_one(request, item, chosen) for item in sent]
    done = [item for item in taken if item is not None]
    if not done:
        return again
    if len(done) == 1:
        return reverse("plans:plan", kwargs={"plan_uuid": done[0].plan.uuid})
    return reverse("plans:list")


def _take_one(request: StaffRequest, item: UploadedFile[bytes], chosen: Choices) -> Uploaded | None:
    name = item.name or "file"
    try:
        uploaded = upload_plan(
            request.actor,
            item,
            name=name,
            unit_id=_unit_id(request.actor, chosen),
            parent=_parent(chosen),
            replaces=_replaced(request.actor, chosen),
            ask_to_read=ask_to_read,
            at=now(),
        )
    except KhienError as error:
        messages.error(request, f"{name}: {error.message}")
        return None
    if uploaded.existed:
        text = _("“%(name)s” was uploaded before by %(who)s: it is “%(plan)s”.")
        plan = uploaded.plan
        messages.info(request, text % {"name": name, "who": plan.uploaded_by_label, "plan": plan.label})
    return uploaded


def _unit_id(actor: Actor, chosen: Choices) -> int | None:
    """None for the province. An owner the form did not offer is refused by the service."""
    codes = [code for code, _name in _owners(actor)]
    owner = chosen.owner or (codes[0] if codes else PROVINCE)
    if owner == PROVINCE:
        return None
    if owner not in codes:
        raise Missing
    return orgs.unit_id_of(owner)


def _parent(chosen: Choices) -> PlanDocument | None:
    if not chosen.parent:
        return None
    return next((plan for plan in parents_for(0) if str(plan.uuid) == chosen.parent), None)
