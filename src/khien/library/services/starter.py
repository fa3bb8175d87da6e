"""Puts the starter library on a unit's shelf: as drafts for people to approve, or approved where the caller says by
whom. Loading twice adds only what is missing; a text that people changed is left alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.contrib.auth import get_user_model
from django.db import transaction

from khien.base.access import Actor
from khien.library.models import Material, MaterialSource, Topic
from khien.library.rules.starter import StarterText, starter_texts
from khien.library.services.shelves import shelf_of
from khien.library.services.workflow import approve, submit

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
            submit(writer, material, at=at)
            if approver is not None:
                material.refresh_from_db()
                revision_id = int(material.latest_revision_id or 0)
                approve(approver, material, revision_id=revision_id, basis=basis, at=at)
        added += 1
    return added


def add_text(writer: Actor, unit_id: int, text: StarterText) -> Material:
    """One text as a draft. Unknown topics are an error: a starter file must fit its topics.toml."""
    owner = get_user_model().objects.filter(uuid=writer.id).first()
    origin = Material.objects.filter(web_slug=text.translation_of).first() if text.translation_of else None
    material = Material(
        **text.fields, web_slug=text.slug, slug=text.slug, unit_id=unit_id, owner=owner, live=False
    )
    material.translation_of = origin
    material.body = text.body
    material.sources = [MaterialSource(sort_order=n, **row) for n, row in enumerate(text.sources)]
    material.topics.set([Topic.objects.get(code=code) for code in text.topics])
    shelf_of(unit_id).add_child(instance=material)
    material.save_revision(user=owner, log_action=False)
    return material
