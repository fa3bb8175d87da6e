"""Spoil documents and read them: nothing but a `VanbanError` may come out, and never late.

    python -m tools.fuzz [--seconds 30] [--seed 1] [--kinds docx,pdf,…] [--more FOLDER] [--keep FOLDER]

Mutates samples of every kind (bits flipped, cut short, spliced, stretches repeated or blanked; inside zip
packages also the parts themselves). Prints counts per kind and outcome; exits 1 when another exception came
out or a reading took longer than the limit allows. Same seed, same order of mutations.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tools import samples
from vanban._errors import VanbanError
from vanban._limits import MAX_SECONDS
from vanban._sources import apart, take_apart

SLOW_SECONDS = MAX_SECONDS + 2.0
Mutation = Callable[[bytes, random.Random], bytes]


def _flip(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 50))):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _splice(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(data)) for _ in range(2))
    place = chance.randrange(len(data))
    return data[:place] + data[start:end][:20_000] + data[place:]


def _cut_out(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[:start] + data[end:]


def _blank(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    length = chance.choice((1, 8, 200))
    return data[:start] + bytes([chance.choice((0, 0x20, 0x41, 0xFF))]) * length + data[start + length :]


def _swap_numbers(data: bytes, chance: random.Random) -> bytes:
    """Digits in text formats decide counts, spans and references: make some of them absurd."""
    places = [index for index in range(len(data)) if 0x30 <= data[index] <= 0x39]
    if not places:
        return _flip(data, chance)
    place = chance.choice(places)
    number = chance.choice((b"0", b"-1", b"99999999999", b"2147483648", b"NaN", b"1e309"))
    return data[:place] + number + data[place + 1 :]


MUTATIONS: tuple[Mutation, ...] = (_flip, _truncate, _splice, _cut_out, _blank, _swap_numbers)


def _in_zip(data: bytes, chance: random.Random) -> bytes:
    """Spoil the parts, not the package: what is inside gets as far as the readers."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts: dict[str, str | bytes] = {name: source.read(name) for name in source.namelist()}
    for _ in range(chance.choice((1, 1, 2))):
        names = list(parts)
        name = chance.choice(names)
        content = parts[name]
        choice = chance.randrange(10)
        if choice == 0:
            parts.pop(name, None)
        elif choice == 1:
            parts[name] = parts[chance.choice(names)]
        elif isinstance(content, bytes) and content:
            parts[name] = chance.choice(MUTATIONS)(content, chance)
    return samples.zipped(parts)


def _page() -> str:
    rows = "".join(
        f"<tr><td rowspan=2>{n}</td><td colspan='3'>{samples.SENTENCE}</td></tr>" for n in range(5)
    )
    notes = '<a href="#_ftn1">[1]</a><div id="ftn1">ghi chú</div>'
    return f"<html><meta charset=utf-8><body><ol start=3><li>a</ol><table>{rows}</table><p>{samples.SENTENCE}{notes}</p></body></html>"


def corpus() -> dict[str, list[bytes]]:
    """Kind → sample documents."""
    table = samples.table(
        [samples.cell("a", merge="restart"), samples.cell("b", span=2)], [samples.cell("", merge="continue")]
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{samples.level(0, "lowerRoman", "%1.%2")}</w:abstractNum>'
    )
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    note = '<w:p><w:r><w:footnoteReference w:id="1"/><w:t>x</w:t></w:r></w:p>'
    rich = samples.docx(
        table + note + samples.numbered("a", 1),
        numbering=numbering,
        footnotes={1: "n"},
        header=samples.paragraph("h"),
    )
    ruled = "#table(columns: 3, table.cell(rowspan: 2)[a], [b], [c], [d], [e])\n" + samples.SENTENCE
    pipes = (
        "|\n**TT**\n|\n**Việc**\n|\n|\n1\n|\nMở lớp\n|\n\n1. a\n   - b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n"
    )
    return {
        "docx": [samples.plan_docx(1), rich],
        "pdf": [samples.plan_pdf(1), samples.pdf(ruled)],
        "xlsx": [samples.xlsx({"A": [["TT", "Việc"], [1, "a"], [2, None]]}, merge={"A": ["A1:B1"]})],
        "html": [_page().encode(), _page().encode("utf-16")],
        "md": [pipes.encode()],
        "txt": [f"{samples.SENTENCE}\n\t\u00a0\n1\n".encode(), samples.SENTENCE.encode("utf-16")],
        "doc": [samples.ole("WordDocument", "1Table"), samples.ole("EncryptedPackage")],
    }


def with_more(documents: dict[str, list[bytes]], folder: Path | None) -> dict[str, list[bytes]]:
    """The samples and the files of a folder, by the ending of their names."""
    for path in sorted(folder.iterdir()) if folder is not None else ():
        if path.is_file():
            documents.setdefault(path.suffix[1:], []).append(path.read_bytes())
    return documents


def run(documents: dict[str, list[bytes]], seconds: float, seed: int, keep: Path | None) -> int:
    """Spoil and read until the time is over; the number of faults found."""
    chance = random.Random(seed)
    outcomes: Counter[tuple[str, str]] = Counter()
    faults = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        kind = chance.choice(list(documents))
        data = chance.choice(documents[kind])
        mutate = _in_zip if kind in ("docx", "xlsx") and chance.random() < 0.7 else chance.choice(MUTATIONS)
        spoilt = mutate(data, chance)
        name = chance.choice((f"a.{kind}", "a.md", "a.html", ""))
        outcome, fault = _read(spoilt, name)
        outcomes[kind, outcome] += 1
        if fault:
            faults += 1
            print(f"--- {kind} {outcome}\n{fault}", file=sys.stderr)
            if keep is not None:
                (keep / f"fault-{seed}-{faults}.{kind}").write_bytes(spoilt)
    for (kind, outcome), count in sorted(outcomes.items()):
        print(f"{kind:5} {outcome:24} {count:6}")
    print(f"{sum(outcomes.values())} documents, {faults} faults, seed {seed}")
    return faults


def _read(data: bytes, name: str) -> tuple[str, str]:
    """(what came of it, the fault as text or "")."""
    started = time.monotonic()
    fault = ""
    try:
        outcome = f"read as {take_apart(data, name=name).kind}"
    except VanbanError as error:
        outcome = error.code
    except Exception as error:  # this is what we are looking for
        outcome, fault = f"! {type(error).__name__}", traceback.format_exc()
    spent = time.monotonic() - started
    if spent > SLOW_SECONDS:
        fault += f"\ntook {spent:.1f} s"
    return outcome, fault


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default="", help="comma separated; all when empty")
    parser.add_argument("--more", type=Path, help="a folder with further documents to spoil")
    parser.add_argument("--keep", type=Path, help="a folder for documents that made a fault")
    asked = parser.parse_args()
    apart.can_fork = lambda: False  # in place: a fault in a child would come out as a plain sentence
    wanted = [kind for kind in asked.kinds.split(",") if kind]
    everything = with_more(corpus(), asked.more)
    documents = {kind: found for kind, found in everything.items() if not wanted or kind in wanted}
    return 1 if run(documents, asked.seconds, asked.seed, asked.keep) else 0


if __name__ == "__main__":
    sys.exit(main())
