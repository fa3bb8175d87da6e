"""Files that belong to a material: video, captions, a drawn poster, slides."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khien.base import files as kept
from khien.base import quota
from khien.base.clock import now, today
from khien.base.errors import KhienError
from khien.library import access
from khien.library.access import Right
from khien.library.forms import FileForm
from khien.library.selectors import page as reads
from khien.library.services import own_files
from khien.library.services.uses import record_download
from khien.library.views.units import unit_of
from khien.web.doors import StaffRequest, staff


@require_http_methods(["GET", "HEAD", "POST"])
@staff()
def files(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The files, and a form for one more."""
    material = access.material_for(request.actor, str(uuid), Right.EDIT, on=today())
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            own_files.add_file(request.actor, material, data["upload"], title=data["title"], at=now())
        except KhienError as error:
            form.add_error("upload", str(error.message))
        else:
            messages.success(request, _("The file is kept."))
            return redirect("library:files", uuid=material.uuid)
    context = {
        "material": material,
        "form": form,
        "files": reads.files_of(material),
        "room": quota.usage(own_files.room_of(material.unit_id)),
    }
    return render(request, "library/files.html", context, status=422 if form.errors else 200)


@require_POST
@staff()
def drop_file(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = access.file_for(request.actor, str(uuid), Right.EDIT, on=today())
    material_uuid = found.material.uuid
    try:
        own_files.drop_file(request.actor, found, at=now())
    except KhienError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("The file is gone from this material."))
    return redirect("library:files", uuid=material_uuid)


@require_safe
@staff()
def own_file(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """The file, as it came; counted for her unit, once a day."""
    found = access.file_for(request.actor, str(uuid), on=today())
    unit_id = unit_of(request.actor)
    edition = reads.newest_edition(found.material)
    if unit_id is not None and edition is not None and request.method == "GET":
        record_download(request.actor, edition, unit_id, form="file", today=today())
    return kept.response(found.stored, filename=found.file_name)
