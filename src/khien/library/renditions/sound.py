"""A material as sound: the script of 30 or 60 seconds, or the whole text read aloud, as MP3 or WAV.

Notes: those of rules.radio; "loudness" when the recording is not within 1 LU of the target or peaks too high; "long"
when a script takes longer to say than its slot. Refuses texts of more than half an hour, and to keep any file: the
folder it works in goes with the last step, also when a step fails.
"""

from __future__ import annotations

import array
import math
import sys
import tempfile
import wave
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path

from khien.library.renditions.errors import EngineFailed, TooLarge
from khien.library.renditions.loudness import HIGHEST_PEAK, TARGET, Loudness, as_mp3, measured, normalised
from khien.library.renditions.made import Made, Pictures
from khien.library.renditions.plain_words import file_name
from khien.library.renditions.voices import Voice, voice_for
from khien.library.rules.content import Brand, Content
from khien.library.rules.phrases import phrases
from khien.library.rules.plain import speech_text
from khien.library.rules.radio import script
from khien.library.rules.sentences import collapse
from khien.library.rules.speech import SYLLABLES_PER_SECOND, spoken_sentences, syllables

NOTES = ("loudness", "long")
MOST_SECONDS = 1_800
PAUSE = 0.35  # seconds between sentences
MARGIN = 0.25  # silence at both ends
_QUIET = 200  # of 32,767: what is softer at the ends of a sentence is silence
_MEDIA = {"mp3": "audio/mpeg", "wav": "audio/wav"}


@dataclass(frozen=True, slots=True)
class Recording:
    """`data` in the format asked for, and how loud and long it is."""

    data: bytes
    loudness: Loudness


def sound(content: Content, brand: Brand, options: Mapping[str, str], pictures: Pictures) -> Made:
    """Options: what (radio60, radio30, whole), voice (best, north, central, south), format (mp3, wav), chime (no, yes).

    NoSound without a voice or ffmpeg, TooLarge, EngineFailed.
    """
    what, ending = options["what"], options["format"]
    notes: tuple[str, ...] = ()
    if what == "whole":
        said = spoken_sentences(speech_text(content), language=content.language)
        slot = 0
    else:
        made = script(content, brand, slot=int(what.removeprefix("radio")))
        said, notes, slot = made.spoken, made.notes, made.slot
    voice = voice_for(options["voice"], language=content.language)
    recording = record(
        said, voice, ending=ending, tags=_tags(content, brand), chime=options["chime"] == "yes"
    )
    notes = (*notes, *_doubts(recording.loudness, slot))
    name = file_name(
        content.title, content.version, f"ban-tin-{slot}s" if slot else "doc", options["voice"], ending
    )
    seconds = round(recording.loudness.seconds, 1)
    return Made(name, _MEDIA[ending], recording.data, seconds=seconds, text="\n".join(said), notes=notes)


def record(
    said: Sequence[str], voice: Voice, *, ending: str, tags: dict[str, str] | None = None, chime: bool = False
) -> Recording:
    """The sentences in this voice at the loudness of R 128. NoSound, TooLarge, EngineFailed."""
    if not said:
        raise EngineFailed("there is nothing to say")
    if syllables(" ".join(said)) / SYLLABLES_PER_SECOND > MOST_SECONDS:
        raise TooLarge("more than half an hour of speech")
    with tempfile.TemporaryDirectory(prefix="sound-") as name:
        folder = Path(name)
        pieces = voice.speak(said, folder)
        raw, wav, mp3 = folder / "raw.wav", folder / "out.wav", folder / "out.mp3"
        _join(pieces, raw, chime=chime)
        normalised(raw, wav)
        if ending == "mp3":
            as_mp3(wav, mp3, tags or {})
        done = mp3 if ending == "mp3" else wav
        return Recording(done.read_bytes(), measured(done))


def _doubts(loudness: Loudness, slot: int) -> tuple[str, ...]:
    off = abs(loudness.integrated - TARGET) > 1 or loudness.peak > HIGHEST_PEAK
    late = bool(slot) and loudness.seconds > slot
    return (*(("loudness",) if off else ()), *(("long",) if late else ()))


def _tags(content: Content, brand: Brand) -> dict[str, str]:
    unit = brand.unit_name or content.unit_name
    tags = {
        "title": content.title,
        "artist": unit,
        "album": brand.programme,
        "date": str(content.published_on.year) if content.published_on else "",
        "comment": content.address,
        "copyright": phrases(content.language)[f"licence_{content.licence.value}"],
        "language": {"vi": "vie", "en": "eng"}.get(content.language, ""),
    }
    return {key: collapse("".join(c for c in value if c.isprintable()))[:500] for key, value in tags.items()}


def _join(pieces: Sequence[Path], out: Path, *, chime: bool) -> None:
    """One WAV: a margin, the sentences with a pause between them, a margin; the chime before and after if asked."""
    sounds = [_trimmed(path) for path in pieces]
    rate = sounds[0][1]
    if any(rate != other for _samples, other in sounds):
        raise EngineFailed("a voice changed its rate")
    rest = array.array("h", bytes(2 * int(rate * PAUSE)))
    edge = array.array("h", bytes(2 * int(rate * MARGIN)))
    bell = _chime(rate) if chime else array.array("h")
    parts = [bell, edge, sounds[0][0]]
    parts += chain.from_iterable((rest, after[0]) for _before, after in pairwise(sounds))
    parts += [edge, bell]
    with wave.open(str(out), "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(rate)
        for part in parts:
            written.writeframes(_little(part))


def _trimmed(path: Path) -> tuple[array.array[int], int]:
    """The samples without the silence at both ends, and the rate."""
    try:
        with wave.open(str(path), "rb") as read:
            if read.getnchannels() != 1 or read.getsampwidth() != 2:
                raise EngineFailed("a voice gave something else than mono of 16 bits")
            # A piped WAV may claim more frames than it has: what is there is read.
            samples, rate = array.array("h", read.readframes(read.getnframes())), read.getframerate()
    except (wave.Error, EOFError, OSError, ValueError) as error:
        raise EngineFailed(f"a voice gave no sound: {error}") from error
    if sys.byteorder == "big":
        samples.byteswap()
    begin, end = 0, len(samples)
    while begin < end and abs(samples[begin]) < _QUIET:
        begin += 1
    while end > begin and abs(samples[end - 1]) < _QUIET:
        end -= 1
    return samples[begin:end], rate


def _little(samples: array.array[int]) -> bytes:
    if sys.byteorder == "little":
        return samples.tobytes()
    swapped = array.array("h", samples)
    swapped.byteswap()
    return swapped.tobytes()


def _chime(rate: int) -> array.array[int]:
    """Two soft notes, a fourth apart, of our own making."""
    samples = [0.0] * int(rate * 1.3)
    for begin, pitch in ((0.0, 659.26), (0.35, 880.0)):
        at = int(begin * rate)
        for n in range(len(samples) - at):
            t = n / rate
            rise = min(1.0, t / 0.01)
            tone = math.sin(math.tau * pitch * t) + 0.25 * math.sin(math.tau * 2 * pitch * t)
            samples[at + n] += 4500 * rise * math.exp(-4.5 * t) * tone
    return array.array("h", (int(max(-32_000, min(32_000, sample))) for sample in samples))
