"""A bulletin as JSON, in the shape of the provincial source-information guide (2455/BTTTT-TTCS, version 2.0): what it is,
how urgent (Circular 39/2020/TT-BTTTT), for which communes, on which days and hours, and the sound itself.

The names of the fields are ours (`bulletin.schema.json` beside this file). Before a real system is connected they must
be compared with the guide's annex, which the system's owner holds; only this module then changes.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from importlib import resources
from typing import Any

from khien.channels.rules.radio import Priority
from khien.channels.transports.contract import Parcel

SCHEMA = "khien-bulletin/1"
MOST_SOUND = 40 * 1024 * 1024


def schema() -> dict[str, Any]:
    """JSON Schema, draft 2020-12."""
    text = resources.files(__package__).joinpath("bulletin.schema.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def bulletin(parcel: Parcel, sound: bytes, seconds: float) -> dict[str, Any]:
    """`parcel.extra`: priority, first, last, times, areas [(code, name)], author, created_at, receipts; all optional."""
    extra: Mapping[str, Any] = parcel.extra
    priority = Priority(int(extra.get("priority", Priority.EMERGENCY if parcel.urgent else Priority.NORMAL)))
    return {
        "schema": SCHEMA,
        "id": parcel.ref,
        "title": parcel.subject or parcel.text[:120],
        "text": parcel.text,
        "language": parcel.language,
        "author": str(extra.get("author", "")),
        "created_at": extra.get("created_at"),
        "type": "alert" if parcel.urgent else "bulletin",
        "priority": {"level": int(priority), "name": priority.name.lower()},
        "areas": [{"code": code, "name": name} for code, name in extra.get("areas", [])],
        "schedule": {
            "at_once": priority is Priority.EMERGENCY,
            "from": extra.get("first"),
            "until": extra.get("last"),
            "times": list(extra.get("times", [])),
            "expires_at": parcel.expires_at.isoformat() if parcel.expires_at else None,
        },
        "audio": {
            "format": "audio/mpeg",
            "seconds": seconds,
            "bytes": len(sound),
            "sha256": hashlib.sha256(sound).hexdigest(),
            "content": base64.b64encode(sound).decode("ascii"),
        },
        "receipts": extra.get("receipts"),
    }
