"""The public's files are pressed small, the editor's quickly."""

from __future__ import annotations

from pathlib import Path

from khien.web.static_storage import ByReader


def test_only_what_the_public_loads_waits_for_brotli(tmp_path: Path) -> None:
    made = {}
    for folder in ("web", "wagtailadmin"):
        place = tmp_path / folder
        place.mkdir()
        (place / "a.css").write_text("body{color:red}" * 200, encoding="utf-8")
        made[folder] = {Path(name).suffix for name in ByReader(quiet=True).compress(str(place / "a.css"))}
    assert made == {"web": {".br", ".gz"}, "wagtailadmin": {".gz"}}
