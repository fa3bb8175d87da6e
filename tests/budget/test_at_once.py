"""Two people say whose money a source is, at the same moment (PostgreSQL): one stands, the other reads why."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.budget.models import SourceLevel
from khien.budget.rules.levels import Level
from khien.budget.services.notes import place_source
from khien.programme.models import Programme
from tests.budget.conftest import AT

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one writer in at a time"),
]


def test_of_four_who_place_a_source_at_once_one_stands(programme: Programme, hoa: Actor) -> None:
    gate, came = threading.Barrier(4), [""] * 4

    def say(number: int, level: Level) -> Callable[[], None]:
        def run() -> None:
            gate.wait()
            try:
                place_source(hoa, programme.pk, source="Quỹ lạ", level=level, revision=0, at=AT)
                came[number] = "done"
            except KhienError as error:
                came[number] = error.code
            finally:
                connection.close()

        return run

    levels = list(Level)[:2] * 2
    threads = [threading.Thread(target=say(n, level)) for n, level in enumerate(levels)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert SourceLevel.objects.filter(programme=programme).count() == 1
    assert set(came) == {"done", "conflict"}
