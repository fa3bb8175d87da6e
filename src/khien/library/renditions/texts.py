"""Renditions a person copies as text: a message, a post, the plain text, a script for the announcer.

Notes: "shortened" when the material says more than stands here; those of rules.radio for a script. Files are UTF-8
with a byte order mark, so that old Notepads show Vietnamese.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from khien.library.renditions.made import Made, Pictures
from khien.library.renditions.plain_words import file_name
from khien.library.rules.content import Brand, Content
from khien.library.rules.phrases import phrases
from khien.library.rules.plain import listening_time, plain_text, sources_lines
from khien.library.rules.posts import LONG, SHORT, post
from khien.library.rules.radio import NOTES as RADIO_NOTES
from khien.library.rules.radio import script
from khien.library.rules.sentences import wrapped
from khien.library.rules.sms import fitting

NOTES = ("shortened", *RADIO_NOTES)


def sms(content: Content, brand: Brand, options: Mapping[str, str], pictures: Pictures) -> Made:
    """Option: marks (with, without). The best message of one part; `Made.text` holds it too."""
    marked = options["marks"] == "with"
    best = next((one for one in fitting(content) if one.marked is marked), None)
    text = best.text if best is not None else ""
    notes = ("shortened",) if best is None or best.shortened else ()
    return _made(content, text, ("tin-nhan", "co-dau" if marked else "khong-dau"), notes=notes)


def post_text(content: Content, brand: Brand, options: Mapping[str, str], pictures: Pictures) -> Made:
    """Option: length (long ≤ 2,000 characters, short ≤ 500)."""
    made = post(content, brand, at_most=LONG if options["length"] == "long" else SHORT)
    part = "dai" if options["length"] == "long" else "ngan"
    return _made(content, made.text, ("bai-dang", part), notes=("shortened",) if made.shortened else ())


def plain(content: Content, brand: Brand, options: Mapping[str, str], pictures: Pictures) -> Made:
    """The whole text with its sources and address, lines of 72 characters."""
    return _made(content, plain_with_sources(content), ("van-ban",), seconds=listening_time(content))


def plain_with_sources(content: Content) -> str:
    labels = phrases(content.language)
    parts = [plain_text(content)]
    if sources := sources_lines(content):
        parts.append("\n".join([f"{labels['sources']}:", *(f"- {source}" for source in sources)]))
    parts.append(f"{labels['read_more']}: {content.address}")
    return wrapped("\n\n".join(parts))


def radio_script(content: Content, brand: Brand, options: Mapping[str, str], pictures: Pictures) -> Made:
    """Option: seconds (60, 30). The script as written, then as it is said, and how long that takes."""
    made = script(content, brand, slot=int(options["seconds"]))
    written = [content.title, "", wrapped(made.text), "", *_as_said(made.spoken, content), ""]
    written.append(f"{_TIME[content.language == 'en']}: {math.ceil(made.seconds)} / {made.slot} s")
    parts = ("kich-ban", f"{made.slot}s")
    return _made(content, "\n".join(written), parts, notes=made.notes, seconds=made.seconds, text=made.text)


_TIME = {False: "Thời lượng đọc", True: "Reading time"}
_SAID = {False: "Đọc thành tiếng", True: "As it is said"}


def _as_said(said: Iterable[str], content: Content) -> list[str]:
    return [f"{_SAID[content.language == 'en']}:", *(wrapped(sentence) for sentence in said)]


def _made(
    content: Content,
    written: str,
    parts: tuple[str, ...],
    *,
    notes: tuple[str, ...] = (),
    seconds: float = 0.0,
    text: str = "",
) -> Made:
    name = file_name(content.title, content.version, *parts, "txt")
    data = written.replace("\n", "\r\n").encode("utf-8-sig")
    return Made(name, "text/plain; charset=utf-8", data, seconds=seconds, text=text or written, notes=notes)
