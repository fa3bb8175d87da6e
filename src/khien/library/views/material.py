"""The page of one material: its text, what can be made of it, who answered for it, who used it, and the acts that
her right and its state allow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khien.base.clock import now, today
from khien.library import access, jobs
from khien.library.access import Right
from khien.library.forms import ApproveForm, NoteForm
from khien.library.models import ApprovalStep, Edition, Material
from khien.library.rules import plain, sms
from khien.library.rules.content import Content
from khien.library.rules.kinds import Licence, MaterialKind, State
from khien.library.rules.readiness import faults_of
from khien.library.selectors import page as reads
from khien.library.selectors.content import content_of, edition_content
from khien.library.selectors.standing import current_step, states_of, writers_of
from khien.library.services import previews
from khien.library.tables import use_table
from khien.library.views.making import form_cards
from khien.library.views.units import unit_of
from khien.library.wording import (
    ACT_NAMES,
    FAULT_WORDS,
    FORM_NAMES,
    KIND_ICONS,
    KIND_NAMES,
    LICENCE_NAMES,
    STATE_NAMES,
    STATE_TONES,
)
from khien.orgs import api as orgs
from khien.web.doors import StaffRequest, staff
from khien.web.tables import respond

Sent = Mapping[str, django_forms.Form]


@dataclass(frozen=True, slots=True)
class Rights:
    """What this person may do with this material as it stands now."""

    edit: bool
    submit: bool
    check: bool
    approve: bool
    send_back: bool
    take_back: bool
    take_down: bool
    bin: bool
    adapt: bool
    use: bool
    drafts: bool  # whether she sees what is not published yet
    files: bool
    own_text: bool  # she could decide but for having written it


@require_safe
@staff()
def material(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """One material, as it is published or, for those who see drafts, as it is being written."""
    return material_response(request, access.material_for(request.actor, str(uuid), on=today()))


def material_response(
    request: StaffRequest, found: Material, *, sent: Sent | None = None, status: int = 200
) -> HttpResponse:
    """The page; `sent`: forms that came back with errors, as they were typed."""
    on = today()
    edition = reads.newest_edition(found)
    step = current_step(found)
    writers = writers_of(found)
    rights = rights_of(request, found, step[1] if step else None, writers, on=on)
    draft = _shows_draft(request, found, rights)
    content = _content(found, edition, draft=draft)
    state = State.PUBLISHED if found.live else states_of([found])[found.pk]
    context = {
        "material": found,
        "content": content,
        "draft": draft,
        "state": state,
        "state_name": STATE_NAMES[state],
        "state_tone": STATE_TONES[state],
        "kind_name": KIND_NAMES[MaterialKind(found.kind)],
        "kind_icon": KIND_ICONS[MaterialKind(found.kind)],
        "licence": LICENCE_NAMES[Licence(found.licence)],
        "unit_name": orgs.unit(found.unit_id).name,
        "edition": edition,
        "rights": rights,
        "step": step[1] if step else None,
        "lines": plain.lines(content)[2:],
        "message": _message(found, content),
        **_beside(request, found, edition, draft=draft),
        **_about(found, content, rights, writers, on=on),
        **_forms(request, found, rights, state, sent or {}),
    }
    uses = reads.use_lines(reads.uses_of(found))
    response = respond(request, "library/material.html", use_table(by_material=False), uses, context)
    response.status_code = status if response.status_code == 200 else response.status_code
    return response


def rights_of(
    request: StaffRequest,
    found: Material,
    step: ApprovalStep | None,
    writers: frozenset[str],
    *,
    on: dt.date,
) -> Rights:
    actor = request.actor
    edit = access.may(actor, found, Right.EDIT, on=on)
    approves = access.may(actor, found, Right.APPROVE, on=on)
    checks = edit or approves
    hers = actor.id in writers
    newer = not found.live or found.latest_revision_id != found.live_revision_id
    decides = step is not None and (approves or (checks and not step.approves))
    units = access.writing_units(actor)
    return Rights(
        edit=edit,
        submit=edit and step is None and newer and not _scheduled(found),
        check=step is not None and not step.approves and checks and not approves and not hers,
        approve=step is not None and approves and not hers,
        send_back=decides,
        take_back=edit and step is not None,
        take_down=found.live and approves,
        bin=not found.live and (approves or (edit and not found.version)),
        adapt=found.live and found.licence != Licence.UNCHANGED and _may_copy(units, found),
        use=found.live,
        drafts=checks or actor.has(*access.READERS_OF_ALL),
        files=edit,
        own_text=decides and hers,
    )


def _may_copy(units: frozenset[int] | None, found: Material) -> bool:
    """Whether there is another shelf she writes on. None = every unit's."""
    return units is None or bool(units - {found.unit_id})


def _scheduled(found: Material) -> bool:
    return not found.live and bool(found.approved_schedule)


def _shows_draft(request: StaffRequest, found: Material, rights: Rights) -> bool:
    newer = found.latest_revision_id != found.live_revision_id
    return not found.live or (newer and rights.drafts and request.GET.get("ban") == "nhap")


def _content(found: Material, edition: Edition | None, *, draft: bool) -> Content:
    if edition is not None and not draft:
        return edition_content(edition)
    return content_of(found.get_latest_revision_as_object())


def _message(found: Material, content: Content) -> dict[str, Any] | None:
    """The text message as it would go out, with its counter."""
    best = next(iter(sms.fitting(content, plain=found.sms_plain)), None)
    if best is None:
        return None
    bare = next((one for one in sms.fitting(content, plain=found.sms_plain) if not one.marked), None)
    return {"best": best, "plain": bare if bare and bare.text != best.text else None, "own": _own(content)}


def _own(content: Content) -> sms.Count | None:
    """The counter of the writer's own words, when they are longer than one message."""
    counted = sms.count(content.sms) if content.sms else None
    return counted if counted and counted.parts > 1 else None


def _beside(
    request: StaffRequest, found: Material, edition: Edition | None, *, draft: bool
) -> dict[str, Any]:
    """The strip: files of what is published, or marked pictures of a draft."""
    if not draft and edition is not None and found.live:
        return {"cards": form_cards(request.actor, edition), "my_unit": unit_of(request.actor)}
    looks = previews.ask_previews(found, job=jobs.make_preview, at=now())
    return {"looks": [(look, FORM_NAMES[look.form]) for look in looks], "my_unit": unit_of(request.actor)}


def _about(
    found: Material, content: Content, rights: Rights, writers: frozenset[str], *, on: dt.date
) -> dict[str, Any]:
    """What stands around the text."""
    pair = reads.revision_pair(found) if rights.edit or rights.send_back else None
    acts = reads.acts_of(found)
    faults = faults_of(content) if rights.submit else ()
    origin = found.adapted_from
    return {
        "acts": [(act, ACT_NAMES[act.act]) for act in acts],  # type: ignore[index]
        "copies": reads.copies_of(found),
        "translations": reads.translations_of(found),
        "origin": reads.relatives([origin])[0] if origin is not None else None,
        "origin_newer": origin is not None and origin.version > found.adapted_version,
        "own_files": reads.files_of(found),
        "returned": reads.last_return(acts),
        "compare": reverse("wagtailadmin_pages:revisions_compare", args=[found.pk, *pair]) if pair else "",
        "missing": [FAULT_WORDS[fault] for fault in faults],
        "others": reads.who_could_approve(found.unit_id, writers, on=on)
        if rights.own_text or rights.take_back
        else [],
        "newer_draft": found.live and found.latest_revision_id != found.live_revision_id,
    }


def _forms(
    request: StaffRequest, found: Material, rights: Rights, state: State, sent: Sent
) -> dict[str, Any]:
    revision = {"revision": found.latest_revision_id}
    made: dict[str, django_forms.Form] = {}
    if rights.approve:
        basis = reads.last_basis(request.actor.id)
        made["approve"] = ApproveForm(prefix="duyet", initial=revision | {"basis": basis})
    if rights.check:
        made["check"] = note_form("check", initial=revision)
    if rights.send_back:
        made["send_back"] = note_form("send_back", initial=revision)
    if rights.submit:
        made["submit"] = note_form("submit")
    if rights.take_down:
        made["take_down"] = note_form("take_down")
    return {"forms": made | dict(sent), "sent": next(iter(sent), "")}


def note_form(act: str, data: Any = None, **kwargs: Any) -> NoteForm:
    """The form of an act that takes a remark."""
    labels = {
        "check": (_("A word to the approver"), False),
        "send_back": (_("What is to be mended"), True),
        "submit": (_("A word to who checks it"), False),
        "take_down": (_("Why it is taken down; units that use it read this"), True),
    }
    label, required = labels[act]
    return NoteForm(data, prefix=act, label=label, required=required, **kwargs)
