"""Châu, Anh, Hoa and Phan walk through the pages of the editor and of their accounts: nothing there is English.

Bounded: 250 pages a person, breadth first, and two of pages that differ by a number only; half a minute at most.
"""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.images.models import AbstractImage
from wagtail.models import Page as WagtailPage
from wagtail.models import Task

from khien.library.api import load_starter
from khien.library.rules.starter import starter_texts
from khien.project.foreign.apps import KINDS
from tests.people import AT, Cast
from tests.project import english_words
from tests.project.english_words import English
from tools import foreign_messages

PAGES_AT_MOST = 250  # a person
ALIKE_AT_MOST = 2  # pages that differ by a number only
ENTRIES = ("soan-thao/", "tai-khoan/")
# Files and scripts; what makes errors on purpose; the making of workflows, which no role may do in the editor.
NOT_WALKED = re.compile(
    r"logout|dang-xuat|failwhale|workflows/task_chooser|jsi18n|/static/|/media/|/tep/|sprite|\.csv|\.xlsx|export="
)


@pytest.fixture(scope="module")
def english() -> English:
    return English()


def _addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Every address that needs no number or name in it."""
    for pattern in patterns:
        here = before + str(pattern.pattern).lstrip("^").removesuffix("$").removesuffix(r"\Z")
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns, here)
        elif not re.search(r"[<(\\\[*+?]", here):
            yield f"/{here}"


def _entries() -> list[str]:
    return [path for path in _addresses(get_resolver().url_patterns) if path[1:].startswith(ENTRIES)]


def _walk(client: Client, begin: list[str]) -> Iterator[tuple[str, str]]:
    """(address, html) breadth first, by GET only."""
    waiting, known, alike = deque(begin), set(begin), Counter[str]()
    walked = 0
    while waiting and walked < PAGES_AT_MOST:
        path = waiting.popleft()
        shape = re.sub(r"\d+|[0-9a-f-]{36}", "N", urlsplit(path).path)
        if NOT_WALKED.search(path) or alike[shape] >= ALIKE_AT_MOST:
            continue
        alike[shape] += 1
        answer = client.get(path, follow=True)
        walked += 1
        html = _html(answer)
        if html is None:
            continue
        yield path, html
        for link in english_words.read(html).links:
            target = urljoin(path, link)
            if target[1:].startswith(ENTRIES) and target not in known:
                known.add(target)
                waiting.append(target)


def _html(answer: object) -> str | None:
    """The page in an answer; choosers send theirs inside JSON."""
    kind = answer["Content-Type"].partition(";")[0]  # type: ignore[index]
    if kind == "text/html" and not answer.streaming:  # type: ignore[attr-defined]
        return str(answer.content.decode())  # type: ignore[attr-defined]
    if kind == "application/json":
        data = json.loads(answer.content)  # type: ignore[attr-defined]
        return str(data.get("html", "")) if isinstance(data, dict) else None
    return None


def _left_over(english: English, html: str, *, name: str = "") -> list[str]:
    """`name`: what she signs in with, which is nobody's English."""
    page = english_words.read(html)
    pieces = [english.in_piece(piece) for piece in page.pieces if piece != name]
    return [text for text in (*pieces, *map(english.in_label, page.labels)) if text]


@pytest.fixture
def _a_material_waits(cast: Cast) -> None:
    """Châu wrote one and sent it: there is something to open, compare, comment on and approve."""
    load_starter(cast.actor("editor"), cast.units.department, at=AT, texts=[next(iter(starter_texts()))])


@pytest.mark.django_db
@pytest.mark.usefixtures("_a_material_waits")
@pytest.mark.parametrize("who", ["anonymous", "editor", "approver", "standing_office", "administrator"])
def test_no_page_of_the_editor_or_the_account_is_english(
    who: str, as_person: Callable[[str], Client], english: English
) -> None:
    told: dict[str, str] = {}
    walked = 0
    for path, html in _walk(as_person(who), _entries()):
        walked += 1
        for text in _left_over(english, html, name=who.replace("_", ".")):
            told.setdefault(text, path)
    assert walked > 10
    assert told == {}


def test_english_is_noticed(english: English) -> None:
    """The test would see it: a whole text, a text with places, a single word, a menu's label."""
    page = """<p title="Save draft">Trang</p><button>Locked by you</button><p>Page 2 of 9.</p><p>Bài này: unpublished</p>
    <script type="application/json">{"label": "Page types usage", "name": "page-types"}</script><p>An toàn</p>"""
    assert _left_over(english, page) == [
        "Save draft",
        "Locked by you",
        "Page 2 of 9.",
        "'Bài này: unpublished' (unpublished)",
        "Page types usage",
    ]


def test_every_kind_that_the_editor_shows_has_a_vietnamese_name() -> None:
    shown = [
        model
        for model in apps.get_models()
        if issubclass(model, (WagtailPage, Task, AbstractImage)) and model.__module__.startswith("khien.")
    ]
    assert shown
    assert {model._meta.label for model in shown} == set(KINDS)


def test_every_package_with_texts_is_translated() -> None:
    """A new package in INSTALLED_APPS that has texts must stand in the tool's list."""
    installed = {
        config.name
        for config in apps.get_app_configs()
        if not config.name.startswith("khien.") and (foreign_messages.folder(config.name) / "locale").is_dir()
    }
    parts_of_allauth = {name for name in installed if name.startswith("allauth.")}
    assert installed - parts_of_allauth <= set(foreign_messages.PACKAGES)
