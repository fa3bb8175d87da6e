"""A starter material as Content, for tests of renditions: the shape alone, no database."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from khien.library.rules import content as c
from khien.library.rules.kinds import MaterialKind
from khien.library.rules.runs import runs_from_markdown

STARTER = Path(__file__).parents[2] / "src" / "khien" / "library" / "starter"
UNIT = "Sở Khoa học và Công nghệ tỉnh An Bình"
BRAND = c.Brand(
    UNIT, programme="Chương trình tuyên truyền an toàn thông tin tỉnh An Bình", contact="Điện thoại 156"
)


def starter_slugs() -> list[str]:
    return sorted(path.stem for path in STARTER.glob("*.toml") if path.name != "topics.toml")


def starter(slug: str) -> c.Content:
    it = tomllib.loads((STARTER / f"{slug}.toml").read_text("utf-8"))
    poster = it.get("poster", {})
    return c.Content(
        uuid=f"00000000-0000-4000-8000-{len(slug):012d}",
        kind=MaterialKind(it["kind"]),
        title=it["title"],
        summary=it["summary"],
        language=it["language"],
        blocks=tuple(_block(block) for block in it["body"]),
        address=f"https://an-binh.example/tai-lieu/{slug}/",
        topics=tuple((code, code) for code in it["topics"]),
        audiences=tuple((code, code) for code in it["audiences"]),
        scam=_scam(it["scam"]) if "scam" in it else None,
        poster=c.PosterText(
            poster.get("headline", ""), tuple(poster.get("points", ())), poster.get("call", "")
        ),
        sms=it.get("sms", ""),
        bulletin=it.get("bulletin", ""),
        sources=tuple(c.Source(**source) for source in it["sources"]),
        version=3,
        unit_name=UNIT,
        approval=c.Approval(
            "Nguyễn Thị Lan", "Phó Giám đốc", dt.date(2026, 11, 20), "Kế hoạch số 12/KH-UBND"
        ),
        published_on=dt.date(2026, 11, 21),
        valid_until=dt.date(2027, 12, 31),
    )


def _scam(it: dict[str, Any]) -> c.Scam:
    lists = {
        name: tuple(it.get(name, ())) for name in ("signs", "how_it_goes", "do_now", "tell_whom", "variants")
    }
    return c.Scam(**lists)


def _block(it: dict[str, Any]) -> c.Block:
    match it["type"]:
        case "paragraph":
            return c.Paragraph(runs_from_markdown(it["text"]))
        case "heading":
            return c.Heading(it["text"], it.get("level", 2))
        case "bullets":
            return c.Bullets(
                tuple(runs_from_markdown(item) for item in it["items"]), it.get("numbered", False)
            )
        case "steps":
            return c.Steps(
                it["title"], tuple(c.Step(step["title"], step.get("text", "")) for step in it["steps"])
            )
        case "notice":
            return c.Notice(it["title"], it["text"], it.get("tone", "danger"))
        case "dodont":
            return c.DoDont(tuple(it["do"]), tuple(it["dont"]))
        case "quote":
            return c.Quote(it["text"], it.get("who", ""))
        case "quiz":
            options = tuple(c.Option(one["text"], one.get("right", False)) for one in it["options"])
            return c.Quiz(it["question"], options, it.get("explanation", ""))
        case "contact":
            return c.Contact(it["name"], it.get("number", ""), it.get("address", ""), it.get("note", ""))
        case "table":
            return c.Table(
                it.get("caption", ""), tuple(it["header"]), tuple(tuple(row) for row in it["rows"])
            )
    raise AssertionError(it["type"])
