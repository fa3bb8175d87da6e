"""Pages of warnings as people use them: Châu writes in the browser, Anh and Lâm approve, everybody reads."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from khien.alerts import outlets
from khien.alerts.forms import initial_of
from khien.alerts.models import Alert, SignedAlert
from khien.alerts.outlets import Outlet, OutletPreview, OutletState
from khien.alerts.rules.vocabulary import State
from khien.alerts.selectors.drafts import draft_of
from khien.alerts.services import expiring, workflow
from khien.base.access import Actor
from khien.search import api as search
from tests.alerts.conftest import VI, Writes
from tests.people import AT, Cast

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]
CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of this happens within a minute of one morning."""
    monkeypatch.setattr("khien.base.clock.now", lambda: AT)
    for module in ("lists", "writing", "alert"):
        monkeypatch.setattr(f"khien.alerts.views.{module}.now", lambda: AT)
        monkeypatch.setattr(f"khien.alerts.views.{module}.today", lambda: timezone.localdate(AT))
    caches["pages"].clear()


@pytest.fixture
def channel() -> Iterator[list[str]]:
    """A channel that says what it would send."""
    asked: list[str] = []

    def preview(alert: Any) -> OutletPreview:
        asked.append(alert.headline)
        return OutletPreview("Tin nhắn thương hiệu", parts=1, recipients=1538, cost_vnd=1_230_400)

    def states(_uuid: str) -> dict[str, OutletState]:
        return {"test": OutletState("Đã gửi", done=1500, total=1538, trouble="38 số hỏng")}

    def broken(_about: Any) -> Any:
        raise ConnectionError("no line")

    outlets.register_outlet(Outlet("test", "Tin nhắn", "message", preview, states))
    outlets.register_outlet(Outlet("broken", "Kênh hỏng", "world", broken, broken))
    yield asked
    del outlets._outlets["test"], outlets._outlets["broken"]


def _typed(alert: Alert, **changes: Any) -> dict[str, Any]:
    found = {name: value for name, value in initial_of(draft_of(alert)).items() if value not in (None, False)}
    return found | {"revision": alert.revision, "page": "trang-1"} | changes


def test_a_warning_is_written_sent_and_read(as_person: Browser, cast: Cast) -> None:
    editor = as_person("editor")
    begun = editor.post(reverse("alerts_staff:begin"), {"unit": cast.units.department, "pattern": ""})
    alert = Alert.objects.get()
    assert begun.url == reverse("alerts_staff:write", args=[alert.uuid])
    data = _typed(
        alert,
        vi_headline=VI.headline,
        vi_short=VI.short,
        vi_long=VI.long,
        vi_instruction=VI.instruction,
        vi_radio=VI.radio,
        places="xã An Hòa",
    )
    autosaved = editor.post(reverse("alerts_staff:autosave", args=[alert.uuid]), data)
    assert autosaved.status_code == 200
    again = editor.post(reverse("alerts_staff:autosave", args=[alert.uuid]), data | {"area_words": "Chợ"})
    assert again.status_code == 200  # the same page saves on
    seen = editor.get(reverse("alerts_staff:preview", args=[alert.uuid])).content.decode()
    assert f"{len(VI.short)}/160" in seen
    page = reverse("alerts_staff:alert", args=[alert.uuid])
    assert editor.post(reverse("alerts_staff:submit", args=[alert.uuid]), {}).url == page
    alert.refresh_from_db()
    for who in ("approver", "leader"):
        shown = as_person(who).get(page).content.decode()
        assert 'name="revision"' in shown
        done = as_person(who).post(
            reverse("alerts_staff:approve", args=[alert.uuid]), {"revision": alert.revision}
        )
        assert done.url == page
    alert.refresh_from_db()
    assert alert.state == State.ISSUED
    read = Client().get(reverse("alerts:one", args=[alert.uuid])).content.decode()
    assert VI.headline in read
    assert "Xã An Hòa" in read or "xã An Hòa" in read


def test_what_cannot_be_read_stays_typed_and_is_named(write: Writes, as_person: Browser) -> None:
    draft = write()
    data = _typed(draft, places="Xã Không Có", until_day="31/02/2026", vi_headline="Tiêu đề tôi vừa gõ")
    answer = as_person("editor").post(reverse("alerts_staff:write", args=[draft.uuid]), data)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Xã Không Có" in text
    assert "Tiêu đề tôi vừa gõ" in text
    auto = as_person("editor").post(reverse("alerts_staff:autosave", args=[draft.uuid]), data)
    assert auto.status_code == 422


def test_two_writers_see_both_texts(write: Writes, as_person: Browser) -> None:
    draft = write()
    address = reverse("alerts_staff:write", args=[draft.uuid])
    first = _typed(draft, area_words="Chợ của Hoa")
    second = _typed(draft, area_words="Chợ của Châu", page="trang-2")
    assert as_person("standing_office").post(address, first).status_code == 302
    clash = as_person("editor").post(address, second)
    assert clash.status_code == 409
    assert "Chợ của Châu" in clash.content.decode()
    draft.refresh_from_db()
    assert draft.area_words == "Chợ của Hoa"
    kept = as_person("editor").post(address, second | {"revision": draft.revision, "page": "trang-3"})
    assert kept.status_code == 302
    draft.refresh_from_db()
    assert draft.area_words == "Chợ của Châu"


def test_the_approver_sees_what_each_channel_says_and_costs(
    write: Writes, as_person: Browser, chau: Actor, channel: list[str]
) -> None:
    draft = write()
    workflow.submit(chau, draft, at=AT)
    text = as_person("approver").get(reverse("alerts_staff:alert", args=[draft.uuid])).content.decode()
    assert "1.230.400" in text
    assert "1.538" in text
    assert "Kênh hỏng" in text  # named, and it stops nobody
    assert channel == [VI.headline]


def test_a_drill_asks_no_channel_before_or_after(
    write: Writes, send: Writes, as_person: Browser, chau: Actor, channel: list[str]
) -> None:
    drill = write(drill=True)
    workflow.submit(chau, drill, at=AT)
    page = as_person("approver").get(reverse("alerts_staff:alert", args=[drill.uuid])).content.decode()
    assert "1.230.400" not in page
    sent = send(drill=True)
    assert as_person("approver").get(reverse("alerts_staff:alert", args=[sent.uuid])).status_code == 200
    assert channel == []
    for address in (reverse("alerts:list"), "/", reverse("alerts:feed", args=["cap.atom"])):
        assert VI.headline not in Client().get(address).content.decode()
    own = Client().get(reverse("alerts:one", args=[sent.uuid]))
    assert "DIỄN TẬP" in own.content.decode()
    assert own["X-Robots-Tag"] == "noindex"


def test_the_sent_page_tells_how_each_channel_stands(
    send: Writes, as_person: Browser, channel: list[str]
) -> None:
    alert = send()
    text = as_person("auditor").get(reverse("alerts_staff:alert", args=[alert.uuid])).content.decode()
    assert "1.500/1.538" in text
    assert "38 số hỏng" in text
    assert SignedAlert.objects.get(alert=alert).sha256 in text
    file = as_person("auditor").get(reverse("alerts_staff:cap_xml", args=[alert.uuid]))
    assert file.content == bytes(SignedAlert.objects.get(alert=alert).xml)


def test_the_line_stands_on_every_public_page_within_one_request(send: Writes) -> None:
    browser = Client()
    places = ("/chu-de/", "/en/chu-de/", reverse("alerts:list"), "/khong-co-trang-nay/")
    assert all(VI.headline not in browser.get(place).content.decode() for place in places)
    alert = send()
    assert VI.headline in browser.get("/chu-de/").content.decode()
    assert VI.headline in browser.get("/").content.decode()
    english = browser.get("/en/chu-de/").content.decode()
    assert "False police" in english or "false police" in english
    assert f"/en/canh-bao/{alert.uuid}/" in english
    assert VI.headline in browser.get("/khong-co-trang-nay/").content.decode()


def test_what_is_over_leaves_the_pages_but_stays_readable(
    send: Writes, monkeypatch: pytest.MonkeyPatch
) -> None:
    alert = send()
    later = AT + dt.timedelta(days=3)
    assert VI.headline in Client().get("/chu-de/").content.decode()
    monkeypatch.setattr("khien.base.clock.now", lambda: later)
    expiring.expire(at=later)
    assert VI.headline not in Client().get("/chu-de/").content.decode()
    listed = Client().get(reverse("alerts:list")).content.decode()
    assert VI.headline in listed
    assert Client().get(reverse("alerts:one", args=[alert.uuid])).status_code == 200
    assert Client().get(reverse("alerts:cap_xml", args=[alert.uuid])).status_code == 200


def test_feeds_lead_to_the_signed_message(send: Writes) -> None:
    alert = send()
    browser = Client()
    atom = etree.fromstring(browser.get(reverse("alerts:feed", args=["cap.atom"])).content)
    [entry] = atom.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == alert.identifier
    assert entry.findtext(f"{CAP}severity") == "Severe"
    link = next(
        node.get("href") for node in entry.findall(f"{ATOM}link") if node.get("type") == "application/cap+xml"
    )
    assert link is not None
    signed = browser.get(link.split("://", 1)[1].partition("/")[2].join(["/", ""]))
    assert signed.content == bytes(SignedAlert.objects.get(alert=alert).xml)
    assert signed["Content-Type"].startswith("application/cap+xml")
    rss = etree.fromstring(browser.get(reverse("alerts:feed", args=["rss.xml"])).content)
    assert rss.findtext("channel/item/title") == VI.headline
    [said] = json.loads(browser.get(reverse("alerts:feed", args=["canh-bao.json"])).content)["alerts"]
    assert said["texts"]["en"]["short"].startswith("False police")
    assert b"BEGIN CERTIFICATE" in browser.get(reverse("alerts:certificate")).content
    assert b"PRIVATE" not in browser.get(reverse("alerts:certificate")).content


def test_a_warning_for_a_closed_circle_is_nowhere_public(send: Writes, as_person: Browser) -> None:
    alert = send(scope="Restricted", restriction="Các ngân hàng trong tỉnh")
    browser = Client()
    for name in ("one", "cap_xml", "poster"):
        assert browser.get(reverse(f"alerts:{name}", args=[alert.uuid])).status_code == 404
    for address in ("/", reverse("alerts:list"), reverse("alerts:feed", args=["rss.xml"])):
        assert VI.headline not in browser.get(address).content.decode()
    xml = as_person("editor").get(reverse("alerts_staff:cap_xml", args=[alert.uuid])).content
    assert "Các ngân hàng trong tỉnh".encode() in xml


def test_a_draft_is_nowhere_public(write: Writes) -> None:
    draft = write()
    for name in ("one", "cap_xml", "poster"):
        assert Client().get(reverse(f"alerts:{name}", args=[draft.uuid])).status_code == 404


def test_search_finds_it_while_it_is_in_force(send: Writes) -> None:
    send()
    found = search.find(search.Query(text="gia danh cong an phuong"))
    assert [hit.title for hit in found.hits] == [VI.headline]
    expiring.expire(at=AT + dt.timedelta(days=3))
    assert not search.find(search.Query(text="gia danh cong an phuong")).hits


def test_the_refusal_stands_on_the_page(write: Writes, as_person: Browser, chau: Actor) -> None:
    draft = write()
    workflow.submit(chau, draft, at=AT)
    address = reverse("alerts_staff:approve", args=[draft.uuid])
    short = as_person("approver").post(address, {"revision": 1, "emergency": "on", "reason": "gấp"})
    assert short.status_code == 400
    assert "gấp" in short.content.decode()
    stale = as_person("approver").post(address, {"revision": 7})
    assert stale.status_code == 409
    draft.refresh_from_db()
    assert draft.state == State.WAITING


def test_lists_take_few_queries(
    send: Writes,
    write: Writes,
    as_person: Browser,
    django_assert_max_num_queries: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(outlets, "_outlets", {})  # what channels ask is counted with them
    for number in range(6):
        send() if number % 2 else write()
    for tab in ("current", "waiting", "drafts", "past"):
        address = (
            reverse("alerts_staff:list") if tab == "current" else reverse("alerts_staff:tab", args=[tab])
        )
        browser = as_person("standing_office")
        with django_assert_max_num_queries(30):
            assert browser.get(address).status_code == 200
    approver, last = as_person("approver"), Alert.objects.latest("pk").uuid
    with django_assert_max_num_queries(30):
        approver.get(reverse("alerts_staff:alert", args=[last]))
    with django_assert_max_num_queries(15):
        Client().get(reverse("alerts:list"))
