"""How fast documents are taken apart, beside a floor that does only what cannot be left out.

    python -m bench.sources_bench [--pages-docx 30] [--pages-pdf 100] [--repeat 3]

Each line is measured in a fresh process: best wall and processor seconds of the repeats, peak memory, and the
ratio to the floor run in the same way (unzip and parse for Word; PDFium's own text extraction for PDF;
decoding for text). The documents are made here. Limits to hold (issue 2): a 30-page .docx in under 1 s and
300 MB, a 100-page text PDF in under 5 s. They are held against processor seconds, which other work on the
machine does not change.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
from lxml import etree

from tools import samples
from vanban._sources import take_apart

Work = Callable[[bytes], object]


def _unzip_and_parse(data: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def _plain_extraction(data: bytes) -> object:
    document = pdfium.PdfDocument(data)
    return [document[index].get_textpage().get_text_range() for index in range(len(document))]


def _decoding(data: bytes) -> object:
    return data.decode().split("\n")


def _reading(data: bytes) -> object:
    return take_apart(data)


FLOORS: dict[str, tuple[str, Work]] = {
    "docx": ("unzip + lxml parse", _unzip_and_parse),
    "pdf": ("bare PDFium text", _plain_extraction),
    "txt": ("decode + split", _decoding),
}
LIMITS = {"docx": (1.0, 300.0), "pdf": (5.0, 1024.0), "txt": (1.0, 300.0)}  # seconds, MB


def _documents(pages_docx: int, pages_pdf: int) -> dict[str, bytes]:
    return {
        "docx": samples.plan_docx(pages_docx),
        "pdf": samples.plan_pdf(pages_pdf),
        "txt": (f"{samples.SENTENCE}\n\n" * 30 * 20).encode(),
    }


def _measure(work: Work, data: bytes, repeat: int) -> dict[str, float]:
    """Best wall and processor seconds, peak MB; children count, because PDFs are read in one."""
    best = busy = float("inf")
    for _ in range(repeat):
        started, before = time.perf_counter(), sum(os.times()[:4])
        work(data)
        best = min(best, time.perf_counter() - started)
        busy = min(busy, sum(os.times()[:4]) - before)
    peak = max(_own_peak_kb(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    return {"seconds": best, "busy": busy, "megabytes": peak / 1024}


def _own_peak_kb() -> int:
    """This process's own peak. `ru_maxrss` would count the bench that started it, whose memory exec keeps there."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _in_fresh_process(kind: str, part: str, path: Path, repeat: int) -> dict[str, float]:
    command = [
        sys.executable,
        "-m",
        "bench.sources_bench",
        "--one",
        f"{kind}:{part}:{path}",
        "--repeat",
        str(repeat),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _compare(documents: dict[str, bytes], repeat: int) -> int:
    missed = 0
    print(
        f"{'kind':6}{'size':>10}{'seconds':>10}{'cpu s':>8}{'peak MB':>9}{'floor s':>10}{'ratio':>8}  floor"
    )
    with tempfile.TemporaryDirectory() as folder:
        for kind, data in documents.items():
            path = Path(folder) / f"sample.{kind}"
            path.write_bytes(data)
            read = _in_fresh_process(kind, "read", path, repeat)
            floor = _in_fresh_process(kind, "floor", path, repeat)
            ratio = read["seconds"] / floor["seconds"]
            size = f"{len(data) / 1024:.0f} KB"
            print(
                f"{kind:6}{size:>10}{read['seconds']:>10.3f}{read['busy']:>8.2f}{read['megabytes']:>9.0f}{floor['seconds']:>10.4f}"
                f"{ratio:>8.1f}  {FLOORS[kind][0]}"
            )
            seconds, megabytes = LIMITS[kind]
            if read["busy"] > seconds or read["megabytes"] > megabytes:
                missed += 1
                print(f"       over the limit: {seconds:g} s, {megabytes:g} MB")
    return missed


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages-docx", type=int, default=30)
    parser.add_argument("--pages-pdf", type=int, default=100)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--one", help=argparse.SUPPRESS)  # kind:part:path, for the fresh process
    asked = parser.parse_args()
    if asked.one:
        kind, part, path = asked.one.split(":", 2)
        work = _reading if part == "read" else FLOORS[kind][1]
        print(json.dumps(_measure(work, Path(path).read_bytes(), asked.repeat)))
        return 0
    return 1 if _compare(_documents(asked.pages_docx, asked.pages_pdf), asked.repeat) else 0


if __name__ == "__main__":
    sys.exit(main())
