"""What is published is CAP 1.2, signed whole: checked by the standard's own schema and by others' programs."""

from __future__ import annotations

import datetime as dt

import capparser
import pytest
from capvalidator import check_signature, validate_cap_message
from lxml import etree

from khien.alerts.errors import BadCap, BadSignature
from khien.alerts.models import Alert, SignedAlert
from khien.alerts.renditions.cap_xml import CAP, cap_time, cap_tree
from khien.alerts.renditions.schema import check_schema
from khien.alerts.renditions.signature import DS, new_pair, parsed, signed, verified
from khien.alerts.rules.draft import Draft
from khien.alerts.rules.message import Message
from khien.alerts.rules.vocabulary import Kind
from khien.alerts.selectors.drafts import draft_of
from khien.alerts.services import writing
from khien.alerts.services.keys import key_pair, public_certificate
from khien.base.access import Actor
from tests.alerts.conftest import VI, Writes, out
from tests.people import AT, Cast

NAMES = {"c": CAP}
HOUR = dt.timedelta(hours=1)


def xml_of(alert: Alert) -> bytes:
    return bytes(SignedAlert.objects.get(alert=alert).xml)


@pytest.mark.django_db
def test_others_programs_find_it_valid_and_signed(send: Writes) -> None:
    xml = xml_of(send())
    found = validate_cap_message(xml, strict=True)
    assert found.passed, found.message
    assert check_signature(xml).passed


@pytest.mark.django_db
def test_an_independent_reader_reads_what_we_wrote(send: Writes, cast: Cast) -> None:
    alert = send()
    unsigned = _without_signature(xml_of(alert)).decode()  # it knows no signatures
    read = capparser.parse(stringXML=unsigned)
    assert read.identifier[0] == f"urn:uuid:{alert.uuid}"
    assert read.msgType[0] == "Alert"
    assert read.status[0] == "Actual"
    assert read.sent[0] == "2026-11-24T09:00:00+07:00"
    vietnamese, english = read.info[0]
    assert vietnamese.headline[0] == VI.headline
    assert vietnamese.language[0] == "vi-VN"
    assert english.language[0] == "en-GB"
    assert vietnamese.expires[0] == "2026-11-26T09:00:00+07:00"
    [area] = vietnamese.area[0]
    assert area.areaDesc[0] == "Ủy ban nhân dân xã An Hòa"


@pytest.mark.django_db
def test_the_area_carries_the_units_code_and_the_texts_their_lengths(send: Writes) -> None:
    root = parsed(xml_of(send(area_words="Chợ An Hòa")))
    areas = root.findall(".//c:info[1]/c:area", NAMES)
    assert [area.findtext("c:areaDesc", namespaces=NAMES) for area in areas][-1] == "Chợ An Hòa"
    assert areas[0].findtext("c:geocode/c:value", namespaces=NAMES) == "XAH"
    named = {
        node.findtext("c:valueName", namespaces=NAMES): node.findtext("c:value", namespaces=NAMES)
        for node in root.findall(".//c:info[1]/c:parameter", NAMES)
    }
    assert named["khien:short"] == VI.short
    assert named["khien:radio"] == VI.radio


@pytest.mark.django_db
def test_the_chain_names_every_earlier_message(send: Writes, chau: Actor, anh: Actor, lam: Actor) -> None:
    first = send()
    second = _followed(first, Kind.UPDATE, chau, anh, lam, at=AT + HOUR)
    third = _followed(second, Kind.CANCEL, chau, anh, lam, at=AT + 2 * HOUR)
    root = parsed(xml_of(third))
    assert root.findtext("c:msgType", namespaces=NAMES) == "Cancel"
    references = (root.findtext("c:references", namespaces=NAMES) or "").split()
    assert [one.split(",")[1] for one in references] == [second.identifier, first.identifier]
    assert references[1].endswith(cap_time(AT))
    assert root.findtext("c:note", namespaces=NAMES) == "Có tin mới"
    assert validate_cap_message(xml_of(third)).passed


@pytest.mark.django_db
def test_one_changed_letter_is_found(send: Writes) -> None:
    xml, certificate = xml_of(send()), key_pair().certificate
    assert b"urn:uuid:" in verified(xml, certificate=certificate)
    changed = xml.replace("gọi 113".encode(), "gọi 119".encode(), 1)
    assert changed != xml
    for forged in (
        changed,
        xml.replace(b"<severity>Severe", b"<severity>Minor"),
        _without_signature(xml),
        xml[:-200],
        b"",
        b"<!DOCTYPE x [<!ENTITY e 'e'>]>" + xml.split(b"?>", 1)[1],
        _wrapped(xml),
    ):
        with pytest.raises(BadSignature):
            verified(forged, certificate=certificate)
    assert not check_signature(changed).passed


@pytest.mark.django_db
def test_a_message_signed_by_somebody_else_is_not_ours(send: Writes) -> None:
    key, certificate = new_pair("Kẻ gian", at=AT)
    root = etree.fromstring(_without_signature(xml_of(send())))
    theirs = signed(root, key=key, certificate=certificate)
    verified(theirs, certificate=certificate)
    with pytest.raises(BadSignature):
        verified(theirs, certificate=key_pair().certificate)


def test_what_breaks_the_standard_is_not_let_out() -> None:
    empty = Message(
        identifier="x",
        sender="y",
        sent=AT,
        status="Made up",
        kind="Alert",
        scope="Public",
        restriction="",
        note="",
        references=(),
        infos=(),
    )
    with pytest.raises(BadCap):
        check_schema(cap_tree(empty))


def test_control_letters_do_not_break_the_message_and_times_need_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        cap_time(dt.datetime(2026, 11, 24, 9))  # noqa: DTZ001 - that is the point


@pytest.mark.django_db
def test_a_text_full_of_signs_stays_whole(send: Writes) -> None:
    words = VI.__class__(
        headline="Tin <b>giả</b> & “mồi nhử” \u0001",
        short="Khong bam <link> & khong goi lai.",
        long="Dòng 1\nDòng 2 ]]> &amp; 😀",
        instruction="Cúp máy",
        radio="Bà con chú ý",
    )
    xml = xml_of(send(texts={"vi": words}))
    assert validate_cap_message(xml).passed
    root = parsed(xml)
    assert root.findtext(".//c:headline", namespaces=NAMES) == "Tin <b>giả</b> & “mồi nhử”"
    assert root.findtext(".//c:description", namespaces=NAMES) == words.long


@pytest.mark.django_db
def test_the_key_is_made_once_and_never_shown(tmp_path: object, settings: object) -> None:
    settings.KHIEN_ALERT_KEPT_PAIR = tmp_path / "new" / "pair.pem"  # type: ignore[attr-defined,operator]
    first, again = key_pair(), key_pair()
    assert first == again
    assert "PRIVATE" not in repr(first)
    assert public_certificate().key == b""
    assert (settings.KHIEN_ALERT_KEPT_PAIR.stat().st_mode & 0o077) == 0  # type: ignore[attr-defined]


def _followed(earlier: Alert, kind: Kind, *people: Actor, at: dt.datetime) -> Alert:
    draft = writing.follow(people[0], earlier, kind, at=at)
    before = draft_of(draft)
    parts = {name: getattr(before, name) for name in Draft.__dataclass_fields__}
    writing.save(people[0], draft, Draft(**(parts | {"note": "Có tin mới"})), revision=1, at=at)
    return out(draft, *people, at=at)


def _without_signature(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    for node in root.findall(f"{{{DS}}}Signature"):
        root.remove(node)
    return etree.tostring(root)


def _wrapped(xml: bytes) -> bytes:
    """A whole signed message hidden in a false one: the signature is right, of something else."""
    inner = etree.fromstring(xml)
    outer = etree.fromstring(_without_signature(xml))
    found = outer.find(".//c:headline", NAMES)
    assert found is not None
    found.text = "Chuyển tiền ngay"
    outer.append(inner)
    return etree.tostring(outer)
