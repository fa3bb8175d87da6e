"""Two people begin a text with one title in the same instant: both get their draft."""

from __future__ import annotations

import os
import threading

import pytest
from django.db import connection

from khien.library.models import Material
from khien.library.rules.kinds import MaterialKind
from khien.library.services import drafting
from khien.library.services.shelves import shelf_of
from tests.people import Cast

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        "KHIEN_TEST_POSTGRES_URL" not in os.environ, reason="threads share one connection on SQLite in memory"
    ),
]


def test_one_title_twice_at_once_gives_two_addresses(cast: Cast) -> None:
    units = (cast.units.department, cast.units.commune)
    for unit_id in units:
        shelf_of(unit_id)
    actors = [cast.actor("editor"), cast.actor("commune_officer")]
    gate, wrong = threading.Barrier(2), list[BaseException]()

    def begin(number: int) -> None:
        try:
            gate.wait(5)
            drafting.begin(actors[number], units[number], kind=MaterialKind.ARTICLE, title="Cúp máy")
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=begin, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert wrong == []
    assert set(Material.objects.values_list("web_slug", flat=True)) == {"cup-may", "cup-may-2"}
