"""What a material must have before it may be sent to be checked. Refuses opinions about style."""

from __future__ import annotations

from enum import StrEnum

from khien.library.rules.content import BeforeAfter, Content, Picture, Video
from khien.library.rules.kinds import MaterialKind

NEED_NO_BODY = frozenset({MaterialKind.SMS, MaterialKind.POSTER, MaterialKind.BULLETIN, MaterialKind.SCAM})


class Missing(StrEnum):
    SUMMARY = "summary"
    TOPIC = "topic"
    AUDIENCE = "audience"
    SOURCE = "source"
    BODY = "body"
    SIGNS = "signs"
    DO_NOW = "do_now"
    SMS = "sms"
    POSTER = "poster"
    BULLETIN = "bulletin"
    ALT = "alt"
    CAPTIONS = "captions"


def faults_of(content: Content) -> tuple[Missing, ...]:
    """What is missing, in the order of the form; empty = ready."""
    found: list[Missing] = []
    wanted = (
        (Missing.SUMMARY, bool(content.summary.strip())),
        (Missing.TOPIC, bool(content.topics)),
        (Missing.AUDIENCE, bool(content.audiences)),
        (Missing.BODY, bool(content.blocks) or content.kind in NEED_NO_BODY),
        (Missing.SOURCE, bool(content.sources)),
    )
    found.extend(fault for fault, there in wanted if not there)
    found.extend(_of_kind(content))
    found.extend(_of_blocks(content))
    return tuple(found)


def _of_kind(content: Content) -> list[Missing]:
    scam = content.scam
    wanted: dict[MaterialKind, tuple[tuple[Missing, bool], ...]] = {
        MaterialKind.SCAM: (
            (Missing.SIGNS, bool(scam and scam.signs)),
            (Missing.DO_NOW, bool(scam and scam.do_now)),
        ),
        MaterialKind.SMS: ((Missing.SMS, bool(content.sms)),),
        MaterialKind.POSTER: ((Missing.POSTER, bool(content.poster.headline)),),
        MaterialKind.BULLETIN: ((Missing.BULLETIN, bool(content.bulletin)),),
    }
    return [fault for fault, there in wanted.get(content.kind, ()) if not there]


def _of_blocks(content: Content) -> list[Missing]:
    found = []
    for block in content.blocks:
        pictures: tuple[Picture, ...] = (block,) if isinstance(block, Picture) else ()
        if isinstance(block, BeforeAfter):
            pictures = (block.before, block.after)
        if any(not picture.alt.strip() for picture in pictures):
            found.append(Missing.ALT)
        if isinstance(block, Video) and block.key and not (block.captions_key or block.transcript):
            found.append(Missing.CAPTIONS)
    return list(dict.fromkeys(found))
