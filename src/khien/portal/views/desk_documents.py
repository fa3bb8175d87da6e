"""The desk of public documents: chosen from adopted plans and signed reports, or sent as a file; withdrawn with a reason."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from khien.base.clock import now
from khien.base.errors import KhienError
from khien.portal import desk_access as access
from khien.portal.desk_errors import WrongEntry
from khien.portal.desk_forms import DocumentForm, ReasonForm
from khien.portal.desk_tables import document_table
from khien.portal.models import PublicDocument
from khien.portal.selectors.sources import OfferedSource, offered_sources
from khien.portal.services import documents as services
from khien.portal.services.documents import DocumentData
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond


@require_GET
@staff(*access.OFFICE)
def documents(request: StaffRequest) -> HttpResponse:
    rows = access.documents_of(request.actor)
    return respond(request, "portal/desk_documents.html", document_table(), rows, {})


@staff(*access.OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: StaffRequest) -> HttpResponse:
    offered = offered_sources(request.actor)
    form = DocumentForm(
        request.POST or None,
        request.FILES or None,
        sources=[(one.code, one.label) for one in offered.values()],
        initial={"source": request.GET.get("nguon", "")[:120]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = _published(request, form, offered.get(form.cleaned_data["source"]))
        except WrongEntry as error:
            form.add_error(error.field, str(error.message))
        except KhienError as error:
            form.add_error("file", str(error.message))
        else:
            messages.success(request, _("It is public now."))
            return redirect("site_staff:document", uuid=row.uuid)
    return render(
        request, "portal/desk_document_form.html", {"form": form}, status=422 if form.errors else 200
    )


@require_GET
@staff(*access.OFFICE)
def document(request: StaffRequest, uuid: UUID) -> HttpResponse:
    row = access.document_for(request.actor, uuid)
    return render(request, "portal/desk_document.html", {"document": row, "reason": ReasonForm()})


@require_POST
@staff(*access.OFFICE)
def withdraw(request: StaffRequest, uuid: UUID) -> HttpResponse:
    row = access.document_for(request.actor, uuid)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        context = {"document": row, "reason": form}
        return render(request, "portal/desk_document.html", context, status=422)
    services.withdraw_document(request.actor, row, reason=form.cleaned_data["reason"], at=now())
    messages.success(request, _("Withdrawn. Its page and its file are gone from the public site."))
    return redirect("site_staff:document", uuid=uuid)


def _published(request: StaffRequest, form: DocumentForm, source: OfferedSource | None) -> PublicDocument:
    typed = form.cleaned_data
    if source is not None:
        stored, name = source.file(now())
    else:
        upload = typed["file"]
        stored, name = services.take_upload(request.actor, upload.file, name=upload.name or "", at=now())
    data = DocumentData(
        kind=source.kind if source else typed["kind"],
        title=typed["title"] or (source.title if source else ""),
        number=typed["number"] or (source.number if source else ""),
        issuer=typed["issuer"] or (source.issuer if source else ""),
        issued_on=typed["issued_on"] or (source.issued_on if source else None),
        summary=typed["summary"],
        source=source.code if source else "",
    )
    return services.publish_document(
        request.actor, data, stored=stored, file_name=name, key=form.form_key, at=now()
    )
