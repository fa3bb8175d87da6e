"""What the views over work leave behind is cleared away by itself."""

from __future__ import annotations

import datetime as dt

import pytest

from khien.base.clock import now
from khien.work.jobs import tidy_work
from khien.work.models import Batch, SavedFilter

pytestmark = pytest.mark.django_db


def test_deleted_filters_and_old_edits_are_tidied_and_others_stay(db: None) -> None:
    long_ago = now() - dt.timedelta(days=100)
    filters = {"owner_id": "1", "page": "work", "query": "tim=x", "saved_at": long_ago}
    SavedFilter.objects.create(name="xóa", deleted_at=long_ago, **filters)
    kept = SavedFilter.objects.create(name="giữ", **filters)
    edits = {"act": "stop", "rows": [[1, 1]], "actor_id": "1", "actor_label": "Hoa"}
    old = Batch.objects.create(made_at=long_ago, **edits)
    fresh = Batch.objects.create(made_at=now(), **edits)
    tidy_work.func()
    assert list(SavedFilter.objects.all()) == [kept]
    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (old.rows, fresh.rows) == ([], [[1, 1]])
