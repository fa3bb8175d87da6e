"""How loud a recording is (EBU R 128), and the same recording at the loudness of a loudspeaker or the web.

−16 LUFS for speech, true peak at most −1.5 dBTP (EBU R 128 s2 for streaming; a pressure-chamber loudspeaker distorts
above it). Measured, brought there by one gain and a limiter, measured again; ffmpeg's loudnorm is not used, because
with peaky speech it turns to riding the level and misses the target by up to a decibel. Refuses to guess: a recording
that does not come out as asked is told by a note.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from khien.library.renditions.engines import ffmpeg
from khien.library.renditions.errors import EngineFailed
from khien.library.renditions.voices import NoSound, run_engine

TARGET = -16.0  # LUFS
HIGHEST_PEAK = -1.5  # dBTP
_CEILING = -2.5  # dB of samples: between them a wave may rise higher
_ROUNDS = 5
SECONDS = 240
RATE = 44_100
MP3_RATE = (
    22_050  # all that a voice holds; at 44.1 kHz 64 kbit/s would cut its hiss and half a decibel with it
)
# Synthetic speech is peaky: rumble away and peaks tamed, so that one gain reaches the target.
_TAME = (
    "highpass=f=80,acompressor=threshold=-22dB:ratio=3:attack=2:release=80:knee=6,"
    "alimiter=limit=0.2:level=false:attack=2:release=40"
)
_NEAR = 0.3  # LU
_SAME_BYTES = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact")
_SUMMARY = re.compile(r"I:\s+(-?[\d.]+|-inf) LUFS.*?Peak:\s+(-?[\d.]+|-inf) dBFS", re.DOTALL)
_DURATION = re.compile(r"time=(\d+):(\d+):([\d.]+)")


@dataclass(frozen=True, slots=True)
class Loudness:
    """`integrated` in LUFS, `peak` in dBTP, `seconds` of length."""

    integrated: float
    peak: float
    seconds: float


def measured(path: Path) -> Loudness:
    """EBU R 128 of a sound file. NoSound, EngineFailed."""
    said = _ffmpeg("-i", str(path), "-af", "ebur128=peak=true", "-f", "null", "-")
    found = _SUMMARY.search(said[said.rfind("Summary:") :])
    times = _DURATION.findall(said)
    if found is None or not times:
        raise EngineFailed(f"no loudness in: {said[-500:]}")
    hours, minutes, seconds = times[-1]
    length = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    return Loudness(float(found[1]), float(found[2]), length)


def normalised(raw: Path, out: Path) -> None:
    """`raw` as mono WAV of 44.1 kHz at the target. NoSound, EngineFailed."""
    _set_right(raw, out, _TAME, RATE, ("-c:a", "pcm_s16le"))


def _set_right(source: Path, out: Path, tame: str, rate: int, encoded: Sequence[str]) -> None:
    """Encodes and measures what comes out, codec included, until one gain and the limiter bring it to the target."""
    gain, ceiling = 0.0, _CEILING
    for _round in range(_ROUNDS):
        limit = f"alimiter=limit={10 ** (ceiling / 20):.4f}:level=false:attack=3:release=50"
        chain = f"{tame},volume={gain:.2f}dB,aresample={rate},{limit}"
        _ffmpeg("-i", str(source), "-af", chain, "-ac", "1", *_SAME_BYTES, *encoded, str(out))
        heard = measured(out)
        missed, over = TARGET - heard.integrated, heard.peak - HIGHEST_PEAK
        if (abs(missed) <= _NEAR and over <= 0) or math.isinf(missed):
            return
        gain += missed
        ceiling -= max(0.0, over + 0.2) if over > 0 else 0.0


def as_mp3(wav: Path, out: Path, tags: dict[str, str]) -> None:
    """64 kbit/s mono with ID3v2.3 tags (every player of a commune's station reads those). NoSound, EngineFailed."""
    written = [part for key, value in tags.items() if value for part in ("-metadata", f"{key}={value}")]
    encoded = ("-c:a", "libmp3lame", "-b:a", "64k", *written, "-id3v2_version", "3")
    _set_right(wav, out, "anull", MP3_RATE, encoded)


def _ffmpeg(*arguments: str) -> str:
    program = ffmpeg()
    if program is None:
        raise NoSound("no_ffmpeg", "neither the program ffmpeg nor the wheel imageio-ffmpeg is installed")
    command = [str(program), "-hide_banner", "-nostdin", "-y", "-protocol_whitelist", "file,pipe", *arguments]
    return run_engine(command, seconds=SECONDS).decode("utf-8", "replace")
