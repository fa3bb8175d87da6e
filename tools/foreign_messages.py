"""Texts of the packages we stand on: finds those without Vietnamese, keeps our catalogue for them, checks and compiles it.

Usage: python -m tools.foreign_messages missing            one line a text that has no Vietnamese anywhere
       python -m tools.foreign_messages missing --json     the same, as JSON to be filled out and given to `fill`
       python -m tools.foreign_messages fill [DOMAIN] < F  takes {"English": "Tiếng Việt"}, drops what no package says
       python -m tools.foreign_messages check              exit 1 when a text is missing, stale, unfit or said twice
       python -m tools.foreign_messages compile            .po → .mo (never committed)

DOMAIN is `django` (pages, the default) or `djangojs` (what scripts of the editor say). A key may carry its context:
"context\\u0004English". Our catalogue stands in `src/khien/project/foreign/locale` and comes last in LOCALE_PATHS, so
that Django prefers it to a package's own Vietnamese, and pages and scripts both get it. It holds the texts a package
has no Vietnamese for and those it says badly; a text that one of our apps says too must be said alike.
Refuses texts that no package says. Packages' own files are only read.
"""

from __future__ import annotations

import importlib.util
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation import template as django_template

from tools.messages import KEYWORDS, ROOT, Key, alone, apps, compile_catalogue, fits, kept, strings, texts_of

from tools.messages import translated, write_catalogue  # isort: skip

FOLDER = ROOT / "src" / "khien" / "project" / "foreign" / "locale"
DOMAINS = ("django", "djangojs")
HEADER = "# Vietnamese for the packages Khiên stands on ({domain}). Filled by `python -m tools.foreign_messages fill`."
PACKAGES = (
    "django.conf",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django_filters",
    "allauth",
    "modelsearch",
    "taggit",
    "treebeard",
    "wagtail",
    "wagtail.admin",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.table_block",
    "wagtail.contrib.typed_table_block",
    "wagtail.documents",
    "wagtail.embeds",
    "wagtail.images",
    "wagtail.locales",
    "wagtail.search",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.users",
)
TAGS = re.compile(r"<[^>]+>")
LEAVES_OUT = (  # English texts whose Vietnamese does without a place or a link
    "%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s",  # the model's name is "None" in a search
    'See our <a href="%(guide_link)s" target="_blank">content checks guide</a> for more information on how content '
    "metrics are calculated.",  # an English page on the internet
)


def folder(package: str) -> Path:
    """Where a package's files are, without importing more of it than its top."""
    top, *inner = package.split(".")
    spec = importlib.util.find_spec(top)
    if spec is None or not spec.submodule_search_locations:
        raise LookupError(f"{package} is not installed")
    return Path(spec.submodule_search_locations[0], *inner)


def catalogue_path(domain: str) -> Path:
    return FOLDER / "vi" / "LC_MESSAGES" / f"{domain}.po"


def _read(path: Path, *, language: str = "vi") -> dict[Key, Message]:
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        return texts_of(read_po(file, locale=language))


def _extracted(package: str) -> Iterator[tuple[object, str | None]]:
    """(text or texts, context) in the code of a package that carries no English catalogue."""
    for path in sorted(folder(package).rglob("*")):
        source = b""
        if path.suffix == ".py":
            source = path.read_bytes()
        elif path.suffix == ".html" and "templates" in path.parts:
            source = django_template.templatize(path.read_text(encoding="utf-8")).encode("utf-8")
        for _line, text, _comments, context in extract("python", io.BytesIO(source), KEYWORDS):
            yield text, context


@cache
def said_by(package: str, domain: str) -> dict[Key, Message]:
    """The English texts of a package."""
    shipped = folder(package) / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
    if shipped.is_file() or domain != "django" or (folder(package) / "locale" / "en").is_dir():
        return _read(shipped, language="en")
    catalogue = Catalog(locale="vi")
    for text, context in _extracted(package):
        catalogue.add(text, context=context)  # type: ignore[arg-type]
    return texts_of(catalogue)


@cache
def their_vietnamese(package: str, domain: str) -> dict[Key, Message]:
    """What a package says in Vietnamese by itself; doubtful (fuzzy) texts do not count."""
    texts = _read(folder(package) / "locale" / "vi" / "LC_MESSAGES" / f"{domain}.po")
    return {key: message for key, message in texts.items() if translated(message) and not message.fuzzy}


def needed(domain: str) -> dict[Key, tuple[Message, list[str]]]:
    """Every English text of every package, with the packages that say it."""
    found: dict[Key, tuple[Message, list[str]]] = {}
    for package in PACKAGES:
        for key, message in said_by(package, domain).items():
            found.setdefault(key, (message, []))[1].append(package)
    return found


def ours(domain: str) -> dict[Key, Message]:
    """The texts of our catalogue for packages."""
    return _read(catalogue_path(domain))


def _said_in_our_apps() -> dict[Key, tuple[str, str]]:
    """Text → (app, its Vietnamese), of our own apps: their words reach the packages' pages too."""
    return {
        key: (app, strings(message)[0])
        for app in apps()
        for key, message in texts_of(kept(app)).items()
        if translated(message)
    }


def missing(domain: str) -> list[tuple[Key, list[str]]]:
    """(text, packages that say it) of what would show in English."""
    have = {key for key, message in ours(domain).items() if translated(message)}
    for package in PACKAGES:
        have |= set(their_vietnamese(package, domain))
    if domain == "django":
        have |= set(_said_in_our_apps())
    return [(key, packages) for key, (_, packages) in needed(domain).items() if key not in have]


def fill(domain: str, said: Mapping[str, str]) -> list[str]:
    """Takes translations in and writes the catalogue. Gives the English texts that no package says."""
    with alone():
        found, have = needed(domain), ours(domain)
        words: dict[Key, str] = {key: strings(message)[0] for key, message in have.items()}
        unknown = []
        for text, vietnamese in said.items():
            context, _, english = text.rpartition("\x04")
            key = (context or None, english)
            if key in found:
                words[key] = vietnamese
            else:
                unknown.append(text)
        header = HEADER.format(domain=domain)
        fresh = Catalog(locale="vi", project="khien", header_comment=header, fuzzy=False)
        for key, (message, packages) in found.items():
            if words.get(key):
                string = (words[key],) if message.pluralizable else words[key]
                places = [(package, None) for package in packages]
                fresh.add(message.id, string, locations=places, context=key[0])  # type: ignore[arg-type]
        write_catalogue(catalogue_path(domain), fresh)
        return unknown


def _tags(text: str) -> Counter[str]:
    return Counter(TAGS.findall(text))


def _has_its_tags(message: Message) -> bool:
    """Whether a translation has the elements of its English, each as often and with the same attributes."""
    english = message.id if isinstance(message.id, str) else message.id[-1]
    return all(_tags(string) == _tags(english) for string in strings(message))


def problems() -> list[str]:
    """What is wrong with our catalogue, as sentences."""
    told = []
    in_apps = _said_in_our_apps()
    for domain in DOMAINS:
        told += [f"{', '.join(where)}: no Vietnamese for {key[1]!r}" for key, where in missing(domain)]
        found = needed(domain)
        for key, message in ours(domain).items():
            if key not in found:
                told.append(f"{domain}: no package says {key[1]!r} any more")
            elif key[1] not in LEAVES_OUT and not (fits(message) and _has_its_tags(message)):
                told.append(
                    f"{domain}: the Vietnamese of {key[1]!r} lacks a place to fill or an element, or has another"
                )
            app, words = in_apps.get(key, ("", strings(message)[0]))
            if domain == "django" and words != strings(message)[0]:
                told.append(
                    f"{key[1]!r} is said differently: khien.{app} {words!r}, here {strings(message)[0]!r}"
                )
    return told


def compile_all() -> list[Path]:
    return [compile_catalogue(catalogue_path(domain)) for domain in DOMAINS]


def _tell_missing(*, as_json: bool) -> None:
    for domain in DOMAINS:
        texts = missing(domain)
        if as_json and texts:
            empty = {"\x04".join(filter(None, key)): "" for key, _ in texts}
            print(json.dumps(empty, ensure_ascii=False, indent=1))
        elif texts:
            print(*(f"{domain} · {', '.join(where)}: {key[1]!r}" for key, where in texts), sep="\n")


def main(arguments: list[str]) -> int:
    match arguments:
        case ["missing", *rest]:
            _tell_missing(as_json="--json" in rest)
        case ["fill", *rest]:
            domain = rest[0] if rest else "django"
            unknown = fill(domain, json.load(sys.stdin))
            print(*(f"no package says {text!r}" for text in unknown), sep="\n", end="\n" if unknown else "")
            print(f"{domain}: {len(ours(domain))} texts, {len(missing(domain))} without Vietnamese")
        case ["check"]:
            told = problems()
            print("\n".join(told) or "Every text of the packages has its Vietnamese.")
            return 1 if told else 0
        case ["compile"]:
            print(f"{len(compile_all())} catalogues compiled")
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
