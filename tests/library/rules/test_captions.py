"""Hà adds captions to a clip: whatever her editor wrote is read, what is hard to read is named with its line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khien.library.rules.captions import (
    Captions,
    Cue,
    Doubt,
    Fault,
    NoCaptions,
    checked,
    read_captions,
    to_srt,
    to_webvtt,
    transcript,
)

VTT = """WEBVTT - Công an giả

STYLE
::cue { color: red }

NOTE một ghi chú --> không phải giờ

1
00:01.000 --> 00:04.000 line:90% align:center
<v Kẻ lừa>Tôi là <b>công an</b> &amp; điều tra

00:00:04.500 --> 00:00:07.000
Anh đang dính
vào một vụ án.
"""
SRT = """1\r
00:00:01,000 --> 00:00:04,000\r
<font color="#fff">Tôi là công an</font>\r
\r
2\r
00:00:04,500 --> 00:00:07,000\r
{\\an8}Anh đang dính\r
vào một vụ án.\r
"""


def test_webvtt_is_read() -> None:
    read = read_captions(VTT)
    assert read.cues == (
        Cue(1_000, 4_000, "Tôi là công an & điều tra", "line:90% align:center", 9),
        Cue(4_500, 7_000, "Anh đang dính\nvào một vụ án.", "", 12),
    )
    assert read.doubts == ()
    assert checked(read, seconds=8) == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_subrip_is_read_in_the_encodings_editors_write(encoding: str) -> None:
    read = read_captions(SRT.encode(encoding))
    assert [cue.text for cue in read.cues] == ["Tôi là công an", "Anh đang dính\nvào một vụ án."]


def test_each_is_turned_into_the_other() -> None:
    cues = read_captions(VTT).cues
    assert read_captions(to_srt(cues)).cues[1].text == cues[1].text
    assert to_webvtt(cues).startswith(
        "WEBVTT\n\n00:00:01.000 --> 00:00:04.000 line:90% align:center\nTôi là công an &amp;"
    )
    assert to_srt(cues).startswith("1\n00:00:01,000 --> 00:00:04,000\nTôi là công an & điều tra\n\n2\n")


def test_what_is_said_makes_a_transcript() -> None:
    assert transcript(read_captions(VTT).cues) == "Tôi là công an & điều tra Anh đang dính vào một vụ án."
    assert transcript([Cue(0, 1, "A."), Cue(1, 2, "A."), Cue(2, 3, "B")]) == "A.\nB"


def test_faults_are_named_with_their_line() -> None:
    written = (
        "WEBVTT\n\n"
        "00:01.000 --> 00:01.200\nNhanh quá không ai đọc kịp\n\n"
        "00:01.100 --> 00:12.000\nLâu\n\n"
        "00:13.000 --> 00:12.000\nNgược\n\n"
        "00:14.000 --> 00:17.000\na\nb\nc\n\n"
        "00:18.000 --> 00:22.000\n" + "x" * 43 + "\n\n"
        "00:23.000 --> 00:25.000\n\n"
        "00:26.000 -> 00:27.000 --> ?\nhỏng\n\n"
        "00:58.000 --> 01:01.000\nSau khi hết\n"
    )
    found = [(doubt.fault, doubt.line) for doubt in checked(read_captions(written), seconds=30)]
    assert found == [
        (Fault.TOO_SHORT, 3),
        (Fault.TOO_FAST, 3),
        (Fault.TOO_LONG, 6),
        (Fault.OVERLAPS, 6),
        (Fault.BACKWARDS, 9),
        (Fault.TALL, 12),
        (Fault.WIDE, 17),
        (Fault.EMPTY, 20),
        (Fault.BROKEN_TIME, 22),
        (Fault.AFTER_END, 25),
    ]


@pytest.mark.parametrize("data", [b"", b"WEBVTT\n", "chỉ là chữ", b"\x89PNG\r\n\x1a\n\x00\x00", "--> -->"])
def test_a_file_without_captions_is_refused(data: bytes | str) -> None:
    with pytest.raises(NoCaptions):
        read_captions(data)


CUES = st.lists(
    st.builds(
        Cue,
        st.integers(0, 400_000_000).map(lambda time: time // 1),
        st.integers(0, 359_999_999),
        st.lists(
            st.text(alphabet=st.sampled_from("abđốị <>&;0123-"), min_size=1, max_size=12)
            .map(lambda t: " ".join(t.split()).replace("-->", "→"))
            .filter(bool),
            min_size=1,
            max_size=3,
        ).map("\n".join),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(CUES)
def test_webvtt_and_back(cues: list[Cue]) -> None:
    cues.sort(key=lambda cue: cue.begin)
    again = read_captions(to_webvtt(cues)).cues
    assert [(cue.begin, cue.end, cue.text) for cue in again] == [
        (cue.begin, cue.end, cue.text) for cue in cues
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=200))
def test_any_file_is_read_or_refused(data: str | bytes) -> None:
    try:
        read = read_captions(data)
    except NoCaptions:
        return
    assert isinstance(read, Captions)
    assert all(isinstance(doubt, Doubt) for doubt in checked(read))
