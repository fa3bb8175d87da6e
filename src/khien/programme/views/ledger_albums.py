"""Albums of evidence as PDF: asked for on a gallery or a task, watched while being made, downloaded."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from khien.base import files
from khien.base.clock import now, today
from khien.base.errors import Missing
from khien.base.typed import uuid_of
from khien.programme import access
from khien.programme.access import ledger as ledger_access
from khien.programme.jobs.ledger import ask_to_make_album
from khien.programme.models import EvidenceAlbum
from khien.programme.selectors.gallery import standing
from khien.programme.services import albums
from khien.web.doors import StaffRequest, staff


@require_POST
@staff()
def ask(request: StaffRequest) -> HttpResponse:
    """Of a task, a unit or a programme, of what she may read. Few photos are set at once, many by a job."""
    on = today()
    actor = request.actor
    asked = {name: request.POST.get(name, "") for name in ("don-vi", "nhiem-vu", "chuong-trinh")}
    unit = ledger_access.unit_to_read(actor, asked["don-vi"], on=on) if asked["don-vi"] else None
    task = access.task_for(actor, uuid_of(asked["nhiem-vu"]), on=on) if asked["nhiem-vu"] else None
    programme = (
        access.programme_for(actor, uuid_of(asked["chuong-trinh"]), on=on) if asked["chuong-trinh"] else None
    )
    entries = standing(
        ledger_access.activities_for(actor, on=on),
        unit_id=unit.id if unit else None,
        task_id=task.pk if task else None,
        programme_id=programme.pk if programme else None,
    )
    ids = list(entries.values_list("pk", flat=True)[: albums.MOST_ACTIVITIES + 1])
    about = f"{task.path} {task.text}".strip() if task else str(programme or (unit.name if unit else ""))
    title = _("Evidence: %(about)s") % {"about": about} if about else _("Evidence of activities")
    album = albums.ask_for_album(actor, ids, title=title, task=task, programme=programme, at=now())
    if album.total <= albums.AT_ONCE_PHOTOS:
        albums.make_album(album.pk, at=now())
    else:
        ask_to_make_album(album.pk)
    return redirect("ledger:album", uuid=album.uuid)


@require_GET
@staff()
def album(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """How far it is; the page looks again by itself until the PDF is there."""
    found = ledger_access.album_for(request.actor, uuid)
    part = request.headers.get("HX-Target") == "album"
    waiting = found.state == EvidenceAlbum.State.WAITING
    context = {"album": found, "waiting": waiting}
    return render(request, "ledger/_album.html" if part else "ledger/album.html", context)


@require_GET
@staff()
def album_file(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    found = ledger_access.album_for(request.actor, uuid)
    if found.stored is None:
        raise Missing
    return files.response(found.stored, filename=found.stored.name)
