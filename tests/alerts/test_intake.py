"""Foreign warnings: the administrator adds a source, the machine reads it, Châu (editor) makes a draft or drops it."""

from __future__ import annotations

import datetime as dt
import http.server
import ipaddress
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from lxml import etree

from khien.alerts.models import Alert, IncomingFeed, IncomingItem
from khien.alerts.renditions.signature import new_pair, signed
from khien.alerts.rules.feeds import NoFeed, Trouble, read_feed
from khien.alerts.rules.indicators import Tlp, read_line
from khien.alerts.services import intake, sharing
from khien.alerts.services.sharing import Terms
from khien.alerts.transports import foreign
from khien.base.access import Actor
from tests.access.alerts_sharing import BY_POST, ROWS
from tests.alerts.conftest import Writes
from tests.people import AT, Cast

Browser = Callable[[str], Client]
CAP = b"""<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>NCSC-1</identifier>
<sender>canh-bao@ncsc.gov.vn</sender><sent>2026-11-24T08:00:00+07:00</sent><status>Actual</status>
<msgType>Alert</msgType><scope>Public</scope><info><language>vi</language><category>Security</category>
<event>L\xe1\xbb\xaba \xc4\x91\xe1\xba\xa3o</event><urgency>Immediate</urgency><severity>Severe</severity>
<certainty>Observed</certainty><expires>2026-11-26T08:00:00+07:00</expires>
<headline>Gi\xe1\xba\xa3 danh ng\xc3\xa2n h\xc3\xa0ng</headline><description>M\xe1\xbb\x9f trang gi\xe1\xba\xa3.</description>
<instruction>Kh\xc3\xb4ng b\xe1\xba\xa5m.</instruction><area><areaDesc>To\xc3\xa0n qu\xe1\xbb\x91c</areaDesc></area></info></alert>"""
RSS = b"""<rss version="2.0"><channel><title>x</title>
<item><title>Tin &lt;b&gt;m\xe1\xbb\x99t&lt;/b&gt;</title><guid>1</guid><link>/mot</link>
<description>&lt;script&gt;x()&lt;/script&gt;N\xe1\xbb\x99i dung</description><pubDate>Tue, 24 Nov 2026 01:00:00 +0000</pubDate></item>
<item><title>Tin hai</title><guid>2</guid></item><item><title>Tin hai</title><guid>2</guid></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><title>CAP</title>
<link rel="alternate" href="https://ncsc.example/1"/>
<link rel="related" type="application/cap+xml" href="/1.xml"/></entry></feed>"""
ADDRESS = "https://ncsc.example/cap.atom"


@pytest.fixture
def feed(db: None) -> IncomingFeed:
    return IncomingFeed.objects.create(name="NCSC", address=ADDRESS, made_by="x", made_at=AT)


@pytest.fixture
def serves(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the net answers, by address."""
    pages: dict[str, Any] = {}

    def fetch(address: str, **_told: str) -> foreign.Fetched:
        body = pages.get(address)
        if body is None:
            raise foreign.CannotFetch(Trouble.DOWN)
        return foreign.Fetched(body, "e1", "")

    monkeypatch.setattr(foreign, "fetch", fetch)
    return pages


def test_lists_of_every_kind_are_read() -> None:
    one, two = read_feed(RSS, address=ADDRESS)
    assert (one.title, one.text, one.link) == ("Tin một", "Nội dung", "https://ncsc.example/mot")
    assert two.title == "Tin hai"
    (alone,) = read_feed(CAP, address=ADDRESS)
    assert (alone.severity, alone.area, alone.cap) == ("Severe", "Toàn quốc", True)
    assert read_feed(ATOM, address=ADDRESS)[0].cap_address == "https://ncsc.example/1.xml"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body/></html>",
        b"\x00\xff",
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>',
        "<!DOCTYPE a><rss/>".encode("utf-16"),
    ],
)
def test_what_is_no_list_is_refused(body: bytes) -> None:
    with pytest.raises(NoFeed):
        read_feed(body, address=ADDRESS)


@pytest.mark.parametrize(
    "place",
    [
        "127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "::1",
        "fe80::1", "fd00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1",
    ],
)  # fmt: skip
def test_the_inside_of_the_house_is_never_fetched(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *_a, **_k: [(0, 0, 0, "", (place, 443))])
    with pytest.raises(foreign.CannotFetch, match="address"):
        foreign.fetch("https://ncsc.example/")


@pytest.mark.parametrize(
    "address", ["http://a.com/", "file:///etc/passwd", "https://u:p@a.com/", "ftp://a.com"]
)
def test_only_https_is_fetched(address: str) -> None:
    with pytest.raises(foreign.CannotFetch, match="address"):
        foreign.fetch(address)


class _Site(http.server.BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.headers["Host"])
        match self.path:
            case "/to":
                self._says(302, Location="https://127.0.0.2/")
            case "/large":
                self._says(200, b"x" * 2_000_001)
            case "/feed" if self.headers.get("If-None-Match") == "e7":
                self._says(304)
            case "/feed":
                self._says(200, RSS, ETag="e7")
            case _:
                self._says(404)

    def _says(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: Any) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A real server on this machine, allowed for the test: its plain http and its 127.0.0.1 only."""
    _Site.asked = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(foreign, "address_allowed", lambda _address: True)
    monkeypatch.setattr(foreign, "is_open", lambda place: place == ipaddress.ip_address("127.0.0.1"))
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_real_site_is_read_once_and_its_tricks_fail(site: str) -> None:
    got = foreign.fetch(f"{site}/feed")
    assert (got.body, got.etag) == (RSS, "e7")
    assert _Site.asked == [site.removeprefix("http://")]
    assert foreign.fetch(f"{site}/feed", etag="e7").body is None
    for path, trouble in (("/to", "address"), ("/large", "large"), ("/no", "refused")):
        with pytest.raises(foreign.CannotFetch, match=trouble):
            foreign.fetch(site + path)


@pytest.mark.django_db
def test_each_item_comes_once_and_a_broken_source_stops_nobody(
    feed: IncomingFeed, serves: dict[str, Any]
) -> None:
    IncomingFeed.objects.create(name="A hỏng", address="https://hong.example/", made_by="x", made_at=AT)
    serves |= {ADDRESS: ATOM, "https://ncsc.example/1.xml": CAP}
    assert [intake.read_all(at=AT), intake.read_all(at=AT)] == [1, 0]
    item = IncomingItem.objects.get()
    assert (item.title, item.severity, item.signature) == ("Giả danh ngân hàng", "Severe", "none")
    assert dict(IncomingFeed.objects.values_list("name", "trouble")) == {"A hỏng": "down", "NCSC": ""}


@pytest.mark.django_db
def test_a_signature_is_right_wrong_or_not_there(feed: IncomingFeed, serves: dict[str, Any]) -> None:
    key, certificate = new_pair("NCSC", at=dt.datetime.now(dt.UTC))
    good = signed(etree.fromstring(CAP), key=key, certificate=certificate)
    feed.certificate = certificate.decode()
    seen = []
    for body in (good, good.replace(b"NCSC-1", b"NCSC-2"), CAP.replace(b"NCSC-1", b"NCSC-3")):
        serves[ADDRESS] = body
        intake.read_one(feed, at=AT)
        seen.append(IncomingItem.objects.latest("id").signature)
    assert seen == ["good", "bad", "none"]


@pytest.mark.django_db
def test_a_draft_is_made_once_and_sent_to_nobody(
    feed: IncomingFeed, serves: dict[str, Any], cast: Cast
) -> None:
    serves[ADDRESS] = CAP
    intake.read_all(at=AT)
    item, chau = IncomingItem.objects.get(), cast.actor("editor")
    made = intake.draft_from(chau, item, cast.units.department, at=AT)
    assert intake.draft_from(chau, item, cast.units.department, at=AT) == made
    assert (made.state, made.severity, made.words.get().headline) == ("draft", "Severe", "Giả danh ngân hàng")
    assert Alert.objects.count() == 1


@pytest.mark.django_db
def test_pages_lead_from_a_source_to_a_draft(as_person: Browser, serves: dict[str, Any], cast: Cast) -> None:
    admin, chau = as_person("administrator"), as_person("editor")
    where = reverse("alerts_staff:feeds")
    assert admin.post(where, {"name": "NCSC", "address": "http://ncsc.example/"}).status_code == 422
    assert admin.post(where, {"name": "NCSC", "address": ADDRESS}).status_code == 302
    assert admin.post(where, {"name": "NCSC", "address": ADDRESS}).status_code == 422
    serves[ADDRESS] = CAP
    admin.post(reverse("alerts_staff:feed_read", args=[IncomingFeed.objects.get().uuid]))
    assert "Giả danh ngân hàng" in chau.get(reverse("alerts_staff:incoming")).content.decode()
    item = IncomingItem.objects.get()
    made = chau.post(
        reverse("alerts_staff:incoming_draft", args=[item.uuid]), {"unit": cast.units.department}
    )
    assert made["Location"] == reverse("alerts_staff:alert", args=[Alert.objects.get().uuid])


@pytest.mark.django_db
def test_hoa_pastes_lines_ticks_and_withdraws(as_person: Browser, send: Writes) -> None:
    hoa = as_person("standing_office")
    add = reverse("alerts_staff:indicator_add")
    typed = {"lines": "vneid.top\ncongan.gov.vn", "tlp": "green", "confidence": "90", "note": "", "until": ""}
    wrong = hoa.post(add, typed)
    assert wrong.status_code == 422
    assert "vneid.top" in wrong.content.decode()
    assert hoa.post(add, typed | {"lines": "vneid.top"}).status_code == 302
    shown = hoa.get(reverse("alerts_staff:indicators")).content.decode()
    assert "vneid.top" in shown
    made = hoa.post(reverse("alerts_staff:share_keys"), {"holder": "NCSC", "ceiling": "amber"})
    assert "tt-" in made.content.decode()
    assert made["Cache-Control"] == "no-store"
    assert hoa.get(reverse("alerts_staff:indicator_suggest", args=[send().uuid])).status_code == 200


@pytest.fixture
def objects(
    feed: IncomingFeed, cast: Cast, send: Writes, serves: dict[str, Any], hoa: Actor
) -> dict[str, Any]:
    sent = send()
    (indicator,) = sharing.add(hoa, [_line("a-b.top")], Terms(Tlp.GREEN, 75), at=AT)
    item = IncomingItem.objects.create(feed=feed, key="k", title="Tin", came_at=AT)
    key, _secret = sharing.make_key(hoa, "NCSC", Tlp.GREEN, at=AT)
    return {
        "indicator": indicator,
        "share": key,
        "incoming": item,
        "feed": feed,
        "sent": sent,
        "units": cast.units,
    }


@pytest.fixture
def hoa(cast: Cast) -> Actor:
    return cast.actor("standing_office")


def _line(text: str) -> Any:
    return read_line(text).found


def _address(name: str, o: dict[str, Any]) -> str:
    plain = {"indicators", "indicator_add", "share_keys", "incoming", "feeds"}
    if name in plain:
        return reverse(f"alerts_staff:{name}")
    if name == "incoming_tab":
        return reverse(f"alerts_staff:{name}", args=["da-giu"])
    which = "sent" if name == "indicator_suggest" else name.split("_", maxsplit=1)[0]
    return reverse(
        f"alerts_staff:{name}", args=[o[which].uuid, *(["giu"] if name == "incoming_decide" else [])]
    )


@pytest.mark.django_db
@pytest.mark.parametrize("route", sorted(ROWS))
def test_each_role_gets_what_the_table_says(route: str, objects: dict[str, Any], as_person: Browser) -> None:
    units = {"commune_officer": "commune", "other_unit": "other_commune"}
    seen = {}
    for who in ROWS[route]:
        browser, name = as_person(who), route.removeprefix("alerts_staff:")
        unit = objects["units"].id(units.get(who, "department"))
        with transaction.atomic():
            where = _address(name, objects)
            answer = browser.post(where, {"unit": unit}) if route in BY_POST else browser.get(where)
            transaction.set_rollback(True)
        seen[who] = answer.status_code
    assert seen == ROWS[route]
