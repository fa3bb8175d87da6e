"""Châu makes a campaign, Anh decides about it, and nothing happens twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from khien.audiences.api import SegmentRule
from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.base.models import AuditEntry
from khien.channels.errors import (
    ChangedMeanwhile,
    NotNow,
    NotReady,
    OutsideArea,
    OwnCampaign,
    TooManyTests,
)
from khien.channels.models import Campaign, CampaignStep, DeliveryRow, Message
from khien.channels.rules.kinds import MOVES, CampaignState, Delivery, Medium, StepKind
from khien.channels.rules.templates import template
from khien.channels.selectors.campaign_plan import estimate_of, step_views, text_view
from khien.channels.services import asking, campaign_plan, campaign_texts, campaign_trying, campaigns
from khien.channels.services.campaign_plan import NewStep, Rhythm
from khien.library import api as library
from khien.library.models import Material
from tests.channels.campaigns.conftest import BASIS, ON, Plans
from tests.people import AT, Cast

pytestmark = pytest.mark.django_db
Asked = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What was asked of jobs."""
    seen: Asked = []

    def ask(name: str, **kwargs: Any) -> None:
        seen.append((name, kwargs))

    for module in (campaigns, campaign_trying):
        monkeypatch.setattr(module, "ask", ask)
    assert asking.ask
    return seen


# ---- the way of a campaign ---------------------------------------------------------------------------------------
def test_what_was_approved_starts_once_however_often_the_button_is_pressed(
    approved: Campaign, chau: Actor, asked: Asked
) -> None:
    campaigns.start(chau, approved, at=AT)
    with pytest.raises(NotNow):
        campaigns.start(chau, approved, at=AT)
    assert asked == [("run_campaign", {"campaign_id": approved.pk})]
    assert [act.act for act in approved.acts.all()][:2] == ["started", "approved"]


def test_the_maker_does_not_approve_her_own_campaign(plan: Plans, cast: Cast, anh: Actor) -> None:
    hoa = cast.actor("standing_office")
    made = plan("Của Hoa", by=hoa)
    made = campaigns.send_in(hoa, made, version=made.version, on=ON, at=AT)
    with pytest.raises(OwnCampaign):
        campaigns.approve(hoa, made, version=made.version, basis=BASIS, on=ON, at=AT)
    made.refresh_from_db()
    assert (made.state, made.basis) == ("waiting", "")
    assert campaigns.approve(anh, made, version=made.version, basis=BASIS, on=ON, at=AT).approved_by


def test_who_only_changed_a_text_has_a_hand_in_it_too(plan: Plans, chau: Actor, cast: Cast) -> None:
    hoa = cast.actor("standing_office")
    made = plan()
    made = campaign_plan.change_what_for(
        hoa, made, version=made.version, title="Tên mới", purpose="x", task_id=None, at=AT
    )
    made = campaigns.send_in(chau, made, version=made.version, on=ON, at=AT)
    with pytest.raises(OwnCampaign):
        campaigns.approve(hoa, made, version=made.version, basis=BASIS, on=ON, at=AT)


def test_an_approval_needs_a_basis_and_a_return_needs_words(sent_in: Campaign, anh: Actor) -> None:
    with pytest.raises(KhienError, match=r"rests|dựa"):
        campaigns.approve(anh, sent_in, version=sent_in.version, basis=" ", on=ON, at=AT)
    with pytest.raises(KhienError, match=r"changed|sửa"):
        campaigns.return_with(anh, sent_in, version=sent_in.version, note=" ", at=AT)
    back = campaigns.return_with(anh, sent_in, version=sent_in.version, note="Bớt một câu.", at=AT)
    assert back.state == "draft"


def test_an_approver_decides_about_what_stood_on_her_page(sent_in: Campaign, chau: Actor, anh: Actor) -> None:
    seen = sent_in.version
    changed = campaigns.take_back(chau, sent_in, at=AT)
    edited = campaign_plan.change_what_for(
        chau, changed, version=changed.version, title="Khác", purpose="Khác", task_id=None, at=AT
    )
    campaigns.send_in(chau, edited, version=edited.version, on=ON, at=AT)
    with pytest.raises(ChangedMeanwhile):
        campaigns.approve(anh, sent_in, version=seen, basis=BASIS, on=ON, at=AT)


def test_two_tabs_the_older_one_is_told(plan: Plans, chau: Actor) -> None:
    made = plan()
    seen = made.version
    campaign_plan.change_what_for(chau, made, version=seen, title="Một", purpose="x", task_id=None, at=AT)
    with pytest.raises(ChangedMeanwhile):
        campaign_plan.change_what_for(chau, made, version=seen, title="Hai", purpose="x", task_id=None, at=AT)
    assert Campaign.objects.get(pk=made.pk).title == "Một"


def test_what_lacks_something_is_not_sent_in(chau: Actor, cast: Cast) -> None:
    made = campaign_plan.make(chau, cast.units.department, title="Trống", first_day=ON, at=AT)
    with pytest.raises(NotReady) as told:
        campaigns.send_in(chau, made, version=made.version, on=ON, at=AT)
    assert len(told.value.lacks) == 3
    assert Campaign.objects.get(pk=made.pk).state == "draft"


def test_a_campaign_that_reaches_nobody_is_not_sent_in(plan: Plans, chau: Actor, cast: Cast) -> None:
    made = plan()
    made = campaign_plan.drop_rule(chau, made, 0, version=made.version, at=AT)
    rule = SegmentRule(unit_ids=(cast.units.department,), audiences=("pupils",))
    made = campaign_plan.add_rule(chau, made, rule, version=made.version, on=ON, at=AT)
    with pytest.raises(NotReady):
        campaigns.send_in(chau, made, version=made.version, on=ON, at=AT)


ACTS: dict[str, Callable[[Actor, Campaign], object]] = {
    "send_in": lambda who, row: campaigns.send_in(who, row, version=row.version, on=ON, at=AT),
    "take_back": lambda who, row: campaigns.take_back(who, row, at=AT),
    "return": lambda who, row: campaigns.return_with(who, row, version=row.version, note="x", at=AT),
    "approve": lambda who, row: campaigns.approve(who, row, version=row.version, basis=BASIS, on=ON, at=AT),
    "start": lambda who, row: campaigns.start(who, row, at=AT),
    "pause": lambda who, row: campaigns.pause(who, row, at=AT),
    "resume": lambda who, row: campaigns.resume(who, row, at=AT),
    "stop": lambda who, row: campaigns.stop(who, row, at=AT),
}
LEADS = {
    "send_in": {"draft": "waiting"},
    "take_back": {"waiting": "draft", "approved": "draft"},
    "return": {"waiting": "draft", "approved": "draft"},
    "approve": {"waiting": "approved"},
    "start": {"approved": "running"},
    "pause": {"running": "paused"},
    "resume": {"paused": "running"},
    "stop": {"approved": "stopped", "running": "stopped", "paused": "stopped"},
}


@pytest.mark.parametrize("act", sorted(ACTS))
def test_every_act_from_every_state_does_what_the_table_says(
    act: str, plan: Plans, anh: Actor, asked: Asked
) -> None:
    made = plan()
    for state in CampaignState:
        Campaign.objects.filter(pk=made.pk).update(state=state, basis=BASIS)
        made.refresh_from_db()
        leads = LEADS[act].get(state.value)
        if leads is None:
            with pytest.raises(NotNow):
                ACTS[act](anh, made)
            leads = state.value
        else:
            assert CampaignState(leads) in MOVES[state]
            ACTS[act](anh, made)
        made.refresh_from_db()
        assert made.state == leads


def test_a_stop_leaves_out_who_waits_and_keeps_who_got_it(
    approved: Campaign, chau: Actor, asked: Asked
) -> None:
    campaigns.start(chau, approved, at=AT)
    message = Message.objects.filter(step__campaign=approved, medium="email")[0]
    for n, state in enumerate((Delivery.SENT, Delivery.QUEUED, Delivery.WAITING, Delivery.UNCERTAIN)):
        DeliveryRow.objects.create(
            message=message, step=message.step, medium="email", key=f"{n:032x}", address_id=n, state=state
        )
    assert campaigns.stop(chau, approved, note="Sai ngày", at=AT) == 2
    with pytest.raises(NotNow):
        campaigns.resume(chau, approved, at=AT)
    left = sorted(DeliveryRow.objects.values_list("state", flat=True))
    assert left == [Delivery.SENT, Delivery.UNCERTAIN, Delivery.SKIPPED, Delivery.SKIPPED]


def test_each_act_stands_in_the_audit(approved: Campaign) -> None:
    told = AuditEntry.objects.filter(subject_id=str(approved.uuid)).values_list("action", flat=True)
    assert {"campaign.made", "campaign.changed", "campaign.sent_in", "campaign.approved"} <= set(told)


# ---- people ---------------------------------------------------------------------------------------------------------
def test_a_unit_writes_to_its_own_area_only(plan: Plans, chau: Actor, cast: Cast) -> None:
    made = plan()
    for rule in (
        SegmentRule(),
        SegmentRule(unit_ids=(cast.units.commune,)),
        SegmentRule(audiences=("elderly",)),
    ):
        with pytest.raises(OutsideArea):
            campaign_plan.add_rule(chau, made, rule, version=made.version, on=ON, at=AT)
    hoa = cast.actor("standing_office")
    assert (
        campaign_plan.add_rule(hoa, made, SegmentRule(), version=made.version, on=ON, at=AT).audience[-1]
        == {}
    )


def test_the_same_choice_twice_is_kept_once(plan: Plans, chau: Actor, cast: Cast) -> None:
    made = plan()
    rule = SegmentRule(unit_ids=(cast.units.department,), audiences=("elderly",))
    assert (
        campaign_plan.add_rule(chau, made, rule, version=made.version, on=ON, at=AT).audience == made.audience
    )


# ---- texts ----------------------------------------------------------------------------------------------------------
def test_texts_come_from_the_material_and_a_change_is_marked(plan: Plans, chau: Actor) -> None:
    made = plan()
    sms = Message.objects.get(step__campaign=made, medium="sms")
    assert not text_view(sms).differs
    campaign_texts.change_text(
        chau, made, sms, subject="", text="Cúp máy ngay. {link}", linked=True, version=made.version, at=AT
    )
    made.refresh_from_db()
    changed = Message.objects.select_related("step__campaign").get(pk=sms.pk)
    assert text_view(changed).differs
    campaign_texts.back_to_material(chau, made, changed, version=made.version, at=AT)
    assert not text_view(Message.objects.select_related("step__campaign").get(pk=sms.pk)).differs


def test_a_mail_whose_words_changed_goes_without_its_drawn_form(plan: Plans, chau: Actor) -> None:
    made = plan()
    mail = Message.objects.get(step__campaign=made, medium="email")
    assert "{link}" in mail.html
    campaign_texts.change_text(
        chau, made, mail, subject="Cúp máy", text="Lời khác.", linked=False, version=made.version, at=AT
    )
    mail.refresh_from_db()
    assert (mail.html, mail.link) == ("", "")


def test_two_texts_share_the_recipients_and_one_of_them_can_go(plan: Plans, chau: Actor) -> None:
    made = plan()
    mail = Message.objects.get(step__campaign=made, medium="email")
    second = campaign_texts.split(chau, made, mail, share_a=60, version=made.version, at=AT)
    assert (second.variant, second.share) == ("B", 40)
    lines = [line for line in estimate_of(made, on=ON).lines if line.medium == "email"]
    assert [line.recipients for line in lines] == [1, 2]
    made.refresh_from_db()
    campaign_texts.join(chau, made, second, version=made.version, at=AT)
    assert [m.share for m in Message.objects.filter(step__campaign=made, medium="email")] == [100]


def test_other_channels_keep_the_adapted_words_of_those_that_stay(
    plan: Plans, chau: Actor, published: Material
) -> None:
    made = plan()
    sms = Message.objects.get(step__campaign=made, medium="sms")
    made = campaign_texts.change_text(
        chau, made, sms, subject="", text="Của tôi.", linked=False, version=made.version, at=AT
    )
    edition = library.newest_edition(str(published.uuid))
    wanted = [Medium.SMS, Medium.ZALO]
    made = campaign_texts.choose_material(chau, made, edition, wanted, version=made.version, at=AT)
    texts = {text.medium: text.text for text in step_views(made)[0].texts}
    assert set(texts) == {Medium.SMS, Medium.ZALO}
    assert texts[Medium.SMS] == "Của tôi."


# ---- steps, copies, ready plans ---------------------------------------------------------------------------------
def test_a_new_step_says_what_the_main_one_says(plan: Plans, chau: Actor) -> None:
    made = plan()
    first = CampaignStep.objects.get(campaign=made)
    steps = [
        NewStep(StepKind.MAIN, first.starts_at),
        NewStep(StepKind.AGAIN, first.starts_at + dt.timedelta(days=3), after=1),
    ]
    rhythm = Rhythm(dt.time(8), dt.time(20), 7, 3)
    made = campaign_plan.change_steps(chau, made, steps, rhythm, version=made.version, at=AT)
    again = CampaignStep.objects.get(campaign=made, number=2)
    assert again.after == first
    assert again.messages.count() == 2
    made = campaign_plan.change_steps(chau, made, steps[:1], rhythm, version=made.version, at=AT)
    assert CampaignStep.objects.filter(campaign=made).count() == 1


def test_a_copy_is_a_draft_on_other_days_without_the_approval(
    approved: Campaign, chau: Actor, cast: Cast
) -> None:
    later = ON + dt.timedelta(days=30)
    made = campaign_plan.copy(chau, approved, cast.units.department, first_day=later, at=AT)
    assert (made.state, made.basis, made.audience) == ("draft", "", approved.audience)
    step = CampaignStep.objects.get(campaign=made)
    assert step.starts_at - CampaignStep.objects.get(campaign=approved).starts_at == dt.timedelta(days=30)
    assert step.messages.count() == 2


def test_a_ready_plan_fills_in_people_steps_and_hours(chau: Actor, cast: Cast) -> None:
    made = campaign_plan.make(
        chau,
        cast.units.department,
        title="Người cao tuổi",
        template=template("nguoi-cao-tuoi"),
        first_day=ON,
        at=AT,
    )
    assert made.audience == [{"unit_ids": [cast.units.department], "audiences": ["elderly"]}]
    assert [s.kind for s in CampaignStep.objects.filter(campaign=made)] == ["main", "reminder"]
    assert made.hours_from == dt.time(8)


# ---- a test to oneself --------------------------------------------------------------------------------------------
def test_a_test_goes_to_her_own_address_and_ten_times_an_hour(
    plan: Plans, chau: Actor, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = Message.objects.select_related("step__campaign").get(step__campaign=plan(), medium="email")
    with pytest.raises(KhienError, match=r"register|Danh bạ"):
        campaign_trying.send_test(chau, mail, at=AT)
    monkeypatch.setattr(campaign_trying, "own_address", lambda actor, medium: "chau@example.vn")
    for _ in range(campaign_trying.MOST_AN_HOUR):
        campaign_trying.send_test(chau, mail, at=AT)
    with pytest.raises(TooManyTests):
        campaign_trying.send_test(chau, mail, at=AT)
    campaign_trying.send_test(chau, mail, at=AT + dt.timedelta(hours=1, minutes=1))
    assert {name for name, _values in asked} == {"send_test"}
    assert all("chau@example.vn" not in str(values) for _name, values in asked)  # sealed on its way
