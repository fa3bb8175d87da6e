"""Room for files per owner: counted from rows, warned at eighty percent, never passed, not even by two at once."""

from __future__ import annotations

import datetime as dt
import io
import threading
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django.fixtures import Settings

from khien.base import files, quota
from khien.base.models import AuditEntry, FileHolding, StoredFile
from tests.people import Cast

AT = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)
UNIT, OTHER = "unit:17", "unit:18"
MB = 1 << 20


@pytest.fixture(autouse=True)
def _small_rooms(folder: Path, settings: Settings) -> None:
    settings.KHIEN_UNIT_QUOTA_MB = 10


def content_of(megabytes: float, mark: str = "a") -> StoredFile:
    data = mark.encode() * int(megabytes * MB)
    return files.keep(io.BytesIO(data), name=f"{mark}.txt", limit_bytes=100 * MB, at=AT)


@pytest.mark.django_db
def test_what_a_unit_uses_is_the_sum_of_what_it_holds() -> None:
    assert quota.usage(UNIT) == quota.Usage(UNIT, 0, 10 * MB)
    quota.hold(UNIT, content_of(2, "a"), at=AT)
    seen = quota.hold(UNIT, content_of(3, "b"), at=AT)
    assert seen == quota.usage(UNIT) == quota.Usage(UNIT, 5 * MB, 10 * MB)
    assert (seen.left, seen.share, seen.near, seen.full) == (5 * MB, 0.5, False, False)


@pytest.mark.django_db
def test_a_unit_is_warned_at_eighty_percent_and_full_at_its_limit() -> None:
    assert quota.hold(UNIT, content_of(8), at=AT).near
    full = quota.hold(UNIT, content_of(2, "b"), at=AT)
    assert (full.near, full.full, full.left) == (True, True, 0)


@pytest.mark.django_db
def test_a_file_that_does_not_fit_is_refused_with_figures_and_changes_nothing() -> None:
    quota.hold(UNIT, content_of(8), at=AT)
    with pytest.raises(quota.NoRoom, match="đã dùng 8 trên 10 MB, tệp cần 3 MB") as refused:
        quota.hold(UNIT, content_of(2.5, "b"), at=AT)
    assert (refused.value.code, refused.value.status) == ("no-room", 413)
    with pytest.raises(quota.NoRoom):
        quota.check_room(UNIT, 3 * MB)
    quota.check_room(UNIT, 2 * MB)
    assert quota.usage(UNIT).used == 8 * MB


@pytest.mark.django_db
def test_a_content_in_two_places_counts_once_until_both_gave_it_up() -> None:
    poster = content_of(4)
    quota.hold(UNIT, poster, at=AT)
    assert quota.hold(UNIT, poster, at=AT).used == 4 * MB
    quota.release(UNIT, poster)
    assert quota.usage(UNIT).used == 4 * MB
    quota.release(UNIT, poster)
    quota.release(UNIT, poster)
    assert quota.usage(UNIT).used == 0


@pytest.mark.django_db
def test_one_content_of_two_units_counts_for_each() -> None:
    poster = content_of(4)
    quota.hold(UNIT, poster, at=AT)
    quota.hold(OTHER, poster, at=AT)
    assert {key: seen.used for key, seen in quota.usages([UNIT, OTHER, "unit:19"]).items()} == {
        UNIT: 4 * MB,
        OTHER: 4 * MB,
        "unit:19": 0,
    }


@pytest.mark.django_db
def test_a_held_content_is_never_swept() -> None:
    poster = content_of(1)
    quota.hold(UNIT, poster, at=AT)
    assert files.remove_unused(before=AT + dt.timedelta(days=365)) == 0
    quota.release(UNIT, poster)
    assert files.remove_unused(before=AT + dt.timedelta(days=365)) == 1


@pytest.mark.django_db
def test_a_picture_of_a_page_counts_by_its_name() -> None:
    quota.hold_named(UNIT, "original_images/a.png", 3 * MB, at=AT)
    assert quota.usage(UNIT).used == 3 * MB
    quota.release_named(UNIT, "original_images/a.png")
    assert quota.usage(UNIT).used == 0


@pytest.mark.django_db
def test_the_administrator_gives_one_unit_more_room_and_takes_it_back(cast: Cast) -> None:
    admin = cast.actor("administrator")
    quota.set_limit(admin, UNIT, 20, label="Xã An Hòa", at=AT)
    quota.set_limit(admin, UNIT, 20, label="Xã An Hòa", at=AT)
    assert (quota.usage(UNIT).limit, quota.usage(OTHER).limit) == (20 * MB, 10 * MB)
    quota.hold(UNIT, content_of(15), at=AT)
    quota.set_limit(admin, UNIT, None, label="Xã An Hòa", at=AT)
    after = quota.usage(UNIT)
    assert (after.used, after.limit, after.full, after.left) == (15 * MB, 10 * MB, True, 0)
    said = [
        (entry.old_values, entry.new_values)
        for entry in AuditEntry.objects.filter(action="files.limit_set").order_by("seq")
    ]
    assert said == [({"limit_mb": None}, {"limit_mb": 20}), ({"limit_mb": 20}, {"limit_mb": None})]
    with pytest.raises(ValueError):
        quota.set_limit(admin, UNIT, -1, label="", at=AT)


@pytest.mark.django_db
def test_a_limit_of_nothing_lets_nothing_in(cast: Cast) -> None:
    quota.set_limit(cast.actor("administrator"), UNIT, 0, label="", at=AT)
    assert quota.usage(UNIT).full
    with pytest.raises(quota.NoRoom):
        quota.hold(UNIT, content_of(1), at=AT)


@pytest.mark.django_db
def test_what_the_app_rolls_back_is_not_held() -> None:
    poster = content_of(1)
    with transaction.atomic():
        quota.hold(UNIT, poster, at=AT)
        transaction.set_rollback(True)
    assert quota.usage(UNIT).used == 0


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one writer in at a time")
def test_two_uploads_at_once_cannot_pass_the_limit() -> None:
    """Ten uploads of 3 MB into 10 MB, all at once: three fit."""
    contents = [content_of(3, chr(ord("a") + number)) for number in range(10)]
    together = threading.Barrier(len(contents))
    outcomes: list[str] = []

    def upload(stored: StoredFile) -> None:
        together.wait()
        try:
            quota.hold(UNIT, stored, at=AT)
        except quota.NoRoom:
            outcomes.append("refused")
        else:
            outcomes.append("held")
        finally:
            connection.close()

    threads = [threading.Thread(target=upload, args=(stored,)) for stored in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["held"] * 3 + ["refused"] * 7
    assert quota.usage(UNIT).used == 9 * MB
    FileHolding.objects.all().delete()
    StoredFile.objects.all().delete()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one writer in at a time")
@pytest.mark.parametrize("swept_by", ["unused", "rowless"])
def test_a_sweep_and_an_upload_of_the_same_content_at_once_never_part_row_and_content(
    anywhere: str, swept_by: str
) -> None:
    poster = b"%PDF-1.7 the same poster again and again"
    together = threading.Barrier(2)
    broken: list[Exception] = []

    def again() -> None:
        try:
            together.wait()
            files.keep(io.BytesIO(poster), name="a.pdf", limit_bytes=1000, at=AT)
        except Exception as error:
            broken.append(error)
        finally:
            connection.close()

    def sweep() -> None:
        try:
            together.wait()
            if swept_by == "unused":
                files.remove_unused(before=AT + dt.timedelta(days=1))
            else:
                files.remove_rowless(before=dt.datetime(2100, 1, 1, tzinfo=dt.UTC))
        except Exception as error:
            broken.append(error)
        finally:
            connection.close()

    for _round in range(10):
        files.keep(io.BytesIO(poster), name="a.pdf", limit_bytes=1000, at=AT)
        if swept_by == "rowless":
            StoredFile.objects.all().delete()
        threads = [threading.Thread(target=act) for act in (again, sweep)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert swept_by == "unused" or StoredFile.objects.count() == 1
        for stored in StoredFile.objects.all():
            with files.open_kept(stored.sha256) as content:
                assert content.read() == poster
    assert broken == []
    StoredFile.objects.all().delete()
