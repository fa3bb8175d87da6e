"""What lies on the desk beside the ledger is kept with limits, and goes when its time is over."""

from __future__ import annotations

import datetime as dt
import errno
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from khien.base import files
from khien.base.access import Actor
from khien.base.errors import Unavailable
from khien.orgs import api as orgs
from khien.programme import api
from khien.programme.models import (
    Activity,
    ActivityDraft,
    ActivityImport,
    ActivityWords,
    DraftUpload,
    Evidence,
    EvidenceAlbum,
    Programme,
)
from khien.programme.services import activity_imports, albums, drafts
from tests.ledger.conftest import AT, KEY, photo, workbook
from tests.people import Cast

Form = Callable[..., dict[str, Any]]
RECORD = "/lam-viec/so-hoat-dong/ghi/"


def test_one_activity_for_two_tasks_counts_its_money_once(
    as_person: Callable[[str], Client], form_of: Form, programme: Programme
) -> None:
    first, second, *_ = programme.tasks.all()
    sent = form_of(tasks=[str(first.uuid), str(second.uuid)], main_task=str(second.uuid), spent="2 triệu")
    assert as_person("commune_officer").post(RECORD, sent).status_code == 302
    money = {
        line.task_id: (line.activities, line.spent_vnd) for line in api.sums(task_ids=[first.pk, second.pk])
    }
    assert money == {first.pk: (1, 0), second.pk: (1, 2_000_000)}


def test_the_office_records_for_a_commune_by_its_code(
    as_person: Callable[[str], Client], form_of: Form, cast: Cast
) -> None:
    assert as_person("standing_office").post(RECORD, form_of(unit="XAH")).status_code == 302
    assert Activity.objects.get().unit_id == cast.units.commune


def test_a_name_that_fits_two_units_asks_which(as_person: Callable[[str], Client], form_of: Form) -> None:
    page = as_person("standing_office").post(RECORD, form_of(unit="Ủy ban nhân dân")).content.decode()
    assert "XAH · Ủy ban nhân dân xã An Hòa" in page
    assert not Activity.objects.exists()


def test_a_full_disk_says_so_and_what_was_typed_stays(
    as_person: Callable[[str], Client], form_of: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(files, "_copy", full)
    answer = as_person("commune_officer").post(RECORD, form_of(photos=[photo()]))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ổ đĩa" in page
    assert "Phát tờ rơi ở chợ" in page
    assert ActivityDraft.objects.get().title == "Phát tờ rơi ở chợ"
    with pytest.raises(Unavailable):
        files.keep(photo(), name="a", limit_bytes=10**7, at=AT)


def test_a_draft_takes_forty_photos_and_says_so(binh: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST_UPLOADS", 2)
    draft = drafts.save_draft(binh, KEY, {}, at=AT)
    sent = [photo(f"{n}.jpg", size=(40 + n, 30)) for n in range(3)]
    assert len(drafts.keep_with_draft(draft, sent, at=AT)) == 1
    assert DraftUpload.objects.count() == 2


def test_a_draft_saved_late_by_a_script_is_not_shown_again(
    binh: Actor, as_person: Callable[[str], Client], form_of: Form
) -> None:
    browser = as_person("commune_officer")
    browser.post(RECORD, form_of())
    browser.post(reverse("ledger:save_draft"), form_of(title="Muộn"))
    assert not ActivityDraft.objects.exists()
    drafts.save_draft(binh, KEY, {"title": ["Muộn hơn"]}, at=AT)  # on its way while the entry was written
    assert "Muộn hơn" not in browser.get(reverse("ledger:activities")).content.decode()


def test_a_draft_is_hers_alone(binh: Actor, as_person: Callable[[str], Client]) -> None:
    drafts.save_draft(binh, KEY, {"title": ["Của Bình"]}, at=AT)
    other = as_person("other_unit")
    assert "Của Bình" not in other.get(f"{RECORD}?nhap={KEY}").content.decode()
    other.post(reverse("ledger:drop_draft", args=[KEY]))
    assert ActivityDraft.objects.exists()
    as_person("commune_officer").post(reverse("ledger:drop_draft", args=[KEY]))
    assert not ActivityDraft.objects.exists()


def test_a_draft_too_long_to_be_a_form_is_cut(binh: Actor) -> None:
    drafts.save_draft(binh, KEY, {f"f{n}": ["x" * 50_000] * 100 for n in range(50)}, at=AT)
    assert sum(len(v) for values in ActivityDraft.objects.get().data.values() for v in values) <= 40_000


def test_drafts_tables_and_albums_go_when_their_time_is_over(binh: Actor, with_photo: Evidence) -> None:
    a_month = dt.timedelta(days=31)
    drafts.save_draft(binh, uuid4(), {"title": ["Cũ"]}, at=AT - a_month)
    drafts.save_draft(binh, uuid4(), {"title": ["Mới"]}, at=AT)
    activity_imports.upload_table(binh, workbook([{}]), file_name="a.xlsx", unit_id=None, at=AT - a_month)
    albums.ask_for_album(binh, [with_photo.activity_id], title="Cũ", at=AT - a_month)
    assert (drafts.forget_old_drafts(at=AT), activity_imports.forget_old_tables(at=AT)) == (1, 1)
    albums.forget_old_albums(at=AT)
    assert [draft.title for draft in ActivityDraft.objects.all()] == ["Mới"]
    table = ActivityImport.objects.get()
    assert (table.state, table.rows) == ("dropped", [])
    assert not EvidenceAlbum.objects.exists()


def test_entries_written_in_bulk_become_findable(recorded: Activity) -> None:
    ActivityWords.objects.all().delete()
    assert api.index_words() == 1
    assert api.index_words() == 0
    assert "tap huan" in ActivityWords.objects.get().text


def test_units_before_are_found_through_two_mergers(cast: Cast, hoa: Actor) -> None:
    def into(code: str) -> orgs.NewUnit:
        return orgs.NewUnit(
            name=f"Xã {code}", kind=orgs.Kind.PEOPLES_COMMITTEE, level=orgs.Level.COMMUNE, code=code,
            parent_id=cast.units.province,
        )  # fmt: skip

    both = [cast.units.commune, cast.units.other_commune]
    first = orgs.merge_units(both, into=into("M1"), on=dt.date(2026, 7, 1), actor=hoa, at=AT)
    third = orgs.open_unit(into("M2"), on=dt.date(2025, 8, 1), actor=hoa, at=AT)
    last = orgs.merge_units([first.id, third.id], into=into("M3"), on=dt.date(2026, 9, 1), actor=hoa, at=AT)
    assert orgs.units_before([last.id]) == {*both, first.id, third.id}
    assert orgs.units_before([cast.units.commune]) == frozenset()
