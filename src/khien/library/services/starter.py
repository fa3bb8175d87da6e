"""Puts the starter library on a unit's shelf: as drafts for people to approve, or approved where the caller says by
whom. Loading twice adds only what is missing; a text that people changed is left alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.contrib.auth import get_user_model
from django.db import transaction

from khien.base.access import Actor
from khien.library.errors import NotReady, NotYours
from khien.library.models import Material, MaterialSource, Topic
from khien.library.rules.kinds import Act
from khien.library.rules.readiness import faults_of
from khien.library.rules.starter import StarterText, starter_texts
from khien.library.selectors.content import content_of
from khien.library.services.acts import write_down
from khien.library.services.shelves import shelf_of
from khien.library.services.workflow import submit
from khien.library.wording import FAULT_WORDS

Progress = Callable[[int, int], None]


def load_starter(
    writer: Actor,
    unit_id: int,
    *,
    at: dt.datetime,
    approver: Actor | None = None,
    basis: str = "",
    progress: Progress | None = None,
    texts: Iterable[StarterText] | None = None,
) -> int:
    """How many were added. With `approver` (somebody else than the writer) and `basis` they go out at once."""
    chosen = list(texts if texts is not None else starter_texts())
    added = 0
    for number, text in enumerate(chosen):
        if progress:
            progress(number, len(chosen))
        if Material.objects.filter(web_slug=text.slug).exists():
            continue
        with transaction.atomic():
            material = add_text(writer, unit_id, text)
            if approver is None:
                submit(writer, material, at=at)
            else:
                _let_out(writer, approver, material, basis=basis, at=at)
        added += 1
    return added


def _let_out(writer: Actor, approver: Actor, material: Material, *, basis: str, at: dt.datetime) -> None:
    """Both acts at once, without a step at which somebody could wait: a hundred texts go out in seconds.

    Raises NotYours when both are the same person, NotReady.
    """
    if approver.id == writer.id:
        raise NotYours
    faults = faults_of(content_of(material))
    if faults:
        raise NotReady([FAULT_WORDS[fault] for fault in faults])
    revision = material.latest_revision
    assert revision is not None
    write_down(writer, material, Act.SUBMITTED, at=at, revision_id=revision.pk)
    write_down(approver, material, Act.APPROVED, at=at, basis=basis, revision_id=revision.pk)
    revision.publish(log_action=False, skip_permission_checks=True)


def add_text(writer: Actor, unit_id: int, text: StarterText) -> Material:
    """One text as a draft. Unknown topics are an error: a starter file must fit its topics.toml."""
    owner = get_user_model().objects.filter(uuid=writer.id).first()
    origin = Material.objects.filter(web_slug=text.translation_of).first() if text.translation_of else None
    material = Material(
        **text.fields, web_slug=text.slug, slug=text.slug, unit_id=unit_id, owner=owner, live=False
    )
    material.translation_of = origin
    material.body = text.body  # type: ignore[assignment]  # the field takes the raw form
    material.sources = [MaterialSource(sort_order=n, **row) for n, row in enumerate(text.sources)]
    material.topics.set([Topic.objects.get(code=code) for code in text.topics])
    shelf_of(unit_id).add_child(instance=material)
    material.save_revision(user=owner, log_action=False)
    return material
