"""Sound and film that people upload: whether telephones and browsers here can play them. Reads heads, decodes nothing.

Sources: ISO 14496-12 (boxes), ISO 11172-3 and 13818-3 (frames of MP3), RFC 3533 (Ogg), the WebM container guidelines.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from khien.base.media.errors import WrongContent

MOST_BOXES = 10_000
LARGEST_INDEX = 64 << 20  # `moov` of hours of film stays far below
SEARCHED_FOR_FRAME = 64 << 10
PLAYED_SOUND = (b"OpusHead", b"\x01vorbis")
FILM, SOUND_TRACK = (b"avc1", b"avc3"), (b"mp4a", b"Opus", b".mp3")
NOT_PLAYED_EVERYWHERE = (b"hvc1", b"hev1", b"mp4v", b"av01", b"vp09", b"dvh1", b"s263", b"jpeg", b"apcn")
_RATES = {  # kbit/s of layer III by index, for MPEG 1 and for MPEG 2 and 2.5
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SAMPLING = (44100, 48000, 32000)


def check_mp3(stream: BinaryIO, name: str) -> None:
    """Raises WrongContent (broken) unless three frames follow each other, behind any tag."""
    head = stream.read(10)
    start = 0
    if head[:3] == b"ID3" and len(head) == 10:
        start = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True))
    stream.seek(start)
    data = stream.read(SEARCHED_FOR_FRAME)
    if not any(_frames_follow(data, at) for at in _possible_frames(data)):
        raise _broken(name)


def check_wav(stream: BinaryIO, name: str) -> None:
    """Raises WrongContent (broken) unless a format and some sound stand in it."""
    stream.seek(12)
    seen = set()
    for _count in range(MOST_BOXES):
        head = stream.read(8)
        if len(head) < 8:
            break
        size = int.from_bytes(head[4:], "little")
        seen.add(head[:4])
        if head[:4] == b"data":
            if size == 0 or not stream.read(1):
                break
            seen.add(b"sound")
            break
        stream.seek(size + size % 2, os.SEEK_CUR)
    if not seen >= {b"fmt ", b"sound"}:
        raise _broken(name)


def check_ogg(stream: BinaryIO, name: str) -> None:
    """Raises WrongContent (wrong-codec) unless it is Opus or Vorbis."""
    head = stream.read(4096)
    if not any(mark in head for mark in PLAYED_SOUND):
        raise _wrong_codec(name, _("Save it as MP3."))


def check_webm(stream: BinaryIO, name: str) -> None:
    """Raises WrongContent (broken) when it ends behind its head."""
    head = stream.read(SEARCHED_FOR_FRAME)
    if b"webm" not in head[:64] or b"\x18\x53\x80\x67" not in head or b"\x16\x54\xae\x6b" not in head:
        raise _broken(name)  # Segment and Tracks


def check_mp4(stream: BinaryIO, name: str) -> None:
    """Raises WrongContent: broken without its index or its content, wrong-codec unless pictures are H.264 (or there is
    sound only)."""
    index, content = b"", False
    for kind, at, size in _boxes(stream):
        if kind == b"moov" and not index:
            if size > LARGEST_INDEX:
                raise _broken(name)
            stream.seek(at)
            index = stream.read(size)
            if len(index) < size:
                raise _broken(name)
        content = content or kind in {b"mdat", b"moof"}
    if not index or not content:
        raise _broken(name)
    if any(mark in index for mark in NOT_PLAYED_EVERYWHERE) and not any(mark in index for mark in FILM):
        raise _wrong_codec(name, _("Save it as MP4 with H.264."))
    if not any(mark in index for mark in FILM + SOUND_TRACK):
        raise _wrong_codec(name, _("Save it as MP4 with H.264."))


def _boxes(stream: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """(kind, where its content begins, bytes of content) of every box at the top; ends where the file does."""
    end = stream.seek(0, os.SEEK_END)
    at = 0
    for _count in range(MOST_BOXES):
        stream.seek(at)
        head = stream.read(16)
        if len(head) < 8:
            return
        size, before = int.from_bytes(head[:4], "big"), 8
        if size == 1:
            size, before = int.from_bytes(head[8:16], "big"), 16
        elif size == 0:
            size = end - at
        if size < before or at + size > end:
            return  # cut off: what stands in it does not count
        yield head[4:8], at + before, size - before
        at += size


def _possible_frames(data: bytes) -> Iterator[int]:
    at = data.find(b"\xff")
    while at >= 0:
        yield at
        at = data.find(b"\xff", at + 1)


def _frames_follow(data: bytes, at: int) -> bool:
    for _count in range(3):
        length = _frame_bytes(data[at : at + 4])
        if not length:
            return False
        at += length
    return True


def _frame_bytes(head: bytes) -> int:
    """Bytes of the frame that begins so; 0 when no frame of layer III does."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0
    version, rate, sampling = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or rate in (0, 15) or sampling == 3:
        return 0
    first = version == 3
    hertz = _SAMPLING[sampling] >> {3: 0, 2: 1, 0: 2}[version]
    return (144 if first else 72) * _RATES[first][rate] * 1000 // hertz + (head[2] >> 1 & 1)


def _broken(name: str) -> WrongContent:
    return WrongContent(
        _("“%(name)s” cannot be played: it is damaged or was cut off. Save it again and send it once more.")
        % {"name": name},
        code="broken",
    )


def _wrong_codec(name: str, advice: str) -> WrongContent:
    return WrongContent(
        _("“%(name)s” is packed in a way that many telephones cannot play. %(advice)s")
        % {"name": name, "advice": advice},
        code="wrong-codec",
    )
