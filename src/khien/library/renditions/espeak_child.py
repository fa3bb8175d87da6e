"""The other half of voices.EspeakVoice without the program: libespeak-ng through ctypes, alone in a process.

Reads job.json of the folder it is given, writes 0000.wav, 0001.wav … beside it. Imports nothing of the house.
"""

from __future__ import annotations

import ctypes
import json
import resource
import sys
import wave
from pathlib import Path
from typing import Any

# speak_lib.h of eSpeak NG
_SYNCHRONOUS = 2
_DONT_EXIT = 0x8000
_UTF8 = 1
_RATE = 1
_BY_CHARACTER = 1
_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def main(root: Path) -> int:
    """0 and the files, or 1 with what went wrong on stderr."""
    job = json.loads((root / "job.json").read_text("utf-8"))
    resource.setrlimit(resource.RLIMIT_CPU, (job["seconds"], job["seconds"] + 1))
    library = ctypes.CDLL(job["library"])
    library.espeak_Initialize.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_int]
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, job["data"].encode(), _DONT_EXIT)
    if rate <= 0:
        sys.stderr.write("libespeak-ng does not start")
        return 1
    if library.espeak_SetVoiceByName(job["voice"].encode()) != 0:
        sys.stderr.write("no such voice")
        return 1
    library.espeak_SetParameter(_RATE, job["speed"], 0)
    for number, sentence in enumerate(job["sentences"]):
        _say(library, sentence, root / f"{number:04}.wav", rate)
    return 0


def _say(library: Any, sentence: str, path: Path, rate: int) -> None:
    heard = bytearray()

    def gather(samples: Any, count: int, _events: Any) -> int:
        if samples and count > 0:
            heard.extend(ctypes.string_at(samples, count * 2))
        return 0

    callback = _CALLBACK(gather)
    library.espeak_SetSynthCallback(callback)
    text = sentence.encode("utf-8") + b"\0"
    library.espeak_Synth(text, ctypes.c_size_t(len(text)), 0, _BY_CHARACTER, 0, _UTF8, None, None)
    library.espeak_Synchronize()
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(bytes(heard))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
