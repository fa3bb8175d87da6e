"""The starter library's files as values: TOML in, what a form would hold out. Refuses a file that breaks the README
beside them, naming file and field; a starter text that cannot be read whole is not read at all."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khien.library.rules.kinds import MaterialKind
from khien.library.rules.runs import html_from_runs, runs_from_markdown

FOLDER = Path(__file__).resolve().parents[1] / "starter"
Stream = list[dict[str, Any]]  # Wagtail's raw form of a StreamField


class BrokenStarter(ValueError):
    """A starter file does not say what the README asks for."""


@dataclass(frozen=True, slots=True)
class StarterText:
    """`fields`: columns of a material by name; `body`: raw stream; `sources`: rows of sources."""

    slug: str
    translation_of: str
    topics: tuple[str, ...]
    fields: Mapping[str, Any]
    body: Stream
    sources: tuple[Mapping[str, Any], ...]


def starter_texts(folder: Path = FOLDER) -> list[StarterText]:
    """Every text, Vietnamese ones first so that translations find theirs. Raises BrokenStarter."""
    files = sorted(path for path in folder.glob("*.toml") if path.name != "topics.toml")
    texts = [read_starter(path) for path in files]
    return sorted(texts, key=lambda text: (bool(text.translation_of), text.slug))


def topic_rows(folder: Path = FOLDER) -> list[dict[str, Any]]:
    return list(tomllib.loads((folder / "topics.toml").read_text(encoding="utf-8"))["topic"])


def read_starter(path: Path) -> StarterText:
    """Raises BrokenStarter."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        slug = path.name.removesuffix(".toml").replace(".", "-")
        return StarterText(
            slug=slug,
            translation_of=data.get("translation_of", ""),
            topics=tuple(data["topics"]),
            fields=_fields(data),
            body=[_block(block) for block in data.get("body", [])],
            sources=tuple(
                {key: row[key] for key in ("title", "number", "address", "legal") if key in row}
                for row in data.get("sources", [])
            ),
        )
    except (tomllib.TOMLDecodeError, KeyError, ValueError, TypeError) as error:
        raise BrokenStarter(f"{path.name}: {error!r}") from error


def _fields(data: Mapping[str, Any]) -> dict[str, Any]:
    scam, poster = data.get("scam", {}), data.get("poster", {})
    return {
        "title": data["title"],
        "kind": MaterialKind(data["kind"]).value,
        "language": data.get("language", "vi"),
        "summary": data["summary"],
        "audience_codes": "," + ",".join(data["audiences"]) + ",",
        "keywords": ", ".join(data.get("keywords", [])),
        "sms": data.get("sms", ""),
        "sms_plain": data.get("sms_plain", ""),
        "bulletin": data.get("bulletin", "").strip(),
        "valid_until": _day(data.get("valid_until")),
        "poster_headline": poster.get("headline", ""),
        "poster_points": "\n".join(poster.get("points", [])),
        "poster_call": poster.get("call", ""),
        "scam_signs": "\n".join(scam.get("signs", [])),
        "scam_how": "\n".join(scam.get("how_it_goes", [])),
        "scam_do_now": "\n".join(scam.get("do_now", [])),
        "scam_tell": "\n".join(scam.get("tell_whom", [])),
        "scam_variants": "\n".join(scam.get("variants", [])),
        "scam_first_seen": _day(data.get("first_seen")),
    }


def _day(value: object) -> dt.date | None:
    return value if isinstance(value, dt.date) else None


def _block(block: Mapping[str, Any]) -> dict[str, Any]:
    kind = block["type"]
    return {"type": "paragraph" if kind == "bullets" else kind, "value": _VALUES[kind](block)}


def _paragraph(block: Mapping[str, Any]) -> str:
    parts = [part for part in block["text"].split("\n\n") if part.strip()]
    return "".join(f"<p>{_inline(part)}</p>" for part in parts)


def _bullets(block: Mapping[str, Any]) -> str:
    tag = "ol" if block.get("numbered") else "ul"
    return f"<{tag}>{''.join(f'<li>{_inline(item)}</li>' for item in block['items'])}</{tag}>"


def _inline(text: str) -> str:
    return html_from_runs(runs_from_markdown(" ".join(text.split())))


def _options(block: Mapping[str, Any]) -> dict[str, Any]:
    options = [{"text": one["text"], "right": one.get("right", False)} for one in block["options"]]
    return {
        "question": block["question"],
        "options": options,
        "explanation": block.get("explanation", ""),
    }


_VALUES: Mapping[str, Any] = {
    "paragraph": _paragraph,
    "bullets": _bullets,
    "heading": lambda b: {"text": b["text"], "small": b.get("level", 2) > 2},
    "steps": lambda b: {
        "title": b.get("title", ""),
        "steps": [{"title": step["title"], "text": step.get("text", "")} for step in b["steps"]],
    },
    "notice": lambda b: {"tone": b.get("tone", "danger"), "title": b["title"], "text": b["text"]},
    "dodont": lambda b: {"do": list(b["do"]), "dont": list(b["dont"])},
    "quote": lambda b: {"text": b["text"], "who": b.get("who", "")},
    "quiz": _options,
    "contact": lambda b: {key: b.get(key, "") for key in ("name", "number", "address", "note")},
    "table": lambda b: {
        "caption": b["caption"],
        "header": " | ".join(b["header"]),
        "rows": [" | ".join(row) for row in b["rows"]],
    },
    "video": lambda b: {
        "title": b["title"],
        "file": "",
        "captions": "",
        "transcript": b.get("transcript", ""),
        "seconds": b.get("seconds", 0),
    },
}
