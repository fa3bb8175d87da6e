"""Files of a material: asked for, shown while they are made, previewed, taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khien.base import files
from khien.base.access import Actor
from khien.base.clock import now, today
from khien.base.errors import KhienError, Missing
from khien.library import access, jobs
from khien.library.forms import OptionsForm
from khien.library.models import Edition, Material, RenditionFile
from khien.library.renditions.forms import FORMS
from khien.library.rules.kinds import MaterialKind
from khien.library.selectors import page as reads
from khien.library.services import booklets, packages, renditions
from khien.library.services.uses import record_download
from khien.library.views.units import own_units, unit_of
from khien.library.wording import CHOICE_NAMES, FORM_ICONS, FORM_NAMES
from khien.web.doors import StaffRequest, staff

ORDER = (
    "poster",
    "card",
    "leaflet",
    "notice",
    "sound",
    "script",
    "post",
    "mail",
    "document",
    "slides",
    "epub",
    "plain",
)
WORDS = ("script", "post", "plain", "sms")


@dataclass(frozen=True, slots=True)
class FormCard:
    """One form of a material on its page. `state`: "" (not asked for), waiting, making, ready, failed."""

    code: str
    name: object
    icon: str
    row: RenditionFile | None
    state: str
    choices: tuple[object, ...] = ()  # of the shown file, in words
    options: OptionsForm | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def busy(self) -> bool:
        return self.state in ("waiting", "making")

    @property
    def sounds(self) -> bool:
        return self.code == "sound"

    @property
    def shown_inline(self) -> bool:
        """Whether the browser can show it in a tab."""
        stored = self.row.stored if self.row else None
        return stored is not None and stored.media_type in files.SHOWN_INLINE


def form_cards(actor: Actor, edition: Edition) -> list[FormCard]:
    """Every form this material suits, in the order of the screen, then the package. Two queries."""
    made = reads.made_of(edition, unit_of(actor))
    kind = MaterialKind(edition.content["kind"])
    units = own_units(actor)
    codes = [code for code in ORDER if code in FORMS and FORMS[code].suits(kind)]
    cards = [_card(code, made.get(code), units) for code in codes]
    return [*cards, _card(packages.PACKAGE, made.get(packages.PACKAGE), [])]


def _card(code: str, row: RenditionFile | None, units: list[tuple[int, str]]) -> FormCard:
    form = FORMS.get(code)
    options = None
    if form is not None:
        options = OptionsForm(
            form=form,
            units=units,
            prefix=code,
            initial={
                **(row.options if row else {}),
                "unit": row.unit_id if row else units[0][0] if units else None,
            },
        )
    words: list[object] = []
    if row is not None:
        words = [w for o, c in row.options.items() if (w := CHOICE_NAMES.get(f"{o}.{c}"))]
    return FormCard(
        code=code,
        name=FORM_NAMES[code],
        icon=FORM_ICONS[code],
        row=row,
        state=_state(row),
        choices=tuple(words),
        options=options,
        facts=row.facts if row else {},
    )


def _state(row: RenditionFile | None) -> str:
    if row is None:
        return ""
    return "failed" if renditions.is_stuck(row, at=now()) else row.state


@require_POST
@staff()
def ask(request: StaffRequest, uuid: UUID, form: str) -> HttpResponse:
    """Have a form made with the chosen options."""
    material, edition = _published(request, uuid)
    unit_id = unit_of(request.actor)
    try:
        if form == packages.PACKAGE:
            packages.ask_package(edition, unit_id=unit_id, job=jobs.make_package, at=now())
        else:
            _ask_form(request, edition, form, unit_id)
    except KhienError as error:
        messages.error(request, str(error.message))
    if request.headers.get("HX-Request"):
        return _one_card(request, material, edition, form)
    return redirect(f"{reverse('library:material', args=[material.uuid])}#dang-{form}")


def _ask_form(request: StaffRequest, edition: Edition, form: str, unit_id: int | None) -> None:
    if form not in FORMS:
        raise Missing
    units = own_units(request.actor)
    sent = OptionsForm(request.POST, form=FORMS[form], units=units, prefix=form)
    if not sent.is_valid():
        raise KhienError(_("Choose one of the offered options, then try again."), code="bad-choice")
    if f"{form}-unit" in request.POST:
        unit_id = sent.cleaned_data.get("unit")
    renditions.ask(
        request.actor,
        edition,
        form,
        options=sent.options(),
        unit_id=unit_id,
        job=jobs.make_rendition,
        at=now(),
    )


@require_safe
@staff()
def card(request: StaffRequest, uuid: UUID, form: str) -> HttpResponse:
    """The card of one form, for the page that waits for it."""
    material, edition = _published(request, uuid)
    return _one_card(request, material, edition, form)


@require_safe
@staff()
def rendition_file(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """The file itself: `?xem=1` shows it, else it is taken and counted for her unit, once a day."""
    row = access.rendition_for(request.actor, str(uuid), on=today())
    if row.stored is None:
        raise Missing
    look = "xem" in request.GET
    unit_id = unit_of(request.actor)
    if not look and unit_id is not None and request.method == "GET":
        _count(request.actor, row, unit_id)
    return files.response(row.stored, filename=row.filename, inline=look)


def _count(actor: Actor, row: RenditionFile, unit_id: int) -> None:
    if row.edition is not None:
        how = "package" if row.form == packages.PACKAGE else "download"
        record_download(actor, row.edition, unit_id, form=row.form, how=how, today=today())
    elif row.booklet is not None:
        for edition in booklets.newest_editions(row.booklet):
            record_download(actor, edition, unit_id, form=row.form, how="booklet", today=today())


@require_safe
@staff()
def rendition_look(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """The small picture of a made file."""
    row = access.rendition_for(request.actor, str(uuid), on=today())
    if row.preview is None:
        raise Missing
    return files.response(row.preview, filename="xem-truoc.png", inline=True)


@require_safe
@staff()
def rendition_sound(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """The sound, to be listened to on the page."""
    row = access.rendition_for(request.actor, str(uuid), on=today())
    if row.stored is None or not row.stored.media_type.startswith("audio/"):
        raise Missing
    return files.response(row.stored, filename=row.filename)


@require_safe
@staff()
def draft_look(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """The marked picture of a draft."""
    row = access.preview_for(request.actor, str(uuid), on=today())
    if row.stored is None:
        raise Missing
    return files.response(row.stored, filename="ban-nhap.png", inline=True)


@require_safe
@staff()
def draft_card(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The place of one draft preview, for the page that waits for it."""
    row = access.preview_for(request.actor, str(uuid), on=today())
    return render(request, "library/_draft_look.html", {"look": row, "name": FORM_NAMES[row.form]})


def _published(request: StaffRequest, uuid: UUID) -> tuple[Material, Edition]:
    material = access.material_for(request.actor, str(uuid), on=today())
    edition = reads.newest_edition(material)
    if not material.live or edition is None:
        raise Missing
    return material, edition


def _one_card(request: StaffRequest, material: Material, edition: Edition, form: str) -> HttpResponse:
    found = next((one for one in form_cards(request.actor, edition) if one.code == form), None)
    if found is None:
        raise Missing
    return render(request, "library/_form_card.html", {"card": found, "material": material})
