"""What every test may ask for: the cast of people, and a database that can be emptied although audit and ledger are append-only."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management.commands import flush
from django.db import OperationalError, connection

from tests.migrated import first_rows_of_tests, migrated_once

pytest_plugins = ["tests.people"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Asked for by pytest-django before the database is made."""
    with migrated_once():
        yield


@pytest.fixture(autouse=True, scope="session")
def _emptying_between_transactional_tests() -> Iterator[None]:
    """Triggers of audit and ledger refuse the flush after a transactional test: lay them aside for just that."""
    append_only = (
        "khien.base.migrations.0002_audit_is_append_only",
        "khien.programme.migrations.0003_ledger_is_append_only",
        "khien.budget.migrations.0002_allocations_are_append_only",
        "khien.audiences.migrations.0002_consent_is_append_only",
        "khien.alerts.migrations.0002_sent_is_frozen",
    )
    guards = [importlib.import_module(name) for name in append_only]
    plain = flush.Command.handle

    def handle(self: flush.Command, **options: Any) -> str | None:
        first_rows = first_rows_of_tests()
        for guard in guards:
            _when_free(guard.unguard)
        try:
            done = plain(self, **options | {"inhibit_post_migrate": first_rows is not None})
            if first_rows is not None:  # what migrations laid: the tree's root, topics, permissions
                connection.creation.deserialize_db_from_string(first_rows)
            return done
        finally:
            for guard in guards:
                _when_free(guard.guard)

    patch = pytest.MonkeyPatch()
    patch.setattr(flush.Command, "handle", handle)
    yield
    patch.undo()


def _when_free(act: Callable[[Any], object]) -> None:
    """A browser that was just closed may still have a page under way, which reads the tables whose triggers change."""
    for _wait in range(100):
        try:
            act(connection)
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(0.1)
        else:
            return
    act(connection)


@pytest.fixture(autouse=True)
def _no_tries_counted_yet() -> None:
    """Limits on tries live in the cache: one test's wrong passwords are not the next one's."""
    cache.clear()
