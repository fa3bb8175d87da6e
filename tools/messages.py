"""Texts of the screen: finds them, keeps each app's Vietnamese catalogue in step, checks and compiles it.

Usage: python -m tools.messages update [APP …]    add new texts, drop vanished ones, keep translations
       python -m tools.messages fill APP < F     the same, and takes translations from JSON {"English": "Tiếng Việt"}
       python -m tools.messages check             exit 1 when a text has no Vietnamese, or one that does not fit
       python -m tools.messages compile           .po → .mo (never committed)

A text stands in English in the code and in Vietnamese in `src/khien/<app>/locale/vi/LC_MESSAGES/django.po`.
Scripts have no texts of their own: pages hand them over in data attributes. Needs no gettext program.
"""

from __future__ import annotations

import contextlib
import fcntl
import io
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import template as django_template

ROOT = Path(__file__).resolve().parents[1]
APPS = ROOT / "src" / "khien"
KEYWORDS = DEFAULT_KEYWORDS | {
    "_": None,
    "gettext": None,
    "_now": None,  # gettext beside a lazy `_`
    "say": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
HEADER = "# Vietnamese texts of khien.{app}. New texts are added by `python -m tools.messages update`."
Key = tuple[str | None, str]  # context, English text


def apps() -> list[str]:
    """Every app that has texts to show: a folder with Python code in src/khien. The shell speaks Vietnamese itself."""
    return sorted(
        path.name for path in APPS.iterdir() if (path / "__init__.py").is_file() and path.name != "cli"
    )


def catalogue_path(app: str) -> Path:
    return APPS / app / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def _sources(app: str) -> Iterator[tuple[str, bytes]]:
    """(path from the root, Python source) of every file; templates come rewritten as Python."""
    for path in sorted((APPS / app).rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if "/migrations/" in name or "/static/" in name or "/front/" in name:
            continue
        if path.suffix == ".py":
            yield name, path.read_bytes()
        elif path.suffix in (".html", ".txt") and "/templates/" in name:
            text = path.read_text(encoding="utf-8")
            yield name, django_template.templatize(text, origin=name).encode("utf-8")


def found(app: str) -> Catalog:
    """The texts in the code of an app, as a catalogue without translations."""
    catalogue = Catalog(locale="vi", project="khien", header_comment=HEADER.format(app=app), fuzzy=False)
    for name, source in _sources(app):
        for _line, text, comments, context in extract("python", io.BytesIO(source), KEYWORDS):
            catalogue.add(text, locations=[(name, None)], auto_comments=comments, context=context)  # type: ignore[list-item]
    return catalogue


def kept(app: str) -> Catalog:
    """The catalogue on disk; empty when there is none."""
    path = catalogue_path(app)
    if not path.is_file():
        return Catalog(locale="vi")
    with path.open("rb") as file:
        return read_po(file, locale="vi")


def _key(message: Message) -> Key:
    text = message.id if isinstance(message.id, str) else message.id[0]
    return message.context, text


def texts_of(catalogue: Catalog) -> dict[Key, Message]:
    return {_key(message): message for message in catalogue if message.id}


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Two writers of one catalogue take turns."""
    lock = ROOT / "build" / "messages.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def update(app: str, said: Mapping[str, str] | None = None) -> int:
    """Writes the catalogue anew from the code and the translations there are, with those `said` (by English text,
    without context) taken in. Gives how many texts are missing."""
    with alone():
        return _update(app, said or {})


def _update(app: str, said: Mapping[str, str]) -> int:
    fresh, old = found(app), texts_of(kept(app))
    texts = texts_of(fresh)
    if not texts:
        return 0
    for key, message in texts.items():
        if key[1] in said:
            words = said[key[1]]
            message.string = (words,) if message.pluralizable else words
            continue
        if key in old and bool(message.pluralizable) == bool(old[key].pluralizable):
            message.string = old[key].string
            message.user_comments = old[key].user_comments
    write_catalogue(catalogue_path(app), fresh)
    return sum(1 for message in texts.values() if not translated(message))


def write_catalogue(path: Path, catalogue: Catalog) -> None:
    """Writes a .po that changes only where its texts change: sorted, without dates and line numbers."""
    path.parent.mkdir(parents=True, exist_ok=True)
    stream = io.BytesIO()
    write_po(stream, catalogue, width=100, sort_output=True, include_lineno=False)
    lines = stream.getvalue().decode("utf-8").splitlines(keepends=True)
    steady = [line for line in lines if not line.startswith(('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator', '"Report-Msgid'))]  # fmt: skip
    path.write_text("".join(steady), encoding="utf-8")


def strings(message: Message) -> list[str]:
    text = message.string
    return [text] if isinstance(text, str) else [string or "" for string in text or ()]


def translated(message: Message) -> bool:
    said = strings(message)
    return bool(said) and all(said)


def _places(text: str) -> set[str]:
    return set(PLACES.findall(text.replace("%%", "")))


def fits(message: Message) -> bool:
    """Whether a translation names the same places to fill; Vietnamese plural forms may leave out none either."""
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    wanted = _places(ids[-1])
    return all(_places(string) == wanted for string in strings(message))


def problems(app: str) -> list[str]:
    """What is wrong with an app's Vietnamese, as sentences."""
    needed, have = texts_of(found(app)), texts_of(kept(app))
    told: list[str] = []
    for key, message in needed.items():
        where = message.locations[0][0] if message.locations else app
        if key not in have or not translated(have[key]):
            told.append(f"{where}: no Vietnamese for {key[1]!r}")
        elif not fits(have[key]):
            told.append(f"{where}: the Vietnamese of {key[1]!r} does not have the same places to fill")
    told += [
        f"{app}: no longer in the code: {text!r}" for _, text in sorted(set(have) - set(needed), key=str)
    ]
    return told


def clashes() -> list[str]:
    """Texts that two apps say differently, as sentences. Django lays all catalogues together, so that one of the two
    would show in the other's place: give them one Vietnamese, or two English texts."""
    said: dict[Key, dict[str, str]] = {}
    for app in apps():
        for key, message in texts_of(kept(app)).items():
            if translated(message):
                said.setdefault(key, {})[app] = strings(message)[0]
    return [
        f"{key[1]!r} is said differently: {', '.join(f'{app} {text!r}' for app, text in words.items())}"
        for key, words in sorted(said.items(), key=str)
        if len(set(words.values())) > 1
    ]


def compile_catalogue(path: Path) -> Path:
    """Writes the .mo beside a .po, when it is another one than there was, and gives its path."""
    target = path.with_suffix(".mo")
    stream = io.BytesIO()
    with path.open("rb") as file:
        write_mo(stream, read_po(file, locale="vi"))
    if not target.is_file() or target.read_bytes() != stream.getvalue():
        target.write_bytes(stream.getvalue())
    return target


def compile_all() -> list[Path]:
    """Writes django.mo beside every django.po and gives the paths."""
    paths = [catalogue_path(app) for app in apps()]
    return [compile_catalogue(path) for path in paths if path.is_file()]


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in ("update", "fill", "check", "compile"):
        print(__doc__)
        return 2
    if arguments[0] == "compile":
        print(f"{len(compile_all())} catalogues compiled")
        return 0
    if arguments[0] == "fill":
        print(f"{arguments[1]}: {update(arguments[1], json.load(sys.stdin))} texts without Vietnamese")
        return 0
    if arguments[0] == "update":
        for app in arguments[1:] or apps():
            missing = update(app)
            print(f"{app}: {missing} texts without Vietnamese")
        return 0
    told = [problem for app in apps() for problem in problems(app)] + clashes()
    print("\n".join(told) or "Every text has its Vietnamese.")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
