"""Châu writes, Anh and Lâm approve: who may send a warning, and what the database holds for ever."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, transaction

from khien.alerts import announcements, api
from khien.alerts.errors import (
    ApprovedAlready,
    ChangedMeanwhile,
    Frozen,
    NoReason,
    NotNow,
    NotReady,
    OwnText,
)
from khien.alerts.models import Alert, AlertAct, AlertArea, AlertReference, AlertWords, SignedAlert
from khien.alerts.rules.draft import Draft
from khien.alerts.rules.issued import AlertText, IssuedAlert
from khien.alerts.rules.life import Act
from khien.alerts.rules.vocabulary import Kind, State
from khien.alerts.selectors.drafts import draft_of
from khien.alerts.services import expiring, workflow, writing
from khien.base.access import Actor
from khien.programme.models import Activity
from tests.alerts.conftest import VI, Writes, out
from tests.people import AT, Cast

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def heard() -> Iterator[list[IssuedAlert]]:
    """What a channel hears."""
    told: list[IssuedAlert] = []
    announcements.when_issued("test", told.append)
    yield told
    del announcements._listeners["test"]


def acts(alert: Alert) -> list[str]:
    return list(AlertAct.objects.filter(alert=alert).order_by("id").values_list("act", flat=True))


def test_two_other_people_let_a_warning_out(
    write: Writes, chau: Actor, anh: Actor, lam: Actor, heard: list[IssuedAlert]
) -> None:
    draft = write()
    workflow.submit(chau, draft, at=AT)
    once = workflow.approve(anh, draft, revision=draft.revision, at=AT)
    assert once.state == State.WAITING
    assert heard == []
    sent = workflow.approve(lam, draft, revision=draft.revision, at=AT)
    assert sent.state == State.ISSUED
    assert acts(sent) == [Act.WROTE, Act.SUBMITTED, Act.APPROVED, Act.APPROVED, Act.ISSUED]
    [told] = heard
    assert told.headline == VI.headline
    assert told.texts["en"].short.startswith("False police")
    assert not told.drill
    assert api.issued_alert(told.uuid) == told
    assert api.current_alerts(AT + HOUR) == [told]


def test_the_ledger_gets_one_line_for_it(send: Writes) -> None:
    alert = send()
    [line] = Activity.objects.filter(source="alerts")
    assert line.source_key == f"issued:{alert.uuid}"
    assert VI.headline in line.title


def test_nobody_approves_what_she_wrote_and_nobody_twice(write: Writes, cast: Cast, anh: Actor) -> None:
    hoa = cast.actor("standing_office")
    own = write(by="standing_office")
    workflow.submit(hoa, own, at=AT)
    with pytest.raises(OwnText):
        workflow.approve(hoa, own, revision=own.revision, at=AT)
    workflow.approve(anh, own, revision=own.revision, at=AT)
    with pytest.raises(ApprovedAlready):
        workflow.approve(anh, own, revision=own.revision, at=AT)
    assert Alert.objects.get(pk=own.pk).state == State.WAITING


def test_who_mended_a_word_wrote_it_too(write: Writes, cast: Cast, chau: Actor) -> None:
    hoa = cast.actor("standing_office")
    draft = write()
    changed = draft_of(draft)
    writing.save(hoa, draft, Draft(**(_parts(changed) | {"area_words": "Chợ trung tâm"})), revision=1, at=AT)
    workflow.submit(chau, draft, at=AT)
    with pytest.raises(OwnText):
        workflow.approve(hoa, draft, revision=2, at=AT)


def test_in_an_emergency_one_is_enough_with_a_reason_that_stays(
    write: Writes, chau: Actor, anh: Actor, heard: list[IssuedAlert]
) -> None:
    draft = write()
    workflow.submit(chau, draft, at=AT)
    with pytest.raises(NoReason):
        workflow.approve(anh, draft, revision=1, emergency=True, reason="gấp", at=AT)
    workflow.approve(anh, draft, revision=1, emergency=True, reason="Đang có người chuyển tiền", at=AT)
    assert len(heard) == 1
    act = AlertAct.objects.get(alert=draft, act=Act.APPROVED)
    assert act.emergency
    assert act.note == "Đang có người chuyển tiền"
    assert act.actor_label == "Vũ Quốc Anh"


def test_a_second_press_of_the_same_button_sends_nothing_again(
    write: Writes, chau: Actor, anh: Actor, lam: Actor, heard: list[IssuedAlert]
) -> None:
    sent = out(write(), chau, anh, lam)
    with pytest.raises(NotNow):
        workflow.approve(lam, sent, revision=sent.revision, at=AT)
    assert len(heard) == 1
    assert SignedAlert.objects.count() == 1


def test_an_approval_names_the_text_that_was_read(write: Writes, chau: Actor, anh: Actor, lam: Actor) -> None:
    draft = write()
    workflow.submit(chau, draft, at=AT)
    workflow.approve(anh, draft, revision=1, at=AT)
    workflow.take_back(chau, draft, at=AT)
    changed = Draft(**(_parts(draft_of(draft)) | {"area_words": "Toàn tỉnh"}))
    writing.save(chau, draft, changed, revision=1, at=AT)
    workflow.submit(chau, draft, at=AT)
    with pytest.raises(ChangedMeanwhile):
        workflow.approve(lam, draft, revision=1, at=AT)
    still = workflow.approve(lam, draft, revision=2, at=AT)
    assert still.state == State.WAITING  # Anh's approval was of the former text


def test_what_lacks_something_is_not_sent(write: Writes, chau: Actor) -> None:
    draft = write(texts={"vi": AlertText("Có", "", "", "", "")}, unit_ids=(), expires_at=AT - HOUR)
    with pytest.raises(NotReady) as caught:
        workflow.submit(chau, draft, at=AT)
    assert len(caught.value.faults) == 6
    assert Alert.objects.get(pk=draft.pk).state == State.DRAFT


def test_one_that_ran_out_while_it_waited_is_not_sent(write: Writes, chau: Actor, anh: Actor) -> None:
    draft = write(expires_at=AT + HOUR)
    workflow.submit(chau, draft, at=AT)
    with pytest.raises(NotReady):
        workflow.approve(anh, draft, revision=1, emergency=True, reason="Rất khẩn cấp", at=AT + 2 * HOUR)


def test_two_people_who_save_the_same_draft_lose_nothing(write: Writes, cast: Cast, chau: Actor) -> None:
    draft = write()
    mine = Draft(**(_parts(draft_of(draft)) | {"area_words": "Chợ"}))
    writing.save(chau, draft, mine, revision=1, page="a", at=AT)
    writing.save(
        chau, draft, Draft(**(_parts(mine) | {"area_words": "Chợ lớn"})), revision=1, page="a", at=AT
    )
    with pytest.raises(ChangedMeanwhile):
        writing.save(cast.actor("standing_office"), draft, mine, revision=1, page="b", at=AT)
    assert Alert.objects.get(pk=draft.pk).area_words == "Chợ lớn"


def test_what_waits_or_was_sent_is_not_written_on(send: Writes, write: Writes, chau: Actor) -> None:
    waiting = write()
    workflow.submit(chau, waiting, at=AT)
    with pytest.raises(NotNow):
        writing.save(chau, waiting, Draft(), revision=1, at=AT)
    sent = send()
    for act in (
        lambda: writing.save(chau, sent, Draft(), revision=sent.revision, at=AT),
        lambda: workflow.take_back(chau, sent, at=AT),
        lambda: writing.drop(chau, sent, at=AT),
    ):
        with pytest.raises(Frozen):
            act()


def test_the_database_itself_keeps_what_was_sent(send: Writes, write: Writes) -> None:
    sent, other = send(), write()
    of = {"alert": sent}
    changes = (
        lambda: Alert.objects.filter(pk=sent.pk).update(severity="Minor"),
        lambda: Alert.objects.filter(pk=sent.pk).update(sent_at=None, state=State.DRAFT),
        lambda: AlertWords.objects.filter(**of).update(headline="Khác"),
        lambda: AlertWords.objects.filter(**of).delete(),
        lambda: AlertWords.objects.filter(alert=other).update(alert=sent),
        lambda: AlertArea.objects.create(unit_id=sent.unit_id, **of),
        lambda: AlertArea.objects.filter(**of).delete(),
        lambda: AlertReference.objects.create(earlier=other, **of),
        lambda: SignedAlert.objects.filter(**of).update(xml=b"<alert/>"),
        lambda: SignedAlert.objects.filter(**of).delete(),
        lambda: AlertAct.objects.filter(**of).update(actor_label="Người khác"),
        lambda: AlertAct.objects.filter(**of).delete(),
    )
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    signed = SignedAlert.objects.get(**of)
    assert hashlib.sha256(bytes(signed.xml)).hexdigest() == signed.sha256


def test_an_update_and_a_cancel_follow_in_a_chain(send: Writes, chau: Actor, anh: Actor, lam: Actor) -> None:
    first = send()
    draft = writing.follow(chau, first, Kind.UPDATE, at=AT + HOUR)
    assert writing.follow(chau, first, Kind.UPDATE, at=AT + HOUR) == draft  # pressed twice
    with pytest.raises(NotReady):
        workflow.submit(chau, draft, at=AT + HOUR)  # why it is changed is not said
    noted = Draft(**(_parts(draft_of(draft)) | {"note": "Thêm số điện thoại của kẻ gian"}))
    writing.save(chau, draft, noted, revision=1, at=AT + HOUR)
    update = out(draft, chau, anh, lam, at=AT + HOUR)
    assert [one.uuid for one in api.current_alerts(AT + 2 * HOUR)] == [str(update.uuid)]
    assert api.issued_alert(str(update.uuid)).replaces == (str(first.uuid),)
    with pytest.raises(NotNow):
        writing.follow(chau, first, Kind.CANCEL, at=AT + HOUR)  # the update stands now, not the first
    last = writing.follow(chau, update, Kind.CANCEL, at=AT + 2 * HOUR)
    ended = Draft(**(_parts(draft_of(last)) | {"note": "Đã bắt được nhóm lừa đảo"}))
    writing.save(chau, last, ended, revision=1, at=AT + 2 * HOUR)
    cancel = out(last, chau, anh, lam, at=AT + 2 * HOUR)
    assert api.current_alerts(AT + 3 * HOUR) == []
    with pytest.raises(NotNow):
        writing.follow(chau, cancel, Kind.UPDATE, at=AT + 3 * HOUR)


def test_a_drill_is_marked_everywhere_and_no_channel_hears_of_it(
    send: Writes, heard: list[IssuedAlert]
) -> None:
    drill = send(drill=True)
    assert heard == []
    told = api.issued_alert(str(drill.uuid))
    assert told.drill
    assert told.headline.startswith("DIỄN TẬP: ")
    assert told.short.startswith("DIEN TAP: ")
    assert all(
        word.startswith(("DIỄN TẬP", "DIEN TAP"))
        for text in told.texts.values()
        for word in (text.headline, text.short, text.long, text.instruction)
    )
    assert api.current_alerts(AT + HOUR) == []
    assert not Activity.objects.filter(source="alerts").exists()
    assert b"<status>Exercise</status>" in bytes(SignedAlert.objects.get(alert=drill).xml)


def test_a_drill_stays_a_drill_in_its_updates(send: Writes, chau: Actor) -> None:
    draft = writing.follow(chau, send(drill=True), Kind.UPDATE, at=AT + HOUR)
    real = Draft(**(_parts(draft_of(draft)) | {"drill": False, "note": "Thử"}))
    saved = writing.save(chau, draft, real, revision=1, at=AT + HOUR)
    assert saved.drill


def test_a_warning_ends_by_itself_once(send: Writes) -> None:
    alert = send()
    later = AT + dt.timedelta(days=3)
    assert api.current_alerts(later) == []
    assert [expiring.expire(at=later), expiring.expire(at=later)] == [1, 0]
    assert acts(alert)[-1] == Act.EXPIRED


def test_only_the_warnings_of_my_commune_and_those_for_no_place(send: Writes, cast: Cast) -> None:
    here = send()
    everywhere = send(unit_ids=(), area_words="Toàn tỉnh")
    found = {one.uuid for one in api.current_alerts(AT + HOUR, unit_ids=[cast.units.commune])}
    assert found == {str(here.uuid), str(everywhere.uuid)}
    elsewhere = api.current_alerts(AT + HOUR, unit_ids=[cast.units.other_commune])
    assert [one.uuid for one in elsewhere] == [str(everywhere.uuid)]


def test_a_listener_that_fails_stops_the_sending(write: Writes, chau: Actor, anh: Actor, lam: Actor) -> None:
    draft = write()
    workflow.submit(chau, draft, at=AT)
    workflow.approve(anh, draft, revision=1, at=AT)

    def broken(_alert: IssuedAlert) -> None:
        raise RuntimeError("no line")

    announcements.when_issued("broken", broken)
    try:
        with pytest.raises(RuntimeError):
            workflow.approve(lam, draft, revision=1, at=AT)
    finally:
        del announcements._listeners["broken"]
    assert Alert.objects.get(pk=draft.pk).state == State.WAITING
    assert not SignedAlert.objects.exists()


def _parts(draft: Draft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in itertools.chain(Draft.__dataclass_fields__)}
