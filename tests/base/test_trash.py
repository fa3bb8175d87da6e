"""Deleted things come back within thirty days, and go for good after; the app alone knows how."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from khien.base import files, trash
from khien.base.access import Actor
from khien.base.errors import Conflict, Missing
from khien.base.models import AuditEntry, StoredFile, TrashItem
from tests.people import Cast

AT = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)
LAST_DAY = AT + dt.timedelta(days=29, hours=23)
OVER = AT + dt.timedelta(days=30)


class Shelf:
    """An app with leaflets that can be hidden, brought back and thrown away."""

    def __init__(self) -> None:
        self.hidden: set[str] = set()
        self.gone: list[str] = []
        self.refuses = False

    def restore(self, item: trash.Trashed, actor: Actor, at: dt.datetime) -> None:
        if self.refuses:
            raise Conflict("the address is taken meanwhile")
        self.hidden.discard(item.key)

    def remove(self, item: trash.Trashed) -> None:
        if self.refuses:
            raise RuntimeError("out of order")
        self.gone.append(item.key)


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    monkeypatch.setattr(trash, "_kinds", {})
    own = Shelf()
    trash.register_kind(trash.Kind("leaflet", "Tờ rơi", own.restore, own.remove))
    return own


def delete(shelf: Shelf, actor: Actor, key: str, owner: str = "unit:17") -> trash.Trashed:
    shelf.hidden.add(key)
    return trash.put(
        actor, kind="leaflet", key=key, label=f"Tờ rơi {key}", owner_key=owner, payload={"n": 1}, at=AT
    )


@pytest.mark.django_db
def test_chau_deletes_a_leaflet_and_brings_it_back_on_the_last_day(shelf: Shelf, cast: Cast) -> None:
    chau = cast.actor("editor")
    thing = delete(shelf, chau, "7")
    assert (thing.deleted_by, thing.goes_at, thing.payload) == ("Hoàng Minh Châu", OVER, {"n": 1})
    assert (thing.days_left(AT), thing.days_left(LAST_DAY), thing.days_left(OVER)) == (30, 1, 0)
    assert trash.find(thing.uuid, at=LAST_DAY) == thing
    trash.restore(chau, thing.uuid, at=LAST_DAY)
    assert shelf.hidden == set()
    assert not TrashItem.objects.exists()
    assert [entry.action for entry in AuditEntry.objects.filter(subject_kind="leaflet").order_by("seq")] == [
        "trash.put",
        "trash.restored",
    ]


@pytest.mark.django_db
def test_the_second_of_two_people_is_told_that_it_is_back_already(shelf: Shelf, cast: Cast) -> None:
    thing = delete(shelf, cast.actor("editor"), "7")
    trash.restore(cast.actor("editor"), thing.uuid, at=AT)
    with pytest.raises(Missing, match="đã có người khôi phục"):
        trash.restore(cast.actor("approver"), thing.uuid, at=AT)
    with pytest.raises(Missing):
        trash.find(uuid4(), at=AT)


@pytest.mark.django_db
def test_after_thirty_days_it_cannot_be_brought_back_and_goes_for_good(shelf: Shelf, cast: Cast) -> None:
    thing = delete(shelf, cast.actor("editor"), "7")
    assert trash.empty(at=LAST_DAY) == 0
    with pytest.raises(Missing):
        trash.restore(cast.actor("editor"), thing.uuid, at=OVER)
    assert len(trash.items(at=OVER)) == 0
    assert trash.empty(at=OVER) == 1
    assert trash.empty(at=OVER) == 0
    assert shelf.gone == ["7"]
    assert AuditEntry.objects.order_by("-seq")[0].actor_label == "Khiên"


@pytest.mark.django_db
def test_what_cannot_come_back_now_stays_in_the_trash(shelf: Shelf, cast: Cast) -> None:
    thing = delete(shelf, cast.actor("editor"), "7")
    shelf.refuses = True
    with pytest.raises(Conflict):
        trash.restore(cast.actor("editor"), thing.uuid, at=AT)
    shelf.refuses = False
    trash.restore(cast.actor("editor"), thing.uuid, at=AT)


@pytest.mark.django_db
def test_one_thing_that_cannot_be_removed_keeps_no_other_from_going(
    shelf: Shelf, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    def out_of_order(item: trash.Trashed) -> None:
        raise RuntimeError("out of order")

    trash.register_kind(trash.Kind("clip", "Clip", shelf.restore, out_of_order))
    trash.put(cast.actor("editor"), kind="clip", key="1", label="Clip", at=AT)
    delete(shelf, cast.actor("editor"), "7")
    assert trash.empty(at=OVER) == 1
    assert [row.kind for row in TrashItem.objects.all()] == ["clip"]
    assert "could not be removed" in caplog.text


@pytest.mark.django_db
def test_deleting_twice_is_once(shelf: Shelf, cast: Cast) -> None:
    assert delete(shelf, cast.actor("editor"), "7") == delete(shelf, cast.actor("approver"), "7")
    assert AuditEntry.objects.filter(subject_kind="leaflet").count() == 1


@pytest.mark.django_db
def test_a_unit_lists_its_own_and_a_page_asks_for_its_own_part(
    shelf: Shelf, cast: Cast, django_assert_num_queries: object
) -> None:
    for number in range(5):
        delete(shelf, cast.actor("editor"), str(number), owner="unit:17" if number < 3 else "unit:18")
    mine = trash.items(owner_keys=["unit:17"], at=AT)
    assert len(mine) == 3
    assert len(trash.items(at=AT)) == 5
    assert len(trash.items(of_kinds=["clip"], at=AT)) == 0
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert [item.key for item in mine[0:2]] == ["2", "1"]
    assert mine[2].kind_label == "Tờ rơi"


@pytest.mark.django_db
def test_files_of_a_deleted_thing_stay_as_long_as_it_may_come_back(
    shelf: Shelf, cast: Cast, folder: Path
) -> None:
    poster = files.keep(io.BytesIO(b"%PDF-1.7 a"), name="a.pdf", limit_bytes=100, at=AT)
    trash.put(cast.actor("editor"), kind="leaflet", key="9", label="Tờ rơi", files=[poster, poster], at=AT)
    assert files.remove_unused(before=OVER) == 0
    trash.empty(at=OVER)
    assert files.remove_unused(before=OVER) == 1
    assert not StoredFile.objects.exists()


def test_two_apps_cannot_take_one_word_and_nothing_unknown_is_taken(shelf: Shelf, cast: Cast) -> None:
    with pytest.raises(ValueError, match="twice"):
        trash.register_kind(trash.Kind("leaflet", "Khác", shelf.restore, shelf.remove))
    with pytest.raises(ValueError, match="not registered"):
        trash.put(Actor(id="x", label="x"), kind="nothing", key="1", label="", at=AT)
    assert list(trash.kinds()) == ["leaflet"]
