"""Voices that read a text aloud: espeak-ng always, a Piper voice where an office has put one (docs/how-to/voices.md).

Every voice gets sentences that have been through `rules.speech` and writes WAV files into a folder its caller made
and removes. Text travels on standard input, never on a command line or through a shell. Refuses to fetch a voice.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from khien.library.renditions.engines import EspeakLibrary, espeak_library, espeak_program
from khien.library.renditions.errors import EngineFailed, NotMade

SECONDS = 240  # a voice that needs longer for one text is stuck
# espeak's words a minute: with the pauses between sentences 3.75 Vietnamese syllables a second, as rules.speech counts.
SPEED = 180
_CHILD = Path(__file__).with_name("espeak_child.py")
# What a person chooses → espeak-ng's name of the voice.
DIALECTS = {"north": "vi", "central": "vi-vn-x-central", "south": "vi-vn-x-south"}
CHOICES = ("best", *DIALECTS)


class NoSound(NotMade):
    """No voice or no ffmpeg on this machine. `reason`: "no_voice", "no_piper", "no_piper_voice", "no_ffmpeg"."""

    code = "no_sound"

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class Voice(Protocol):
    """`name` for the maker's notes and the file's tags, `why_not` the reason code when it cannot speak, else ""."""

    @property
    def name(self) -> str: ...

    @property
    def why_not(self) -> str: ...

    def speak(self, sentences: Sequence[str], folder: Path) -> list[Path]:
        """WAV files in `folder`, in order. EngineFailed or NoSound."""
        ...


@dataclass(frozen=True, slots=True)
class NoVoice:
    """Stands where no voice can: says why, and makes no file."""

    why_not: str
    message: str
    name: str = ""

    def speak(self, sentences: Sequence[str], folder: Path) -> list[Path]:
        raise NoSound(self.why_not, self.message)


@dataclass(frozen=True, slots=True)
class EspeakVoice:
    """espeak-ng: the program of the machine, else the library the installation brought, in a child process."""

    voice: str
    program: Path | None = None
    library: EspeakLibrary | None = None
    speed: int = SPEED

    @property
    def name(self) -> str:
        return f"espeak-ng {self.voice}"

    @property
    def why_not(self) -> str:
        return "" if self.program or self.library else "no_voice"

    def speak(self, sentences: Sequence[str], folder: Path) -> list[Path]:
        if self.program is not None:
            return [self._say(self.program, sentence, folder, n) for n, sentence in enumerate(sentences)]
        if self.library is None:
            raise NoSound("no_voice", "neither espeak-ng nor libespeak-ng is here")
        job = {
            "library": str(self.library.library),
            "data": str(self.library.data),
            "voice": self.voice,
            "speed": self.speed,
            "seconds": SECONDS,
            "sentences": list(sentences),
        }
        (folder / "job.json").write_text(json.dumps(job), "utf-8")
        run_engine([sys.executable, "-I", str(_CHILD), str(folder)], seconds=SECONDS)
        return [folder / f"{number:04}.wav" for number in range(len(sentences))]

    def _say(self, program: Path, sentence: str, folder: Path, number: int) -> Path:
        path = folder / f"{number:04}.wav"
        command = [str(program), "-b", "1", "-v", self.voice, "-s", str(self.speed)]
        run_engine([*command, "-w", str(path), "--stdin"], given=sentence.encode(), seconds=SECONDS)
        return path


@dataclass(frozen=True, slots=True)
class PiperVoice:
    """A neural voice: the program Piper and a voice model (.onnx with its .onnx.json) of the office's own choice."""

    program: Path
    model: Path

    @property
    def name(self) -> str:
        return f"Piper {self.model.stem}"

    @property
    def why_not(self) -> str:
        if not os.access(self.program, os.X_OK):
            return "no_piper"
        described = self.model.with_name(f"{self.model.name}.json")
        return "" if self.model.is_file() and described.is_file() else "no_piper_voice"

    def speak(self, sentences: Sequence[str], folder: Path) -> list[Path]:
        if reason := self.why_not:
            raise NoSound(reason, f"{self.program} with {self.model}")
        path = folder / "piper.wav"
        # One line: Piper makes one file a line. Loading the model takes longer than speaking, so once for all.
        text = " ".join(sentence.replace("\n", " ") for sentence in sentences)
        command = [str(self.program), "--model", str(self.model), "--output_file", str(path)]
        run_engine([*command, "--sentence_silence", "0.4"], given=text.encode() + b"\n", seconds=SECONDS)
        return [path]


def voice_for(choice: str, *, language: str = "vi", environ: Mapping[str, str] | None = None) -> Voice:
    """The voice of a choice: "best" is the Piper voice where one is configured, else espeak-ng of the north.

    `KHIEN_PIPER_VOICE` names the .onnx file, `KHIEN_PIPER` the program (else the one on PATH). A configured voice
    that cannot speak is told (NoVoice), never replaced in silence.
    """
    environ = os.environ if environ is None else environ
    if choice == "best" and language == "vi" and (model := environ.get("KHIEN_PIPER_VOICE", "").strip()):
        return _piper(model, environ.get("KHIEN_PIPER", "").strip() or "piper")
    voice = DIALECTS.get(choice, DIALECTS["north"]) if language == "vi" else language
    program, library = espeak_program(), espeak_library()
    if program is None and library is None:
        return NoVoice("no_voice", "neither the program espeak-ng nor the wheel espeakng-loader is installed")
    return EspeakVoice(voice, program, library)


def _piper(model: str, program: str) -> Voice:
    found = shutil.which(program)
    if found is None:
        return NoVoice("no_piper", f"KHIEN_PIPER: no program {program}")
    voice = PiperVoice(Path(found), Path(model))
    return NoVoice(voice.why_not, f"KHIEN_PIPER_VOICE: {model} and {model}.json") if voice.why_not else voice


def run_engine(command: Sequence[str], *, seconds: int, given: bytes = b"") -> bytes:
    """Runs a program without a shell; what it said on standard error. EngineFailed after `seconds` or on failure."""
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise EngineFailed(f"{Path(command[0]).name} not done after {seconds} s") from error
    except OSError as error:
        raise EngineFailed(f"{Path(command[0]).name}: {error}") from error
    if done.returncode != 0:
        raise EngineFailed(done.stderr.decode("utf-8", "replace")[-2000:] or f"ended with {done.returncode}")
    return done.stderr
