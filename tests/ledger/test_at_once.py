"""The same form twice, sums made anew while somebody records: on a database that lets them pass each other."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, transaction

from khien.base.access import Actor
from khien.programme.errors import AlreadyReplaced
from khien.programme.models import Activity, ActivityDraft, Evidence, LedgerTally
from khien.programme.rules.activity import NewActivity
from khien.programme.services import drafts, record_activity, tally, withdraw_activity
from tests.ledger.conftest import AT, photo

two_at_once = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite lets one writer in at a time"
)


def _meanwhile(act: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.django_db
def test_a_photo_that_was_on_the_way_when_the_form_was_recorded_is_not_lost(
    binh: Actor, a_class: NewActivity, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = drafts.save_draft(binh, uuid.uuid4(), {"title": ["Tập huấn"]}, at=AT)
    drafts.record_draft(binh, draft, a_class, links=(), at=AT)
    late = ActivityDraft(pk=draft.pk or 1, key=draft.key, actor_id=binh.id)

    def gone(**_asked: Any) -> None:
        raise drafts.IntegrityError

    monkeypatch.setattr(drafts.DraftUpload.objects, "get_or_create", gone)
    assert drafts.keep_with_draft(late, [photo()], at=AT) == []
    assert Evidence.objects.get().activity.title == a_class.title


@pytest.mark.django_db(transaction=True)
@two_at_once
def test_a_photo_waits_for_the_form_that_is_being_recorded(
    binh: Actor, a_class: NewActivity, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = drafts.save_draft(binh, uuid.uuid4(), {"title": ["Tập huấn"]}, at=AT)
    same = ActivityDraft.objects.get(pk=draft.pk)  # as the other request holds it
    inside, told = threading.Event(), []
    taken = drafts.add_evidence

    def slowly(*args: Any, **kwargs: Any) -> int:
        if not inside.is_set():
            inside.set()
            photographer = _meanwhile(lambda: told.append(drafts.keep_with_draft(same, [photo()], at=AT)))
            photographer.join(1)  # it waits
            threads.append(photographer)
        return taken(*args, **kwargs)

    threads: list[threading.Thread] = []
    monkeypatch.setattr(drafts, "add_evidence", slowly)
    drafts.record_draft(binh, draft, a_class, links=(), at=AT)
    threads[0].join(20)
    assert told == [[]]
    assert (Activity.objects.count(), Evidence.objects.count(), ActivityDraft.objects.count()) == (1, 1, 0)


@pytest.mark.django_db(transaction=True)
@two_at_once
def test_sums_made_anew_miss_nothing_that_is_recorded_meanwhile(
    binh: Actor, a_class: NewActivity, recorded: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = tally._all_sums
    threads: list[threading.Thread] = []

    def slowly() -> Any:
        sums = counted()
        other = replace(a_class, title="Buổi thứ hai")
        threads.append(_meanwhile(lambda: record_activity(binh, other, source="form", key="two", at=AT)))
        threads[0].join(1)
        return sums

    monkeypatch.setattr(tally, "_all_sums", slowly)
    with transaction.atomic():
        tally.recount()
    threads[0].join(20)
    assert LedgerTally.objects.get(task=None).activities == Activity.objects.count() == 2


@pytest.mark.django_db
def test_the_key_of_another_entrys_form_is_a_conflict_and_no_fault(
    binh: Actor, a_class: NewActivity, recorded: Activity
) -> None:
    other = record_activity(binh, replace(a_class, title="Buổi thứ hai"), source="form", key="two", at=AT)
    withdraw_activity(binh, recorded, reason="Nhầm", key="k", at=AT)
    with pytest.raises(AlreadyReplaced):
        withdraw_activity(binh, other, reason="Nhầm", key="k", at=AT)
