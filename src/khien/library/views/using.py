"""How a material is used where: told by the officer in half a minute."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khien.base.clock import today
from khien.base.errors import KhienError, Missing
from khien.library import access
from khien.library.forms import UseForm
from khien.library.models import Material
from khien.library.selectors import page as reads
from khien.library.services.ledger import KINDS
from khien.library.services.uses import record_use
from khien.library.views.units import own_units, suggestions
from khien.library.wording import FORM_NAMES, HOW_WORDS
from khien.orgs import api as orgs
from khien.web.doors import StaffRequest, staff

LIKELY = {
    "poster": "hung",
    "leaflet": "hung",
    "notice": "hung",
    "sound": "played",
    "script": "played",
    "sms": "message",
    "slides": "taught",
}


@require_http_methods(["GET", "HEAD", "POST"])
@staff()
def use(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Tell of one use; on wish, go on to the ledger's own form with it filled in."""
    found = access.material_for(request.actor, str(uuid), on=today())
    edition = reads.newest_edition(found)
    if not found.live or edition is None:
        raise Missing
    asked = request.GET.get("dang", "")
    form_code = asked if asked in FORM_NAMES else ""
    form = UseForm(
        request.POST or None,
        units=own_units(request.actor) or None,
        on=today(),
        initial={"on": today(), "how": LIKELY.get(form_code, "hung")},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            record_use(
                request.actor,
                edition,
                form.unit_id,
                data["how"],
                on=data["on"],
                today=today(),
                form=form_code,
                where=data["where"],
                count=data["count"],
                told=data["record"],
            )
        except KhienError as error:
            form.add_error(None, str(error.message))
        else:
            return _on(request, found, form)
    context = {
        "material": found,
        "form": form,
        "form_name": FORM_NAMES.get(form_code, ""),
        "suggestions": suggestions() if not own_units(request.actor) else "",
    }
    return render(request, "library/use.html", context, status=422 if form.errors else 200)


def _on(request: StaffRequest, found: Material, form: UseForm) -> HttpResponse:
    data = form.cleaned_data
    here = reverse("library:material", args=[found.uuid])
    if not data["record"]:
        messages.success(request, _("Noted. The ledger gets it when the day is over."))
        return redirect(here)
    how = data["how"]
    asked = {
        "don-vi": orgs.unit(form.unit_id).uuid,
        "loai": KINDS[how].value,
        "ten": f"{HOW_WORDS[how]}: {found.title}"[:300],
        "noi": data["where"],
        "tiep": here,
    }
    return redirect(f"{reverse('ledger:record')}?{urlencode({k: v for k, v in asked.items() if v})}")
