"""The office's own template for a programme's reports: texts with places, and a Word file that is tried first."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khien.base import files
from khien.base.clock import now, today
from khien.base.errors import KhienError, Missing
from khien.base.models import StoredFile
from khien.programme.api import ProgrammeCard
from khien.reports.access.consolidation import programme_to_shape
from khien.reports.forms.consolidation import WordForm
from khien.reports.models import ReportTemplate
from khien.reports.rules.official_words import HEAD, SECTIONS
from khien.reports.rules.places import NAMES, OPINION_NAMES, faults_of
from khien.reports.services import templates as services
from khien.reports.services.word_templates import WrongTemplate
from khien.reports.services.word_templates import sample as sample_word
from khien.reports.wording import consolidation as words
from khien.web.doors import StaffRequest, staff

LONGEST = 20_000
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "HEAD", "POST"])
@staff()
def template(request: StaffRequest, programme: UUID) -> HttpResponse:
    """Texts and the Word file on one page; a POST saves both or, when something is wrong, keeps all that was typed."""
    card = programme_to_shape(request.actor, programme, on=today())
    current = services.current_template(card.id)
    if request.method != "POST":
        return _page(request, card, current, _texts(card, current), [])
    texts = {
        name: request.POST.get(name, "").replace("\r\n", "\n").replace("\x00", "")[:LONGEST]
        for name in (*SECTIONS, *HEAD)
    }
    wrong = any(faults_of(text) for text in texts.values())
    stored, faults = _word(request, card, current)
    if wrong or faults:
        return _page(request, card, current, texts, faults, status=422)
    services.save_template(
        request.actor,
        card.id,
        name=request.POST.get("name", "")[:200] or card.label,
        texts=texts,
        stored=stored,
        at=now(),
    )
    messages.success(request, _("Saved. Reports made from now on begin with this template."))
    return HttpResponseRedirect(reverse("reports:template", args=[programme]))


def _texts(card: ProgrammeCard, current: ReportTemplate | None) -> dict[str, str]:
    own = current.texts if current else {}
    return {**services.first_texts(services.issuer_of(card.id)), **own}


def _word(
    request: StaffRequest, card: ProgrammeCard, current: ReportTemplate | None
) -> tuple[StoredFile | None, list[str]]:
    """The Word file to keep, and what is wrong with the one that was sent."""
    sent: UploadedFile[bytes] | None = request.FILES.get("word")
    if sent is None:
        kept = current.stored if current and not request.POST.get("bo-word") else None
        return kept, []
    if sent.size is not None and sent.size > services.LARGEST:
        return None, [_("The Word template is larger than 5 MB.")]
    blob = sent.read()
    try:
        services.try_word(blob, card.id)
        return services.keep_word(blob, name=sent.name or "mau.docx", at=now()), []
    except WrongTemplate as error:
        return None, [words.template_fault_text(fault) for fault in error.faults]
    except KhienError as error:
        return None, [str(error.message)]


def _word_form(faults: list[str]) -> WordForm:
    form = WordForm({} if faults else None)
    for fault in faults:
        form.add_error("word", fault)
    return form


def _page(
    request: StaffRequest,
    card: ProgrammeCard,
    current: ReportTemplate | None,
    texts: dict[str, str],
    faults: list[str],
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "programme": card,
        "current": current,
        "texts": [(name, words.TEXT_WORDS[name], texts.get(name, ""), faults_of(texts.get(name, ""))) for name in SECTIONS],
        "head": [(name, words.HEAD_WORDS[name], texts.get(name, "")) for name in HEAD],
        "places": [*NAMES.items(), *OPINION_NAMES.items()],
        "word_form": _word_form(faults),
        "failed": status != 200,
        "rounds": services.programme_rounds(card.id),
    }  # fmt: skip
    return render(request, "reports/consolidation/template.html", context, status=status)


@require_safe
@staff()
def sample(request: StaffRequest, programme: UUID) -> HttpResponse:
    """A Word file with every place and list, to start from."""
    programme_to_shape(request.actor, programme, on=today())
    answer = HttpResponse(sample_word(), content_type=WORD)
    answer["Content-Disposition"] = 'attachment; filename="Mau-bao-cao-tong-hop.docx"'
    return answer


@require_safe
@staff()
def word(request: StaffRequest, programme: UUID) -> HttpResponse | FileResponse:
    """The office's Word template as it was sent."""
    card = programme_to_shape(request.actor, programme, on=today())
    current = services.current_template(card.id)
    if current is None or current.stored is None:
        raise Missing
    answer: FileResponse = files.response(current.stored, filename="Mau-bao-cao.docx")
    return answer
