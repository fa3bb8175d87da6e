"""`Content` as JSON and back: how an edition keeps its text, whatever Wagtail does with its revisions later.

Refuses nothing silently: an unknown type of block is an error, because a lost block would be a changed text.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, is_dataclass
from typing import Any

from khien.library.rules import content as shapes
from khien.library.rules.content import Content
from khien.library.rules.kinds import Licence, MaterialKind

BLOCKS: dict[str, type[Any]] = {
    "paragraph": shapes.Paragraph,
    "heading": shapes.Heading,
    "bullets": shapes.Bullets,
    "steps": shapes.Steps,
    "notice": shapes.Notice,
    "dodont": shapes.DoDont,
    "quote": shapes.Quote,
    "quiz": shapes.Quiz,
    "contact": shapes.Contact,
    "picture": shapes.Picture,
    "beforeafter": shapes.BeforeAfter,
    "table": shapes.Table,
    "video": shapes.Video,
}
TYPES = {cls: name for name, cls in BLOCKS.items()}


def content_to_data(content: Content) -> dict[str, Any]:
    """Plain JSON: dates as ISO text, tuples as lists, each block with its `type`."""
    data: dict[str, Any] = _plain(content)
    return data


def content_from_data(data: dict[str, Any]) -> Content:
    """Raises KeyError for an unknown block, TypeError for an unknown field."""
    known = dict(data)
    known["kind"] = MaterialKind(known["kind"])
    known["licence"] = Licence(known["licence"])
    known["blocks"] = tuple(_block(block) for block in known["blocks"])
    for name in ("topics", "audiences"):
        known[name] = tuple((code, label) for code, label in known[name])
    known["sources"] = tuple(shapes.Source(**row) for row in known["sources"])
    known["poster"] = shapes.PosterText(**_frozen(known["poster"]))
    known["scam"] = _scam(known["scam"])
    known["picture"] = shapes.Picture(**known["picture"]) if known["picture"] else None
    known["approval"] = _approval(known["approval"])
    for name in ("published_on", "valid_until"):
        known[name] = dt.date.fromisoformat(known[name]) if known[name] else None
    return Content(**known)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        data = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"type": TYPES[type(value)], **data} if type(value) in TYPES else data
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def _frozen(data: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}


def _runs(rows: list[dict[str, Any]]) -> shapes.Runs:
    return tuple(shapes.Run(**row) for row in rows)


def _scam(data: dict[str, Any] | None) -> shapes.Scam | None:
    if not data:
        return None
    seen = data["first_seen"]
    return shapes.Scam(**(_frozen(data) | {"first_seen": dt.date.fromisoformat(seen) if seen else None}))


def _approval(data: dict[str, Any] | None) -> shapes.Approval | None:
    return shapes.Approval(**(data | {"on": dt.date.fromisoformat(data["on"])})) if data else None


def _block(data: dict[str, Any]) -> Any:
    rest = dict(data)
    kind = rest.pop("type")
    if kind == "paragraph":
        return shapes.Paragraph(_runs(rest["runs"]))
    if kind == "bullets":
        return shapes.Bullets(tuple(_runs(item) for item in rest["items"]), rest["numbered"])
    if kind == "steps":
        return shapes.Steps(rest["title"], tuple(shapes.Step(**step) for step in rest["steps"]))
    if kind == "quiz":
        options = tuple(shapes.Option(**option) for option in rest["options"])
        return shapes.Quiz(rest["question"], options, rest["explanation"])
    if kind == "beforeafter":
        return shapes.BeforeAfter(_picture(rest["before"]), _picture(rest["after"]))
    if kind == "table":
        rows = tuple(tuple(row) for row in rest["rows"])
        return shapes.Table(rest["caption"], tuple(rest["header"]), rows)
    return BLOCKS[kind](**_frozen(rest))


def _picture(data: dict[str, Any]) -> shapes.Picture:
    return shapes.Picture(**{name: value for name, value in data.items() if name != "type"})
