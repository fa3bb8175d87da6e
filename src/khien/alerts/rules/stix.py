"""Indicators as STIX 2.1 objects (OASIS Standard, 10 June 2021), plain dictionaries; the same values give the same bytes.

Ids are made from what is named (uuid5), so that an installation set up anew tells nobody the same thing twice.
Refuses to un-revoke: what was withdrawn stays so; the same value later is a new object (`round`).
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from khien.alerts.rules.indicators import OF_PEOPLE, IndicatorKind, Tlp

Stix = dict[str, Any]
NAMESPACE = uuid.UUID("6d1f6f0e-5b0a-5c1e-9f0b-3a6f2a1c7e21")
TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
TLP_MARKS = {
    Tlp.CLEAR: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    Tlp.GREEN: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    Tlp.AMBER: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    Tlp.AMBER_STRICT: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    Tlp.RED: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}
BEGAN = "2026-01-01T00:00:00.000Z"
SCHEMA = "x-khien-phone: value (string, E.164). x-khien-bank-account: value (string, bank in capitals, a space, the number)."


@dataclass(frozen=True, slots=True)
class Shared:
    """An indicator as it goes out."""

    kind: str
    value: str
    tlp: str
    confidence: int
    valid_from: dt.datetime
    valid_until: dt.datetime | None
    made_at: dt.datetime
    changed_at: dt.datetime
    round: int = 1
    note: str = ""
    revoked: bool = False
    alert_address: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """Who says it; `sender` is the name that never changes."""

    sender: str
    name: str
    address: str


def stix_time(at: dt.datetime) -> str:
    """2026-11-24T02:00:00.000Z"""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def named(kind: str, *words: object) -> str:
    return f"{kind}--{uuid.uuid5(NAMESPACE, '|'.join(str(word) for word in (kind, *words)))}"


def collection_id(tlp: Tlp) -> str:
    return str(uuid.uuid5(NAMESPACE, f"collection|{tlp}"))


def identity(office: Office) -> Stix:
    return {
        "type": "identity",
        "spec_version": "2.1",
        "id": named("identity", office.sender),
        "created": BEGAN,
        "modified": BEGAN,
        "name": office.name,
        "identity_class": "organization",
        "sectors": ["government-public-services"],
        "contact_information": office.sender,
    }


def marking(tlp: Tlp) -> Stix:
    """As FIRST and OASIS published it for TLP 2.0."""
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": TLP_MARKS[tlp],
        "created": "2022-10-01T00:00:00.000Z",
        "name": f"TLP:{tlp.value.upper()}",
        "extensions": {TLP_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": tlp.value}},
    }


def extension(office: Office) -> Stix:
    """What STIX has no object for: telephone numbers and bank accounts."""
    return {
        "type": "extension-definition",
        "spec_version": "2.1",
        "id": named("extension-definition", "phone-and-account"),
        "created_by_ref": named("identity", office.sender),
        "created": BEGAN,
        "modified": BEGAN,
        "name": "x-khien-phone and x-khien-bank-account",
        "description": "Telephone numbers and bank accounts used by scammers, in indicator patterns.",
        "schema": SCHEMA,
        "version": "1.0.0",
        "extension_types": ["new-sco"],
    }


def indicator(one: Shared, office: Office) -> Stix:
    made: Stix = {
        "type": "indicator",
        "spec_version": "2.1",
        "id": named("indicator", office.sender, one.kind, one.value, one.round),
        "created_by_ref": named("identity", office.sender),
        "created": stix_time(one.made_at),
        "modified": stix_time(one.changed_at),
        "name": f"{one.kind}: {one.value}"[:200],
        "indicator_types": ["malicious-activity"],
        "pattern": pattern(one.kind, one.value),
        "pattern_type": "stix",
        "pattern_version": "2.1",
        "valid_from": stix_time(one.valid_from),
        "confidence": one.confidence,
        "lang": "vi",
        "object_marking_refs": [TLP_MARKS[Tlp(one.tlp)]],
    }
    if one.valid_until is not None:
        made["valid_until"] = stix_time(one.valid_until)
    if one.note:
        made["description"] = one.note
    if one.revoked:
        made["revoked"] = True
    if one.alert_address:
        made["external_references"] = [{"source_name": office.name, "url": one.alert_address}]
    return made


def beside(kind: str, tlp: Tlp, office: Office) -> list[Stix]:
    """What an indicator points at and a reader needs too."""
    found = [identity(office), marking(tlp)]
    return [*found, extension(office)] if IndicatorKind(kind) in OF_PEOPLE else found


_PATHS = {
    IndicatorKind.DOMAIN: "domain-name:value",
    IndicatorKind.URL: "url:value",
    IndicatorKind.PHONE: "x-khien-phone:value",
    IndicatorKind.ACCOUNT: "x-khien-bank-account:value",
    IndicatorKind.SHA256: "file:hashes.'SHA-256'",
    IndicatorKind.EMAIL: "email-message:from_ref.value",
}


def pattern(kind: str, value: str) -> str:
    quoted = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"[{_PATHS[IndicatorKind(kind)]} = '{quoted}']"
