"""Background work of the library. Every job looks at what is there before it does anything."""

from __future__ import annotations

import datetime as dt

from django.core.management import call_command
from django.utils import timezone

from khien.base import clock
from khien.base.access import SYSTEM
from khien.base.jobs import every, task
from khien.library.models import Edition, Material
from khien.library.renditions.forms import FORMS
from khien.library.rules.kinds import MaterialKind
from khien.library.selectors.search import SOURCE, document_of
from khien.library.services import (
    booklets,
    drafting,
    ledger,
    packages,
    previews,
    renditions,
    shown_booklets,
    upkeep,
)
from khien.search.api import put, remove

FIRST_FORMS: tuple[tuple[str, dict[str, str]], ...] = (
    ("card", {"shape": "wide"}),
    ("document", {}),
    ("poster", {}),
    ("sound", {}),
)
LOOK_BACK = dt.timedelta(days=14)  # a server that was off for a week still tells the ledger
VISITS_BACK = dt.timedelta(days=7)
SETTLING = dt.timedelta(hours=1)  # a day's last readers are written a little after midnight


@task()
def make_rendition(rendition_id: int) -> None:
    renditions.make(rendition_id, at=clock.now())


# Nobody waits for these: what a person asks for overtakes them.
MAKE_LATER = make_rendition.using(priority=-20)


@task()
def make_package(rendition_id: int) -> None:
    packages.make_package(rendition_id, at=clock.now())


@task()
def make_booklet(rendition_id: int) -> None:
    booklets.make_booklet(rendition_id, at=clock.now())


@task()
def make_shown_booklets() -> None:
    """What the public site lacks of its booklets, after one was shown or changed and when a chapter has a new text."""
    shown_booklets.ask_for_shown(job=make_booklet, at=clock.now())


@task()
def make_preview(preview_id: int) -> None:
    previews.make_preview(preview_id, at=clock.now())


@task()
def tell_ledger(edition_id: int) -> None:
    edition = Edition.objects.select_related("material").filter(pk=edition_id).first()
    if edition is not None:
        ledger.tell_of_edition(edition, at=clock.now())


@task()
def index_material(material_id: int) -> None:
    """Put it into search as it is now, or take it out."""
    material = Material.objects.filter(pk=material_id).first()
    found = document_of(material_id)
    if found is not None:
        put(SOURCE, [found])
    elif material is not None:
        remove(SOURCE, [str(material.uuid)])


@task()
def make_first_renditions(edition_id: int) -> None:
    """The forms nearly everybody takes, made before anybody asks."""
    edition = Edition.objects.select_related("material").filter(pk=edition_id).first()
    if edition is None:
        return
    kind = MaterialKind(edition.content["kind"])
    for form, options in FIRST_FORMS:
        if form in FORMS and FORMS[form].suits(kind):
            renditions.ask(
                SYSTEM, edition, form, options=options, unit_id=None, job=MAKE_LATER, at=clock.now()
            )


@task()
def tell_ledger_of_days() -> None:
    """Yesterday and the days before it that were missed."""
    now, today = clock.now(), clock.today()
    ledger.tell_of_uses(before=today, since=today - LOOK_BACK, at=now)
    over = timezone.localdate(now - SETTLING)
    ledger.tell_of_visits(before=over, since=over - VISITS_BACK, at=now)


@task()
def keep_house() -> None:
    upkeep.mark_what_needs_update(today=clock.today())
    drafting.empty_bin(at=clock.now())


@task()
def follow_the_clock() -> None:
    """What is scheduled goes out, what has passed its last day comes down."""
    call_command("publish_scheduled", verbosity=0)


every(dt.timedelta(minutes=5), follow_the_clock, code="library-clock")
every(dt.timedelta(hours=6), tell_ledger_of_days, code="library-ledger")
every(dt.timedelta(hours=12), keep_house, code="library-house")
