"""The commune's loudspeaker gets a recording: right length, right loudness, right words, and a plain reason if none."""

from __future__ import annotations

import io
import stat
import sys
import tempfile
import wave
from pathlib import Path

import pytest

from khien.library.renditions import engines, sound, voices
from khien.library.renditions.errors import EngineFailed, TooLarge
from khien.library.renditions.forms_words import WORD_FORMS
from khien.library.renditions.loudness import HIGHEST_PEAK, TARGET, measured
from khien.library.renditions.voices import EspeakVoice, NoSound, NoVoice, PiperVoice, voice_for
from khien.library.rules.radio import script
from tests.library.starter_content import BRAND, UNIT, starter

SAID = ("Công an không đòi tiền qua điện thoại.", "Cúp máy, gọi một một ba.")
FORM = next(form for form in WORD_FORMS if form.code == "sound")

needs_engines = pytest.mark.skipif(
    engines.ffmpeg() is None or (engines.espeak_program() is None and engines.espeak_library() is None),
    reason="no voice or no ffmpeg on this machine: install the requirements",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made: empty again when a recording is done."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@needs_engines
def test_a_bulletin_of_half_a_minute_is_loud_enough_and_keeps_its_time(folder: Path) -> None:
    content = starter("cong-an-gia-goi-dien")
    made = FORM.make(content, BRAND, {"what": "radio30"}, lambda _key: None)
    expected = script(content, BRAND, slot=30)
    assert made.media_type == "audio/mpeg"
    assert made.filename.endswith("-v3-ban-tin-30s-best.mp3")
    assert made.text == "\n".join(expected.spoken)
    assert made.seconds == pytest.approx(expected.seconds, rel=0.12)
    assert "loudness" not in made.notes
    assert "long" not in made.notes
    assert made.data[:3] == b"ID3"
    assert UNIT.encode("utf-16-le") in made.data[:2000]
    assert list(folder.iterdir()) == []
    (folder / "heard.mp3").write_bytes(made.data)
    heard = measured(folder / "heard.mp3")
    assert heard.integrated == pytest.approx(TARGET, abs=1)
    assert heard.peak <= HIGHEST_PEAK
    assert heard.seconds == pytest.approx(made.seconds, abs=0.1)


@needs_engines
@pytest.mark.parametrize("dialect", ["north", "central", "south"])
def test_every_dialect_speaks(dialect: str, folder: Path) -> None:
    recording = sound.record(SAID, voice_for(dialect, environ={}), ending="wav")
    with wave.open(io.BytesIO(recording.data)) as read:
        assert (read.getnchannels(), read.getsampwidth(), read.getframerate()) == (1, 2, 44_100)
    assert 3 < recording.loudness.seconds < 8
    assert recording.loudness.integrated == pytest.approx(TARGET, abs=1)
    assert recording.loudness.peak <= HIGHEST_PEAK
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(engines.espeak_library() is None, reason="the wheel espeakng-loader is not installed")
def test_without_the_program_the_library_speaks_in_a_process_of_its_own(folder: Path) -> None:
    voice = EspeakVoice("vi", None, engines.espeak_library())
    pieces = voice.speak(SAID, folder)
    lengths = []
    for piece in pieces:
        with wave.open(str(piece)) as read:
            lengths.append(read.getnframes() / read.getframerate())
    assert all(1 < length < 5 for length in lengths), lengths
    with pytest.raises(EngineFailed, match="no such voice"):
        EspeakVoice("khong-co", None, engines.espeak_library()).speak(SAID, folder)


@needs_engines
def test_the_chime_makes_it_longer_and_nothing_else(folder: Path) -> None:
    voice = voice_for("north", environ={})
    plain = sound.record(SAID[1:], voice, ending="wav")
    rung = sound.record(SAID[1:], voice, ending="wav", chime=True)
    assert rung.loudness.seconds == pytest.approx(plain.loudness.seconds + 2.6, abs=0.05)


@needs_engines
def test_the_same_text_gives_the_same_bytes(folder: Path) -> None:
    voice = voice_for("north", environ={})
    assert (
        sound.record(SAID[1:], voice, ending="mp3").data == sound.record(SAID[1:], voice, ending="mp3").data
    )


def test_without_any_engine_the_reason_is_plain(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(voices, "espeak_program", lambda: None)
    monkeypatch.setattr(voices, "espeak_library", lambda: None)
    voice = voice_for("best", environ={})
    assert isinstance(voice, NoVoice)
    assert voice.why_not == "no_voice"
    with pytest.raises(NoSound, match="espeakng-loader") as refused:
        sound.record(SAID, voice, ending="mp3")
    assert refused.value.reason == "no_voice"
    assert list(folder.iterdir()) == []


def fake_piper(folder: Path, *, tone: bool = True) -> Path:
    """A program with Piper's face: reads a line, writes the file it is told to."""
    program = folder / "piper"
    frames = (
        "b''.join(struct.pack('<h', int(9000 * math.sin(n / 12) * (n % 900 > 80))) for n in range(22050 * 3))"
    )
    program.write_text(
        f"#!{sys.executable}\n"
        "import math, struct, sys, wave\n"
        "text = sys.stdin.buffer.read().decode()\n"
        "assert text.count('\\n') == 1, text\n"
        "out = wave.open(sys.argv[sys.argv.index('--output_file') + 1], 'wb')\n"
        "out.setnchannels(1); out.setsampwidth(2); out.setframerate(22050)\n"
        + (f"out.writeframes({frames})\n" if tone else "sys.exit('no model')\n")
        + "out.close()\n",
        encoding="utf-8",
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def test_an_offices_own_piper_voice_is_taken_first(tmp_path: Path) -> None:
    model = tmp_path / "vi_VN-vais1000-medium.onnx"
    environ = {"KHIEN_PIPER_VOICE": str(model), "KHIEN_PIPER": str(tmp_path / "piper")}
    assert voice_for("best", environ=environ).why_not == "no_piper"
    fake_piper(tmp_path)
    assert voice_for("best", environ=environ).why_not == "no_piper_voice"
    model.write_bytes(b"")
    model.with_name(f"{model.name}.json").write_text("{}")
    voice = voice_for("best", environ=environ)
    assert isinstance(voice, PiperVoice)
    assert voice.name == "Piper vi_VN-vais1000-medium"
    pieces = voice.speak(SAID, tmp_path)
    assert [piece.name for piece in pieces] == ["piper.wav"]
    assert isinstance(voice_for("north", environ=environ), EspeakVoice | NoVoice)


@needs_engines
def test_a_piper_recording_has_the_same_loudness(tmp_path: Path) -> None:
    model = tmp_path / "v.onnx"
    model.write_bytes(b"")
    model.with_name("v.onnx.json").write_text("{}")
    recording = sound.record(SAID, PiperVoice(fake_piper(tmp_path), model), ending="mp3")
    assert recording.loudness.integrated == pytest.approx(TARGET, abs=1)
    assert recording.loudness.peak <= HIGHEST_PEAK


def test_a_voice_that_fails_says_so(tmp_path: Path) -> None:
    model = tmp_path / "v.onnx"
    model.write_bytes(b"")
    model.with_name("v.onnx.json").write_text("{}")
    with pytest.raises(EngineFailed, match="no model"):
        PiperVoice(fake_piper(tmp_path, tone=False), model).speak(SAID, tmp_path)


def test_a_voice_that_hangs_is_stopped() -> None:
    with pytest.raises(EngineFailed, match="not done after"):
        voices.run_engine(
            [sys.executable, "-c", "import sys; sys.stdin.read(); input()"], seconds=0, given=b"x" * 9
        )


def test_a_text_of_hours_is_refused() -> None:
    with pytest.raises(TooLarge):
        sound.record(("một " * 8_000,), NoVoice("", ""), ending="mp3")
    with pytest.raises(EngineFailed):
        sound.record((), NoVoice("", ""), ending="mp3")
