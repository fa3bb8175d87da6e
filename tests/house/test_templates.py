"""Templates of the house: each stands in a shell or is a part of one; none breaks the content policy."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from tests.house.source import SRC, modules

ROOTS = {"web/public.html", "web/staff.html", "web/print.html"}
WAGTAILS = (
    "wagtailadmin/"  # its admin is a shell of its own; ours under that name put one block in place of another
)
WHOLE_PAGE = re.compile(r"<html|<!doctype", re.IGNORECASE)
EXTENDS = re.compile(r'{%\s*extends\s+"([^"]+)"')
FORBIDDEN = {
    # A block of JSON-LD is data: no browser runs it, and no policy forbids it.
    "inline script": re.compile(
        r"<script(?![^>]*(?:\bsrc=|type=\"application/ld\+json\"))[^>]*>(?!\s*</script>)", re.IGNORECASE
    ),
    "inline style": re.compile(r"<style|\sstyle\s*=", re.IGNORECASE),
    "on… attribute": re.compile(r"<[^>{]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "htmx that evaluates": re.compile(r"hx-on|hx-vars|js:|hx-trigger=\"[^\"]*\["),
    "another host": re.compile(
        r"(?:src|href|action|hx-get|hx-post)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE
    ),
}
PRINTED = re.compile(r"[A-Za-zÀ-ỹ]{3,}")
DJANGO = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
KEYS = re.compile(r"<kbd>.*?</kbd>", re.DOTALL)  # names of keys are the same in every language
MARKUP = re.compile(r"<[^>]*>|&\w+;", re.DOTALL)
TRANSLATED = re.compile(
    r"{%\s*blocktrans(?:late)?.*?{%\s*endblocktrans(?:late)?\s*%}|{%\s*comment.*?endcomment\s*%}", re.DOTALL
)
CLASSES = re.compile(r"{%\s*block \w+_class\s*%}.*?{%\s*endblock\s*%}", re.DOTALL)  # class names, no words
# Not pages of ours: what mail programs and readers of books get, what looks for such things, a file named by its address.
NO_PAGES = {
    "khien/base/media/checks.py",
    "khien/library/renditions/epub_pages.py",
    "khien/library/renditions/mail.py",
    "khien/library/renditions/mail_body.py",
    "khien/library/wagtail_hooks.py",
}
NAMES = {"Khiên", "PDF", "Excel", "Word"}


@cache
def templates() -> dict[str, str]:
    """Name as Django knows it → text. E-mails (.txt) have no shell and no policy."""
    found: dict[str, str] = {}
    for path in sorted(SRC.glob("khien/*/templates/**/*.html")):
        name = str(path.relative_to(next(p for p in path.parents if p.name == "templates")))
        if not name.startswith(WAGTAILS):
            found[name] = path.read_text(encoding="utf-8")
    return found


def _root(name: str) -> str:
    text = templates().get(name, "")
    parent = EXTENDS.search(text)
    return _root(parent[1]) if parent else name


def test_every_whole_page_stands_in_a_shell() -> None:
    outside = [name for name, text in templates().items() if WHOLE_PAGE.search(text) and name not in ROOTS]
    assert not outside
    strays = [name for name, text in templates().items() if EXTENDS.search(text) and _root(name) not in ROOTS]
    assert not strays


def _block(name: str, block: str) -> bool:
    """Whether a page or one it extends, shells left out, fills the block."""
    text = templates().get(name, "")
    parent = EXTENDS.search(text)
    return f"block {block} " in text or (
        parent is not None and parent[1] not in ROOTS and _block(parent[1], block)
    )


def test_every_page_has_a_title_and_a_heading() -> None:
    extended = {found[1] for text in templates().values() if (found := EXTENDS.search(text))}
    pages = [name for name, text in templates().items() if EXTENDS.search(text) and name not in extended]
    bare = [f"{name}: title" for name in pages if not _block(name, "title")]
    on_screen = [name for name in pages if _root(name) != "web/print.html"]
    headed = [name for name in on_screen if _block(name, "heading") or "<h1" in templates()[name]]
    bare += [f"{name}: heading" for name in sorted(set(on_screen) - set(headed))]
    assert not bare


@pytest.mark.parametrize("what", sorted(FORBIDDEN))
def test_no_template_breaks_the_content_policy(what: str) -> None:
    breaking = [
        f"{name}: {found[0][:80]}"
        for name, text in templates().items()
        if (found := FORBIDDEN[what].search(text))
    ]
    assert not breaking


def test_no_python_writes_an_inline_style_or_script() -> None:
    pattern = re.compile(r"<script|<style|\sstyle=\\?[\"']")
    writing = [
        path
        for path in modules()
        if path.startswith("khien/") and path not in NO_PAGES and pattern.search(_text(path))
    ]
    assert not writing


def _text(path: str) -> str:
    return Path(SRC / path).read_text(encoding="utf-8")


def test_no_template_holds_words_that_are_not_translated() -> None:
    bare: list[str] = []
    for name, whole in templates().items():
        text = whole
        for pattern in (TRANSLATED, CLASSES, DJANGO, KEYS, MARKUP):
            text = pattern.sub(" ", text)
        words = [word for word in PRINTED.findall(text) if word not in NAMES]
        if words:
            bare.append(f"{name}: {' '.join(words[:6])}")
    assert not bare
