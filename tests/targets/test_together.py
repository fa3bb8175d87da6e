"""Two officers at the same moment, on a database that lets them: one of them is told, nothing is doubled or lost."""

from __future__ import annotations

import os
import threading
import uuid
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connections

from khien.base.access import Actor
from khien.programme.errors import DefinitionChanged
from khien.programme.models import (
    Programme,
    Target,
    TargetDefinition,
    TargetDefinitionChange,
    TargetReading,
    TargetSnapshot,
)
from khien.programme.rules.ledger import Basis
from khien.programme.rules.targets import Method
from khien.programme.services.target_defining import NewDefinition, define_target, ensure_definitions
from khien.programme.services.target_readings import NewReading, enter_reading
from khien.programme.services.target_snapshots import refresh_programme
from tests.targets.conftest import AT, ON, PEOPLE, SURVEY

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        "KHIEN_TEST_POSTGRES_URL" not in os.environ, reason="threads share one connection on SQLite in memory"
    ),
]
TargetOf = Callable[[str], Target]


def _at_once(act: Callable[[int], object], *, times: int = 4) -> list[Exception]:
    """Run `act(0)` … in threads that begin together; the errors they ended in."""
    begin, problems = threading.Barrier(times), []

    def worker(number: int) -> None:
        try:
            begin.wait(timeout=20)
            act(number)
        except Exception as error:
            problems.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=worker, args=[number]) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return problems


def test_of_four_who_save_the_same_revision_one_succeeds(
    hoa: Actor, programme: Programme, target: TargetOf
) -> None:
    found = target(PEOPLE)

    def save(number: int) -> None:
        new = NewDefinition(method=Method.PEOPLE, denominator_value=Decimal(1000 + number))
        define_target(hoa, found, new, revision=1, reason="", words={}, at=AT)

    problems = _at_once(save)
    assert [type(problem) for problem in problems] == [DefinitionChanged] * 3
    assert TargetDefinition.objects.get(target=found).revision == 2
    assert TargetDefinitionChange.objects.count() == 1


def test_a_figure_sent_four_times_at_once_stands_once(
    hoa: Actor, programme: Programme, target: TargetOf
) -> None:
    found, key = target(SURVEY), uuid.uuid4()
    new = NewReading(on=ON, value=Decimal(66), basis=Basis.SURVEYED, source_text="Khảo sát")
    assert _at_once(lambda _number: enter_reading(hoa, found, new, key=key, at=AT)) == []
    assert TargetReading.objects.count() == 1


def test_definitions_and_snapshots_made_by_four_at_once_are_made_once(programme: Programme) -> None:
    TargetDefinition.objects.all().delete()
    assert _at_once(lambda _number: ensure_definitions(programme, on=ON)) == []
    assert TargetDefinition.objects.count() == 7
    assert _at_once(lambda _number: refresh_programme(programme.pk, at=AT)) == []
    assert TargetSnapshot.objects.filter(on=ON).count() == 7
