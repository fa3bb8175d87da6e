"""The other half of press.py: runs alone in a process with bounds, reads job.json of the folder it is given.

Imports nothing of the house, so that it starts in a blink. Refuses to touch anything outside its folder.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import sys
from pathlib import Path
from typing import Any

import typst


def main(root: Path) -> int:
    """Writes out-*.pdf or out-*.png and notes.json beside the job; 1 with the engine's words on stderr."""
    job = json.loads((root / "job.json").read_text("utf-8"))
    resource.setrlimit(resource.RLIMIT_CPU, (job["seconds"], job["seconds"] + 1))
    resource.setrlimit(resource.RLIMIT_AS, (job["memory"], job["memory"]))
    fonts = typst.Fonts(False, True, [job["fonts"]])
    try:
        compiler = typst.Compiler(str(root / job["main"]), root=str(root), font_paths=fonts)
        made = compiler.compile(**_asked(job))
        notes = compiler.query("<note>", field="value")
    except typst.TypstError as error:
        sys.stderr.write(f"{error.message}\n{error.diagnostic}")
        return 1
    pages = made if isinstance(made, list) else [made]
    ending = "png" if job["picture"] else "pdf"
    for number, page in enumerate(pages):
        (root / f"out-{number:04}.{ending}").write_bytes(page or b"")
    (root / "notes.json").write_text(notes, "utf-8")
    return 0


def _asked(job: dict[str, Any]) -> dict[str, Any]:
    if job["picture"]:
        return {"format": "png", "ppi": 72.0}
    year, month, day = job["day"]
    stamp = dt.datetime(year, month, day, tzinfo=dt.UTC)
    return {"format": "pdf", "timestamp": stamp, "pdf_standards": ["ua-1"] if job["accessible"] else []}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
