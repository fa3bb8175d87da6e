"""Lan signs up, confirms, leaves, comes back, sees and erases what is kept. Answers are alike for strangers."""

from __future__ import annotations

import datetime as dt
import re
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from khien.audiences import api
from khien.audiences.models import Address, ConsentAct, ConsentRequest, Contact, ContactInterest, NeverContact
from khien.audiences.rules.standing import Standing
from khien.audiences.selectors.tokens import leave_token, left_by, link_token, mine_token
from khien.audiences.services import asking, joining, keeping, limits
from khien.audiences.services.confirmers import Confirmation
from khien.audiences.services.confirming import confirm_by_code, confirm_by_link
from khien.audiences.services.joining import Choice
from khien.base.sealing import key_of
from khien.project import settings_test
from tests.audiences.conftest import MAIL, PHONE, Made, written
from tests.people import AT, Cast, Units

pytestmark = pytest.mark.django_db
Outbox = list[Confirmation]


def ask(request_id: int) -> bool:
    return asking.send_question(request_id, at=AT)


def signs_up(units: Units, *addresses: str, at: dt.datetime = AT, **choice: object) -> UUID:
    chosen = Choice(units.commune, **({"audience": "elderly", "topics": ("phishing",)} | choice))  # type: ignore[arg-type]
    return joining.ask_to_join(
        [written(text) for text in addresses],
        chosen,
        wording="Tôi đồng ý",
        proof="/nhan-tin/",
        ask=ask,
        at=at,
    )


def code_in(sent: Confirmation) -> str:
    found = re.search(r"\b\d{6}\b", sent.text)
    assert found
    return found[0]


def steps(text: str) -> list[str]:
    channel, address = written(text)
    return list(
        ConsentAct.objects.filter(key=key_of(channel, address.same))
        .order_by("id")
        .values_list("step", flat=True)
    )


def test_nothing_is_kept_before_she_confirmed(units: Units, outbox: Outbox) -> None:
    signs_up(units, PHONE)
    assert Address.objects.count() == Contact.objects.count() == 0
    assert [(sent.channel, sent.address) for sent in outbox] == [("sms", "+84912345123")]
    assert "0912" not in repr(outbox[0])
    assert code_in(outbox[0]) not in repr(outbox[0])


def test_one_form_with_number_and_mail_is_one_person(units: Units, outbox: Outbox) -> None:
    group = signs_up(units, PHONE, MAIL)
    by_code = confirm_by_code(group, f" {code_in(outbox[0])} ", at=AT)
    token = link_token(ConsentRequest.objects.get(channel="email"))
    assert by_code.waiting == 1
    assert token in outbox[1].text
    assert confirm_by_link(token, at=AT).waiting == 0
    assert Contact.objects.count() == 1
    assert set(Address.objects.values_list("channel", "standing", "audience")) == {
        ("sms", Standing.AGREED, "elderly"), ("email", Standing.AGREED, "elderly"),
    }  # fmt: skip
    assert ContactInterest.objects.get().topic == "phishing"
    assert steps(PHONE) == ["asked", "confirmed"]
    assert ConsentAct.objects.last().wording == "Tôi đồng ý"  # type: ignore[union-attr]


def test_pressed_twice_it_is_done_once(units: Units, outbox: Outbox) -> None:
    signs_up(units, MAIL)
    token = link_token(ConsentRequest.objects.get())
    first = confirm_by_link(token, at=AT)
    assert confirm_by_link(token, at=AT).address_id == first.address_id
    assert steps(MAIL) == ["asked", "confirmed"]


def test_five_wrong_codes_end_it(units: Units, outbox: Outbox) -> None:
    group = signs_up(units, PHONE)
    right = code_in(outbox[0])
    wrong = "000000" if right != "000000" else "111111"
    for _n in range(5):
        with pytest.raises(api_errors()):
            confirm_by_code(group, wrong, at=AT)
    with pytest.raises(api_errors()):
        confirm_by_code(group, right, at=AT)
    assert not Address.objects.exists()


def api_errors() -> type[Exception]:
    from khien.audiences.errors import CannotConfirm

    return CannotConfirm


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1] + ("0" if t[-1] != "0" else "1"), lambda t: t[:32], lambda t: "x" * len(t)]
)
def test_a_link_that_was_touched_confirms_nothing(units: Units, outbox: Outbox, change: object) -> None:
    signs_up(units, MAIL)
    token = link_token(ConsentRequest.objects.get())
    with pytest.raises(api_errors()):
        confirm_by_link(change(token), at=AT)  # type: ignore[operator]
    assert Client().get(reverse("audiences:agree", args=[change(token)])).status_code == 410  # type: ignore[operator]


def test_a_code_is_good_for_half_an_hour_and_a_link_for_three_days(units: Units, outbox: Outbox) -> None:
    group = signs_up(units, PHONE, MAIL)
    token = link_token(ConsentRequest.objects.get(channel="email"))
    with pytest.raises(api_errors()):
        confirm_by_code(group, code_in(outbox[0]), at=AT + dt.timedelta(minutes=31))
    assert confirm_by_link(token, at=AT + dt.timedelta(days=2)).purpose == "join"


def test_one_address_is_asked_three_times_an_hour(units: Units, outbox: Outbox) -> None:
    for _n in range(5):
        signs_up(units, PHONE)
    assert len(outbox) == limits.PER_ADDRESS_HOUR == 3


def test_children_are_sent_to_their_parents(units: Units) -> None:
    from khien.audiences.errors import NeedsGuardian

    with pytest.raises(NeedsGuardian):
        signs_up(units, PHONE, audience="pupils")
    page = Client().post(
        reverse("audiences:join"), {"mail": MAIL, "place": units.commune, "audience": "child"}
    )
    assert page.status_code == 422
    assert "bố, mẹ" in page.content.decode()
    assert MAIL in page.content.decode()  # nothing typed is lost


# ---- the pages --------------------------------------------------------------------------------------------------
@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=False)


def joins(browser: Client, units: Units, **typed: object) -> object:
    form = {"mail": MAIL, "place": units.commune, "audience": "elderly"} | typed
    return browser.post(reverse("audiences:join"), form)


def test_known_and_unknown_addresses_get_the_same_answer(
    browser: Client, units: Units, outbox: Outbox, made: Made, django_capture_on_commit_callbacks: object
) -> None:
    made(MAIL)
    NeverContact.objects.create(channel="sms", key=key_of("sms", "+84987654321"), why="x", at=AT)
    answers = [
        browser.post(reverse("audiences:mine_ask"), {"address": text})
        for text in (MAIL, "khac@vidu.vn", "0987654321")
    ] + [joins(browser, units), joins(browser, units, mail="khac@vidu.vn")]
    assert {answer.status_code for answer in answers} == {302}  # type: ignore[attr-defined]
    pages = set()
    for answer in answers:
        page = browser.get(answer.url).content.decode()  # type: ignore[attr-defined]
        pages.add(re.sub(r'csrfmiddlewaretoken" value="\w+"|nhap-ma/[0-9a-f-]+|nonce="[^"]*"', "", page))
    assert len(pages) == 1


def test_a_machine_that_fills_in_everything_signs_nobody_up(browser: Client, units: Units) -> None:
    assert joins(browser, units, website="http://x").status_code == 302  # type: ignore[attr-defined]
    assert not ConsentRequest.objects.exists()


def test_one_browser_asks_twelve_times_an_hour(browser: Client, units: Units, outbox: Outbox) -> None:
    answers = [joins(browser, units, mail=f"a{n}@vidu.vn").status_code for n in range(13)]  # type: ignore[attr-defined]
    assert answers == [302] * 12 + [429]


def test_a_form_without_address_or_with_a_wrong_one_says_so(browser: Client, units: Units) -> None:
    page = joins(browser, units, mail="")
    assert page.status_code == 422  # type: ignore[attr-defined]
    page = joins(browser, units, mail="lan@")
    assert "ten@noigui.vn" in page.content.decode()  # type: ignore[attr-defined]


def test_opening_the_link_of_the_mail_agrees_to_nothing(
    browser: Client, units: Units, outbox: Outbox
) -> None:
    signs_up(units, MAIL, at=_now())
    address = reverse("audiences:agree", args=[link_token(ConsentRequest.objects.get())])
    assert "L•••@vidu.vn" in browser.get(address).content.decode()
    assert not Address.objects.exists()
    assert browser.post(address).url == reverse("audiences:joined")  # type: ignore[attr-defined]
    assert Address.objects.get().standing == Standing.AGREED


def _now() -> dt.datetime:
    from khien.base.clock import now

    return now()


def test_looking_at_the_leave_page_stops_nothing_and_a_press_stops_at_once(
    browser: Client, made: Made
) -> None:
    address = made()
    path = api.leave_address(address.pk)
    assert "09•• ••• 123" in browser.get(path).content.decode()
    assert api.open_addresses([address.pk], "sms") != {}
    strict = Client(enforce_csrf_checks=True)  # RFC 8058: no cookie, no token, no redirect
    answer = strict.post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert api.open_addresses([address.pk], "sms") == {}
    assert strict.post(path).status_code == 200  # again: no matter
    assert steps(PHONE) == ["left"]
    assert ConsentAct.objects.get().proof == "one-click"


def test_a_leave_link_that_was_touched_leads_nowhere(browser: Client, made: Made) -> None:
    mine, hers = made(), made("0987654321")
    token = leave_token(mine.pk)
    assert left_by(token) == mine.pk
    stolen = f"{leave_token(hers.pk).split('-')[0]}-{token.split('-')[1]}"
    for wrong in (stolen, token[:-1], f"{token}0", "-", "zz", "١-" + token.split("-")[1], "z" * 40):
        assert left_by(wrong) is None
    assert browser.post(reverse("audiences:leave", args=[stolen])).status_code == 404


def test_a_leave_link_outlives_a_change_of_the_key(made: Made, settings: settings_test) -> None:  # type: ignore[valid-type]
    token = leave_token(made().pk)
    settings.KHIEN_CONTACT_KEYS = ["another", *settings.KHIEN_CONTACT_KEYS]  # type: ignore[attr-defined]
    assert left_by(token) is not None
    settings.KHIEN_CONTACT_KEYS = ["another"]  # type: ignore[attr-defined]
    assert left_by(token) is None


def test_who_left_comes_back_only_by_herself(units: Units, outbox: Outbox, made: Made, cast: Cast) -> None:
    from khien.audiences.errors import SaidNo
    from khien.audiences.services.leaving import leave
    from khien.audiences.services.recording import Recorded, put_on_never, record_consent

    address = made()
    leave(address.pk, how="page", at=AT)
    hoa = cast.actor("standing_office")
    new = Recorded(units.commune, "elderly", "phiếu ngày 1/11/2026")
    with pytest.raises(SaidNo):
        record_consent(hoa, "sms", written(PHONE)[1], new, at=AT)
    put_on_never(hoa, "sms", address.key, why="gọi điện", at=AT)
    confirm_by_code(signs_up(units, PHONE), code_in(outbox[0]), at=AT)
    assert list(api.open_addresses([address.pk], "sms")) == [address.pk]
    assert steps(PHONE) == ["left", "never", "asked", "returned"]


def test_she_sees_takes_along_and_erases_what_is_kept(browser: Client, units: Units, made: Made) -> None:
    phone = made()
    made(MAIL, contact=phone.contact)
    token = mine_token(phone.pk)
    page = browser.get(reverse("audiences:mine", args=[token])).content.decode()
    assert "+84912345123" in page
    assert "L•••@vidu.vn" in page  # the address that she did not prove stays masked
    data = browser.get(reverse("audiences:mine_download", args=[token])).json()
    assert {a["address"] for a in data["addresses"]} == {"+84912345123", "L•••@vidu.vn"}
    assert browser.post(reverse("audiences:mine_erase", args=[token])).status_code == 422  # not ticked
    assert browser.post(reverse("audiences:mine_erase", args=[token]), {"sure": "on"}).status_code == 302
    assert Contact.objects.count() == Address.objects.count() == 0
    assert steps(PHONE) == steps(MAIL) == ["erased"]
    assert NeverContact.objects.count() == 2
    assert browser.get(reverse("audiences:mine", args=[token])).status_code == 410


def test_her_page_opens_by_the_code_that_went_to_her(browser: Client, made: Made, outbox: Outbox) -> None:
    address = made()
    group = joining.ask_for_mine(
        *written(PHONE), language="vi", ask=lambda pk: asking.send_question(pk, at=_now()), at=_now()
    )
    answer = browser.post(reverse("audiences:code", args=[group]), {"code": code_in(outbox[0])})
    assert answer.status_code == 302
    assert browser.get(answer.url).status_code == 200  # type: ignore[attr-defined]
    assert Address.objects.get().standing == address.standing


def test_her_page_needs_her_link(browser: Client, made: Made) -> None:
    token = mine_token(made().pk)
    assert browser.get(reverse("audiences:mine", args=[token + "x"])).status_code == 410
    assert browser.post(reverse("audiences:mine_erase", args=["abc"]), {"sure": "on"}).status_code == 404


def test_she_stops_one_of_her_addresses_and_nobody_elses(browser: Client, made: Made) -> None:
    phone, other = made(), made("0987654321")
    token = mine_token(phone.pk)
    assert browser.post(reverse("audiences:mine_stop", args=[token, other.pk])).status_code == 404
    browser.post(reverse("audiences:mine_stop", args=[token, phone.pk]))
    assert set(Address.objects.values_list("pk", "standing")) == {
        (phone.pk, Standing.LEFT), (other.pk, Standing.AGREED),
    }  # fmt: skip


def test_her_new_place_holds_for_all_her_addresses(browser: Client, units: Units, made: Made) -> None:
    phone = made()
    made(MAIL, contact=phone.contact)
    browser.post(
        reverse("audiences:mine_change", args=[mine_token(phone.pk)]),
        {"place": units.other_commune, "audience": "workers"},
    )
    assert set(Address.objects.values_list("unit_id", "audience")) == {(units.other_commune, "workers")}


# ---- the trail and what is forgotten ----------------------------------------------------------------------------
def test_the_trail_cannot_be_changed_nor_cut(made: Made) -> None:
    from khien.audiences.services.leaving import leave

    leave(made().pk, how="page", at=_now())
    for act in (lambda: ConsentAct.objects.update(proof="x"), lambda: ConsentAct.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert ConsentAct.objects.get().proof == "page"


def test_what_is_needed_no_more_is_forgotten(units: Units, outbox: Outbox, made: Made) -> None:
    later = AT + dt.timedelta(days=731)
    left = made(standing=Standing.LEFT)
    made("0987654321")
    made("0977777777", standing=Standing.DEAD)
    signs_up(units, MAIL)
    assert keeping.drop_unanswered(at=later) == 1
    assert keeping.drop_quiet(at=later) == 2
    assert Address.objects.get().key == key_of("sms", "+84987654321")
    assert NeverContact.objects.get().key == left.key
    assert keeping.drop_quiet(at=later) == keeping.drop_unanswered(at=later) == 0


def test_a_trail_of_more_than_five_years_goes_with_its_address() -> None:
    old = _now() - dt.timedelta(days=1830)
    ConsentAct.objects.create(channel="sms", key="a" * 32, step="left", at=old)
    ConsentAct.objects.create(channel="sms", key="b" * 32, step="left", at=_now())
    assert keeping.drop_trails(at=_now()) == 1


# ---- addresses that prove themselves ------------------------------------------------------------------------------
def test_a_browser_subscribes_changes_and_goes(units: Units) -> None:
    text = '{"endpoint": "https://push.example/abc", "keys": {"auth": "a", "p256dh": "b"}}'
    first = api.add_push(text, units.commune, "elderly", ["phishing"], AT)
    assert api.add_push(text, units.other_commune, "workers", [], AT) == first
    assert api.open_addresses([first], "push")[first].address == text
    assert Address.objects.get().unit_id == units.other_commune
    assert api.subscriptions.remove_push("https://push.example/abc", at=AT)
    assert api.open_addresses([first], "push") == {}
    assert api.add_push(text, units.commune, "elderly", [], AT) == first
    assert list(ConsentAct.objects.order_by("id").values_list("step", flat=True)) == [
        "confirmed", "left", "returned",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"endpoint": "http://x"}', "x" * 5000])
def test_what_is_no_subscription_is_refused(units: Units, text: str) -> None:
    from khien.base.errors import KhienError

    with pytest.raises(KhienError):
        api.add_push(text, units.commune, "elderly", [], AT)


def test_a_follower_joins_and_leaves(units: Units) -> None:
    first = api.add_follower("789", units.commune, at=AT)
    assert api.open_addresses([first], "zalo")[first].address == "789"
    assert api.follower_left("789", at=AT)
    assert not api.follower_left("789", at=AT)
    assert not api.follower_left("nobody", at=AT)
