"""Builds the Times-metric face for PDFs: merges the subsets of @fontsource/tinos into whole TTF files.

Usage: build_fonts.py [NODE_MODULES [TARGET]]     (defaults: node_modules, build/fonts)

The npm package cuts each face into woff2 files by script; a PDF engine wants one file per face. Subsets
overlap in a few shared signs, so each one is first thinned to the signs no earlier subset has. Refuses to
fetch anything: the package is there or it is not (exit code 2 with a sentence).
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

SUBSETS = ("latin", "latin-ext", "vietnamese")
FACES = {  # name in the npm package → file name, style name
    "400-normal": ("Tinos-Regular.ttf", "Regular"),
    "400-italic": ("Tinos-Italic.ttf", "Italic"),
    "700-normal": ("Tinos-Bold.ttf", "Bold"),
    "700-italic": ("Tinos-BoldItalic.ttf", "Bold Italic"),
}
NEEDED = "ẤỀỘỮỰỴẶđĐơưăâêô–…“”"  # what an official text cannot do without; a merge that loses one has failed
FIXED_TIME = (
    3_786_912_000  # 2024-01-01 in the font clock (seconds since 1904): the same input, the same bytes
)


def thinned(path: Path, taken: set[int]) -> TTFont | None:
    """The subset at `path` without the signs already `taken`; None when nothing is left of it."""
    font = TTFont(path)
    own = set(font.getBestCmap()) - taken
    if not own:
        return None
    options = Options(
        layout_features=["kern", "mark", "mkmk", "ccmp", "locl"], notdef_outline=True, glyph_names=True
    )
    options.drop_tables += [
        "DSIG",
        "GDEF",
        "GSUB",
        "GPOS",
    ]  # subsets disagree on them; plain kerning is not worth it
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=own)
    subsetter.subset(font)
    font.flavor = None
    taken |= own
    return font


def name_face(font: TTFont, style: str) -> None:
    """One family name in all four files, so that bold and italic are found as styles of it."""
    table = font["name"]
    full = "Tinos" if style == "Regular" else f"Tinos {style}"
    names = {1: "Tinos", 2: style, 4: full, 6: f"Tinos-{style.replace(' ', '')}", 16: "Tinos", 17: style}
    for name_id, text in names.items():
        table.setName(text, name_id, 3, 1, 0x409)
        table.setName(text, name_id, 1, 0, 0)


def merged(files: Path, face: str, style: str) -> TTFont:
    """One face from its subsets."""
    taken: set[int] = set()
    with tempfile.TemporaryDirectory() as folder:
        parts: list[str] = []
        for subset in SUBSETS:
            font = thinned(files / f"tinos-{subset}-{face}.woff2", taken)
            if font is not None:
                part = str(Path(folder) / f"{subset}.ttf")
                font.save(part)
                parts.append(part)
        whole = Merger().merge(parts)
        stream = io.BytesIO()
        whole.save(stream)
    font = TTFont(io.BytesIO(stream.getvalue()), recalcTimestamp=False)
    name_face(font, style)
    font["head"].created = font["head"].modified = FIXED_TIME
    return font


def build(node_modules: Path, target: Path) -> list[Path]:
    """Writes the four faces into `target` and gives their paths."""
    files = node_modules / "@fontsource" / "tinos" / "files"
    if not files.is_dir():
        raise FileNotFoundError(files)
    target.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for face, (name, style) in FACES.items():
        font = merged(files, face, style)
        missing = [sign for sign in NEEDED if ord(sign) not in font.getBestCmap()]
        if missing:
            raise ValueError(f"{name}: missing {' '.join(missing)}")
        font.save(target / name)
        written.append(target / name)
    licence = files.parent / "LICENSE"
    if licence.is_file():
        (target / "Tinos-LICENSE.txt").write_bytes(licence.read_bytes())
    return written


def main(arguments: list[str]) -> int:
    node_modules = Path(arguments[0] if arguments else "node_modules")
    target = Path(arguments[1] if len(arguments) > 1 else "build/fonts")
    try:
        written = build(node_modules, target)
    except FileNotFoundError as missing:
        print(f"Không thấy {missing}: chạy npm ci trước.", file=sys.stderr)
        return 2
    for path in written:
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
