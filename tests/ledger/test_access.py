"""The ledger's rows of the access table hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khien.base.access import Actor
from khien.programme.models import Evidence
from khien.programme.services import activity_imports, albums, drafts
from tests.access.ledger import ROWS
from tests.ledger.conftest import AT, KEY, photo, workbook
from tests.people import Cast


@pytest.mark.parametrize("route", sorted(ROWS))
def test_each_role_gets_what_the_table_says(
    route: str, with_photo: Evidence, binh: Actor, cast: Cast, as_person: Callable[[str], Client]
) -> None:
    draft = drafts.save_draft(binh, KEY, {"title": ["Nháp"]}, at=AT)
    drafts.keep_with_draft(draft, [photo()], at=AT)
    table = activity_imports.upload_table(binh, workbook([{}]), file_name="a.xlsx", unit_id=None, at=AT)
    album = albums.ask_for_album(binh, [with_photo.activity_id], title="Minh chứng", at=AT)
    albums.make_album(album.pk, at=AT)
    chain, piece = {"chain": with_photo.activity.chain}, {"uuid": with_photo.uuid}
    arguments: dict[str, dict[str, object]] = {
        "ledger:activity": chain,
        "ledger:correct": chain,
        "ledger:withdraw": chain,
        "ledger:add_evidence": chain,
        "ledger:drop_draft": {"key": KEY},
        "ledger:draft_photo": {"uuid": draft.uploads.get().uuid},
        "ledger:piece": piece,
        "ledger:piece_file": piece,
        "ledger:piece_preview": piece,
        "ledger:hide": piece,
        "ledger:import_review": {"uuid": table.uuid},
        "ledger:album": {"uuid": album.uuid},
        "ledger:album_file": {"uuid": album.uuid},
    }
    address = reverse(route, kwargs=arguments.get(route, {}))
    seen = {who: _status(as_person(who), address) for who in ROWS[route]}
    assert seen == ROWS[route]


def _status(browser: Client, address: str) -> int:
    answer = browser.get(address)
    if answer.streaming:
        assert b"".join(answer.streaming_content)  # a file stays open until it is sent whole
    return answer.status_code


def test_the_neighbouring_ward_finds_nothing_of_it_in_its_lists(
    with_photo: Evidence, as_person: Callable[[str], Client]
) -> None:
    for address in (reverse("ledger:activities"), reverse("ledger:gallery")):
        assert with_photo.activity.title in as_person("commune_officer").get(address).content.decode()
        assert with_photo.activity.title not in as_person("other_unit").get(address).content.decode()
        assert with_photo.activity.title in as_person("auditor").get(address).content.decode()


def test_a_hidden_photo_is_gone_for_those_who_only_read(
    with_photo: Evidence, binh: Actor, cast: Cast, as_person: Callable[[str], Client]
) -> None:
    as_person("commune_officer").post(
        reverse("ledger:hide", args=[with_photo.uuid]), {"reason": "Rõ mặt trẻ em"}
    )
    page = reverse("ledger:piece_file", args=[with_photo.uuid])
    seen = {who: _status(as_person(who), page) for who in ("commune_officer", "auditor", "leader")}
    assert seen == {"commune_officer": 200, "auditor": 200, "leader": 404}
    assert (
        with_photo.activity.title not in as_person("auditor").get(reverse("ledger:gallery")).content.decode()
    )


@pytest.mark.parametrize("who", ["other_unit", "approver", "auditor", "leader"])
def test_nobody_else_changes_it(who: str, with_photo: Evidence, as_person: Callable[[str], Client]) -> None:
    browser = as_person(who)
    chain = with_photo.activity.chain
    tries = {
        reverse("ledger:withdraw", args=[chain]): {"reason": "x"},
        reverse("ledger:correct", args=[chain]): {"reason": "x", "title": "x"},
        reverse("ledger:add_evidence", args=[chain]): {"links": "https://example.com/"},
        reverse("ledger:hide", args=[with_photo.uuid]): {"reason": "x"},
    }
    assert {browser.post(address, data).status_code for address, data in tries.items()} <= {403, 404}
    with_photo.refresh_from_db()
    assert with_photo.hidden_at is None
    assert not hasattr(with_photo.activity, "replaced_by")
