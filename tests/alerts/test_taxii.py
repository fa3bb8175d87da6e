"""Response centres fetch indicators: Hoa (standing office) shares, a centre's machine reads with OASIS's own client."""

from __future__ import annotations

import base64
import datetime as dt
import json
from typing import Any

import pytest
import stix2validator
import taxii2client.v21 as peer
from django.test import Client
from requests.exceptions import HTTPError

from khien.alerts.models import Indicator, SharedObject, ShareKey
from khien.alerts.rules.indicators import Flaw, Found, IndicatorKind, Tlp, found_in, read_line, read_lines
from khien.alerts.services import sharing
from khien.alerts.services.sharing import Terms
from khien.base.access import Actor
from tests.people import AT, Cast

MEDIA = "application/taxii+json;version=2.1"
GREEN = Terms(Tlp.GREEN, 90, note="Trang giả VNeID")
LINES = """vneid-capnhat[.]top
hxxps://Dichvucong-VN.top/dang-nhap?m=1
0912 345 678
vcb 0123 456 789
congan@canbo-xacminh.com
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
"""


@pytest.fixture
def hoa(cast: Cast) -> Actor:
    return cast.actor("standing_office")


def _found(text: str = LINES) -> list[Found]:
    return [line.found for line in read_lines(text) if line.found is not None]


def _asked(client: Client, path: str, pair: tuple[ShareKey, str], **query: Any) -> Any:
    return client.get(f"/taxii2/{path}", query, headers=_head(*pair))


def _head(key: ShareKey, secret: str) -> dict[str, str]:
    both = base64.b64encode(f"{key.name}:{secret}".encode()).decode()
    return {"Authorization": f"Basic {both}", "Accept": MEDIA}


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("VNeID-capnhat[.]TOP.", "domain", "vneid-capnhat.top"),
        ("tiếngviệt.vn", "domain", "xn--tingvit-5t4cyc.vn"),
        ("hxxp://A.b.xyz:8080", "url", "http://a.b.xyz:8080/"),
        ("+84 912-345-678", "phone", "+84912345678"),
        ("Vietcombank: 0123456789", "account", "VIETCOMBANK 0123456789"),
    ],
)
def test_a_line_is_written_one_way(typed: str, kind: str, value: str) -> None:
    assert read_line(typed).found == Found(IndicatorKind(kind), value)


@pytest.mark.parametrize(
    ("typed", "flaw"),
    [
        ("https://dichvucong.gov.vn/x", Flaw.STATE),
        ("facebook.com", Flaw.SHARED),
        ("113", Flaw.HOTLINE),
        ("không rõ", Flaw.UNKNOWN),
        ("https://user:pw@a.com/", Flaw.UNKNOWN),
        ("https://[::1/", Flaw.UNKNOWN),
        ("a" * 2000, Flaw.LONG),
    ],
)
def test_what_would_hurt_the_innocent_is_refused(typed: str, flaw: Flaw) -> None:
    assert read_line(typed).flaw == flaw


def test_a_text_names_signs_and_no_dates_or_sums() -> None:
    text = "Ngày 24/11/2026 mất 1.538.620.000 đồng. Chớ mở vneid[.]top, đừng nghe 0912.345.678. Gọi 113."
    assert [one.value for one in found_in(text)] == ["vneid.top", "+84912345678"]


@pytest.mark.django_db
def test_telephones_and_accounts_are_amber_at_least(hoa: Actor) -> None:
    made = sharing.add(hoa, _found(), GREEN, at=AT)
    marks = {row.kind: row.tlp for row in made}
    assert marks["phone"] == marks["account"] == "amber"
    assert marks["domain"] == marks["url"] == "green"


@pytest.mark.django_db
def test_objects_are_valid_stix_and_the_same_every_time(hoa: Actor) -> None:
    sharing.add(hoa, _found(), GREEN, at=AT)
    bodies = [row.body for row in SharedObject.objects.all()]
    options = stix2validator.ValidationOptions(version="2.1", disabled="all")
    for body in bodies:
        result = stix2validator.validate_instance(body, options)
        assert result.is_valid, (body, [str(error) for error in result.errors])
    again = [sharing.stix.indicator(sharing.shared(row), sharing.office()) for row in Indicator.objects.all()]
    shown = {json.dumps(body, sort_keys=True) for body in bodies}
    assert {json.dumps(body, sort_keys=True) for body in again} <= shown


@pytest.mark.django_db
def test_the_same_twice_is_shared_once_and_after_withdrawal_anew(hoa: Actor) -> None:
    (first,) = sharing.add(hoa, _found("a-b.top"), GREEN, at=AT)
    assert sharing.add(hoa, _found("a-b.top"), GREEN, at=AT) == []
    sharing.withdraw(hoa, first, reason="Trang của một cửa hàng thật.", at=AT)
    (second,) = sharing.add(hoa, _found("a-b.top"), GREEN, at=AT)
    assert second.round == 2
    ids = set(SharedObject.objects.filter(stix_type="indicator").values_list("stix_id", flat=True))
    assert len(ids) == 2


@pytest.mark.django_db
def test_a_key_reads_up_to_its_mark(hoa: Actor, client: Client) -> None:
    sharing.add(hoa, _found(), GREEN, at=AT)
    low = sharing.make_key(hoa, "Trung tâm An ninh mạng", Tlp.GREEN, at=AT)
    high = sharing.make_key(hoa, "NCSC", Tlp.AMBER, at=AT)
    names = [one["alias"] for one in _asked(client, "chia-se/collections/", low).json()["collections"]]
    assert names == ["tlp-clear", "tlp-green"]
    amber = "chia-se/collections/tlp-amber/objects/"
    assert _asked(client, amber, low).status_code == 404
    shown = _asked(client, amber, high).json()["objects"]
    patterns = [one["pattern"] for one in shown if one["type"] == "indicator"]
    assert "[x-khien-phone:value = '+84912345678']" in patterns


@pytest.mark.django_db
def test_without_a_living_key_nothing_opens(hoa: Actor, client: Client) -> None:
    key, secret = sharing.make_key(hoa, "NCSC", Tlp.RED, at=AT)
    for headers in ({}, {"Authorization": "Basic ???"}, {"Authorization": f"Bearer {key.name}:wrong"}):
        answer = client.get("/taxii2/", headers={"Accept": MEDIA} | headers)
        assert (answer.status_code, answer["Content-Type"]) == (401, MEDIA)
        assert answer["WWW-Authenticate"].startswith("Basic")
    bearer = {"Authorization": f"Bearer {key.name}:{secret}", "Accept": MEDIA}
    assert client.get("/taxii2/", headers=bearer).status_code == 200
    sharing.revoke_key(hoa, key, at=AT)
    assert client.get("/taxii2/", headers=bearer).status_code == 401
    assert secret not in str(ShareKey.objects.values())


@pytest.mark.django_db
def test_media_methods_and_wrong_words_answer_as_the_standard_says(hoa: Actor, client: Client) -> None:
    pair = sharing.make_key(hoa, "NCSC", Tlp.GREEN, at=AT)
    head, where = _head(*pair), "/taxii2/chia-se/collections/tlp-green/objects/"
    assert client.get(where, headers=head | {"Accept": "text/html"}).status_code == 406
    assert (
        client.get(where, headers=head | {"Accept": "application/taxii+json;version=2.0"}).status_code == 406
    )
    assert client.post(where, b"{}", content_type="application/json", headers=head).status_code == 415
    assert client.post(where, b"{}", content_type=MEDIA, headers=head).status_code == 403
    assert client.delete(f"{where}indicator--x/", headers=head).status_code in (403, 404)
    for query in ({"limit": "0"}, {"added_after": "hôm qua"}, {"next": "-1"}, {"match[version]": "x"}):
        assert _asked(client, "chia-se/collections/tlp-green/objects/", pair, **query).status_code == 400
    assert _asked(client, "chia-se/collections/khong-co/objects/", pair).status_code == 404
    assert _asked(client, "chia-se/status/1/", pair).status_code == 404
    assert _asked(client, "chia-se/collections/tlp-green/objects/", pair).json() == {"more": False}


@pytest.mark.django_db
def test_pages_follow_each_other_and_versions_are_chosen(hoa: Actor, client: Client) -> None:
    pair = sharing.make_key(hoa, "NCSC", Tlp.GREEN, at=AT)
    made = sharing.add(hoa, _found("\n".join(f"a{n}.top" for n in range(7))), GREEN, at=AT)
    where, seen, query = "chia-se/collections/tlp-green/objects/", [], {"limit": "3"}
    for _turn in range(5):
        answer = _asked(client, where, pair, **query)
        seen += [one["id"] for one in answer.json()["objects"]]
        assert "X-TAXII-Date-Added-First" in answer
        if not answer.json()["more"]:
            break
        query["next"] = answer.json()["next"]
    assert len(seen) == len(set(seen)) == 9  # with the office and the mark
    last = answer["X-TAXII-Date-Added-Last"]
    sharing.withdraw(hoa, made[0], reason="Trang của một cửa hàng thật.", at=AT + dt.timedelta(hours=1))
    (later,) = _asked(client, where, pair, added_after=last).json()["objects"]
    assert later["revoked"] is True
    one = f"{where}{later['id']}/"
    assert len(_asked(client, f"{one}versions/", pair).json()["versions"]) == 2
    assert "revoked" not in _asked(client, one, pair, **{"match[version]": "first"}).json()["objects"][0]
    both = _asked(client, where, pair, **{"match[id]": later["id"], "match[version]": "all"}).json()
    assert len(both["objects"]) == 2
    kinds = _asked(client, where, pair, **{"match[type]": "identity"}).json()["objects"]
    assert [one["type"] for one in kinds] == ["identity"]


@pytest.mark.django_db
def test_too_many_requests_wait(hoa: Actor, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khien.alerts.views.taxii.ASKS_A_MINUTE", 2)
    pair = sharing.make_key(hoa, "NCSC", Tlp.GREEN, at=AT)
    answers = [_asked(client, "", pair) for _turn in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "60"


@pytest.mark.django_db(transaction=True)
def test_the_client_of_oasis_reads_everything(live_server: Any, cast: Cast, settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    hoa = cast.actor("standing_office")
    sharing.add(hoa, _found(), GREEN, at=AT)
    key, secret = sharing.make_key(hoa, "NCSC", Tlp.AMBER, at=AT)
    server = peer.Server(f"{live_server.url}/taxii2/", user=key.name, password=secret)
    found: dict[str, Any] = {}
    for collection in server.default.collections:
        for envelope in peer.as_pages(collection.get_objects, per_request=2):
            found |= {one["id"]: one for one in envelope.get("objects", [])}
        listed = collection.get_manifest().get("objects", [])
        assert {one["id"] for one in listed} <= set(found)
    assert sum(one["type"] == "indicator" for one in found.values()) == 6
    wrong = peer.Server(f"{live_server.url}/taxii2/", user=key.name, password="sai")
    with pytest.raises(HTTPError, match="401"):
        _ = wrong.title
