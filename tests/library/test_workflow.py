"""Châu writes, Anh approves: who may let a text out, and what happens when two decide or the text changes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command

from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.library.errors import ChangedMeanwhile, NotNow, NotReady, NotYours
from khien.library.models import Edition, Material, MaterialAct
from khien.library.rules.kinds import Act, MaterialKind, State
from khien.library.selectors.page import who_could_approve
from khien.library.selectors.standing import states_of, writers_of
from khien.library.services import adapting, drafting, ledger, publishing, upkeep, workflow
from khien.library.services.uses import record_download, record_use
from khien.library.services.waiting import waiting_for
from khien.programme import api as programme
from tests.library.conftest import Writes, complete, edition_of, let_out, send_in
from tests.people import AT, Cast

pytestmark = pytest.mark.django_db
TODAY = AT.date()


def state(material: Material) -> State:
    found = Material.objects.get(pk=material.pk)
    return states_of([found])[found.pk]


def test_a_text_goes_out_by_somebody_elses_approval_with_its_basis(
    write: Writes, chau: Actor, anh: Actor
) -> None:
    draft = write()
    assert state(draft) == State.DRAFT
    sent = send_in(draft, chau)
    assert state(sent) == State.IN_REVIEW
    out = let_out(sent, anh)
    assert out.live
    assert out.version == 1
    edition = edition_of(out)
    assert edition.approved_by == "Vũ Quốc Anh"
    assert edition.basis == "Kế hoạch 05/KH-UBND, mục III.2"
    acts = MaterialAct.objects.filter(material=out).order_by("id").values_list("act", flat=True)
    assert list(acts) == [Act.SUBMITTED, Act.APPROVED, Act.PUBLISHED]


def test_nobody_approves_or_checks_what_she_wrote(write: Writes, cast: Cast, chau: Actor) -> None:
    hoa = cast.actor("standing_office")
    own = send_in(write(by="standing_office"), hoa)
    with pytest.raises(NotYours):
        let_out(own, hoa)
    theirs = send_in(write("Bài của Châu"), chau)
    with pytest.raises(NotYours):
        workflow.check(chau, theirs, revision_id=int(theirs.latest_revision_id or 0), at=AT)
    assert state(theirs) == State.IN_REVIEW


def test_who_could_approve_is_named_and_the_writer_is_not_among_them(
    write: Writes, cast: Cast, chau: Actor, anh: Actor
) -> None:
    hoa = cast.actor("standing_office")
    own = send_in(write(by="standing_office"), hoa)
    assert cast["leader"]
    named = " ".join(who_could_approve(own.unit_id, writers_of(own), on=TODAY))
    assert "Vũ Quốc Anh" in named
    assert "Trần Văn Lâm" in named
    assert "Nguyễn Thị Hoa" not in named


def test_a_text_that_lacks_something_is_not_sent(write: Writes, chau: Actor) -> None:
    with pytest.raises(NotReady) as caught:
        send_in(write(summary="", audience_codes=""), chau)
    assert len(caught.value.faults) == 2


def test_an_approval_needs_a_basis_and_a_return_needs_a_note(write: Writes, chau: Actor, anh: Actor) -> None:
    sent = send_in(write(), chau)
    revision = int(sent.latest_revision_id or 0)
    with pytest.raises(KhienError, match=r".") as caught:
        let_out(sent, anh, basis="  ")
    assert caught.value.code == "no-basis"
    with pytest.raises(KhienError) as caught:
        workflow.send_back(anh, sent, revision_id=revision, note=" ", at=AT)
    assert caught.value.code == "no-note"


def test_the_second_of_two_approvers_finds_it_decided(
    write: Writes, cast: Cast, chau: Actor, anh: Actor
) -> None:
    sent = send_in(write(), chau)
    let_out(sent, anh)
    with pytest.raises(NotNow):
        let_out(sent, cast.actor("leader"))
    assert Edition.objects.filter(material=sent).count() == 1


def test_an_approver_is_told_when_the_text_changed_after_she_opened_it(
    write: Writes, cast: Cast, chau: Actor, anh: Actor
) -> None:
    sent = send_in(write(), chau)
    seen = int(sent.latest_revision_id or 0)
    complete(sent, by=cast["editor"], summary="Câu tóm tắt mới. Cúp máy ngay.")
    with pytest.raises(ChangedMeanwhile):
        workflow.approve(anh, sent, revision_id=seen, basis="Kế hoạch 05", at=AT)
    assert not Material.objects.get(pk=sent.pk).live


def test_a_returned_text_is_mended_and_taken_up_again(
    write: Writes, cast: Cast, chau: Actor, anh: Actor
) -> None:
    sent = send_in(write(), chau)
    workflow.send_back(anh, sent, revision_id=int(sent.latest_revision_id or 0), note="Thêm số 113.", at=AT)
    assert state(sent) == State.RETURNED
    mended = complete(sent, by=cast["editor"], summary="Có số 113. Cúp máy ngay.")
    again = send_in(mended, chau)
    assert let_out(again, anh).summary == "Có số 113. Cúp máy ngay."


def test_the_writer_calls_it_back(write: Writes, chau: Actor) -> None:
    sent = send_in(write(), chau)
    workflow.take_back(chau, sent, at=AT)
    assert state(sent) == State.DRAFT
    with pytest.raises(NotNow):
        workflow.take_back(chau, sent, at=AT)


def test_an_approved_text_waits_for_its_day(write: Writes, chau: Actor, anh: Actor) -> None:
    sent = send_in(write(), chau)
    later = let_out(sent, anh, goes_out=AT + dt.timedelta(days=3650))
    assert not later.live
    assert state(later) == State.SCHEDULED
    call_command("publish_scheduled", verbosity=0)
    assert not Material.objects.get(pk=sent.pk).live


def test_a_newer_draft_does_not_touch_what_is_published(
    published: Material, cast: Cast, chau: Actor, anh: Actor
) -> None:
    newer = complete(published, by=cast["editor"], summary="Bản hai. Cúp máy ngay.")
    assert state(newer) == State.PUBLISHED
    assert edition_of(newer).content["summary"].startswith("Công an không yêu cầu")
    out = let_out(send_in(newer, chau), anh)
    assert out.version == 2
    assert edition_of(out).content["summary"] == "Bản hai. Cúp máy ngay."


def test_taken_down_with_a_reason_and_then_binned_and_restored(
    published: Material, anh: Actor, chau: Actor
) -> None:
    with pytest.raises(KhienError) as caught:
        drafting.to_bin(anh, published, at=AT)
    assert caught.value.code == "still-public"
    publishing.take_down(anh, published, reason="Số điện thoại đã đổi.", at=AT)
    assert state(published) == State.WITHDRAWN
    drafting.to_bin(anh, published, at=AT)
    drafting.to_bin(anh, published, at=AT)  # pressed twice
    assert MaterialAct.objects.filter(material=published, act=Act.DELETED).count() == 1
    drafting.out_of_bin(anh, Material.objects.get(pk=published.pk), at=AT)
    assert state(published) == State.WITHDRAWN


def test_the_bin_is_emptied_after_thirty_days_of_what_was_never_public(
    write: Writes, published: Material, chau: Actor, anh: Actor
) -> None:
    draft = write("Bản nháp bỏ đi")
    drafting.to_bin(chau, draft, at=AT)
    publishing.take_down(anh, published, reason="Đã cũ.", at=AT)
    drafting.to_bin(anh, published, at=AT)
    assert drafting.empty_bin(at=AT + dt.timedelta(days=29)) == 0
    assert drafting.empty_bin(at=AT + dt.timedelta(days=31)) == 1
    assert Material.objects.filter(pk=published.pk).exists()


def test_a_text_comes_down_when_its_day_has_passed(published: Material) -> None:
    Material.objects.filter(pk=published.pk).update(expire_at=AT - dt.timedelta(days=1))
    call_command("publish_scheduled", verbosity=0)
    assert state(published) == State.EXPIRED
    assert MaterialAct.objects.filter(material=published, act=Act.EXPIRED).exists()


def test_a_copy_is_told_of_its_origins_newer_text(
    published: Material, cast: Cast, chau: Actor, anh: Actor, binh: Actor
) -> None:
    copy = adapting.adapt(binh, published, cast.units.commune, today=TODAY, at=AT)
    assert adapting.adapt(binh, published, cast.units.commune, today=TODAY, at=AT) == copy  # pressed twice
    assert copy.sources.count() == 1
    let_out(send_in(complete(published, by=cast["editor"], summary="Bản hai. Cúp máy."), chau), anh)
    fresh = Material.objects.get(pk=copy.pk)
    assert fresh.adapted_from is not None
    assert fresh.adapted_from.version > fresh.adapted_version
    adapting.keep_own(binh, fresh, at=AT)
    assert Material.objects.get(pk=copy.pk).adapted_version == 2


def test_a_fallen_instrument_marks_what_cites_it(published: Material) -> None:
    from_office = upkeep.Instrument.objects.get_or_create(
        number="91/2025/QH15", defaults={"title": "Luật Bảo vệ dữ liệu cá nhân"}
    )[0]
    from_office.ended_on = TODAY
    from_office.save()
    assert upkeep.mark_what_needs_update(today=TODAY) == 1
    assert "91/2025/QH15" in Material.objects.get(pk=published.pk).update_wanted


@pytest.mark.usefixtures("on_the_day")
def test_the_ledger_has_the_publishing_and_a_day_later_the_use(
    published: Material, cast: Cast, binh: Actor
) -> None:
    edition = edition_of(published)
    assert ledger.tell_of_edition(edition, at=AT)
    assert ledger.tell_of_edition(edition, at=AT)  # a job that runs twice
    for _n in range(3):
        record_download(binh, edition, cast.units.commune, form="poster", today=TODAY)
    record_use(binh, edition, cast.units.commune, "hung", on=TODAY, today=TODAY, where="Chợ", count=4)
    record_use(
        binh, edition, cast.units.commune, "played", on=TODAY, today=TODAY, where="Loa thôn 3", told=True
    )
    tomorrow = TODAY + dt.timedelta(days=1)
    for _n in range(2):
        ledger.tell_of_uses(before=tomorrow, since=TODAY, at=AT + dt.timedelta(days=1))
    made = programme.activities(unit_ids=[cast.units.department])
    assert [line.title for line in made] == ["Công bố: Cúp máy khi có người xưng công an"]
    used = programme.activities(unit_ids=[cast.units.commune])
    assert len(used) == 2  # one taken, one hung; the bulletin she tells of herself


def test_only_who_may_decide_finds_it_waiting(
    write: Writes, cast: Cast, chau: Actor, anh: Actor, binh: Actor
) -> None:
    sent = send_in(write(), chau)
    assert waiting_for(anh, on=TODAY) == [sent.pk]
    assert waiting_for(cast.actor("focal_officer"), on=TODAY) == [sent.pk]  # checks, wrote nothing of it
    assert waiting_for(chau, on=TODAY) == []
    assert waiting_for(binh, on=TODAY) == []


def test_two_materials_of_one_title_get_two_addresses(chau: Actor, cast: Cast) -> None:
    made = [
        drafting.begin(chau, cast.units.department, kind=MaterialKind.SMS, title="Cúp máy") for _n in range(2)
    ]
    assert [one.web_slug for one in made] == ["cup-may", "cup-may-2"]
