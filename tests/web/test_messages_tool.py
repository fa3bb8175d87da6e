"""The tool that keeps Vietnamese in step with the code, on a little app of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import messages

CODE = """
from django.utils.translation import gettext_lazy as _, ngettext
TITLE = _("Open the unit")
def left(n): return ngettext("%(n)d day left", "%(n)d days left", n) % {"n": n}
"""
PAGE = '{% load i18n %}<h1>{% translate "Units" %}</h1>{% blocktranslate trimmed %}Hello {{ name }}{% endblocktranslate %}'
DONE = """
msgid "Open the unit"
msgstr "Mở đơn vị"

msgid "%(n)d day left"
msgid_plural "%(n)d days left"
msgstr[0] "còn %(n)d ngày"

msgid "Units"
msgstr "Đơn vị"

#, python-format
msgid "Hello %(name)s"
msgstr "Xin chào %(name)s"
"""
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=1; plural=0;\\n"\n'


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An app called shop; gives the path of its catalogue."""
    app = tmp_path / "src" / "khien" / "shop"
    (app / "templates" / "shop").mkdir(parents=True)
    (app / "__init__.py").write_text("")
    (app / "views.py").write_text(CODE)
    (app / "templates" / "shop" / "page.html").write_text(PAGE)
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "APPS", tmp_path / "src" / "khien")
    return messages.catalogue_path("shop")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + text, encoding="utf-8")


def test_texts_of_code_and_templates_are_found_and_missing_ones_told(shop: Path) -> None:
    assert messages.apps() == ["shop"]
    assert messages.update("shop") == 4
    told = messages.problems("shop")
    assert len(told) == 4
    assert "src/khien/shop/templates/shop/page.html: no Vietnamese for 'Units'" in told


def test_a_complete_catalogue_has_no_problems_and_keeps_its_words(shop: Path) -> None:
    _write(shop, DONE)
    assert messages.problems("shop") == []
    assert messages.update("shop") == 0
    assert messages.problems("shop") == []
    assert "Mở đơn vị" in shop.read_text(encoding="utf-8")


def test_updating_twice_changes_nothing(shop: Path) -> None:
    _write(shop, DONE)
    messages.update("shop")
    first = shop.read_text(encoding="utf-8")
    messages.update("shop")
    assert shop.read_text(encoding="utf-8") == first


def test_a_place_that_would_stay_empty_is_a_problem(shop: Path) -> None:
    _write(shop, DONE.replace("Xin chào %(name)s", "Xin chào %(ten)s"))
    assert ["same places to fill" in problem for problem in messages.problems("shop")] == [True]


def test_what_the_code_no_longer_says_is_a_problem_until_updated(shop: Path) -> None:
    _write(shop, DONE + '\nmsgid "Gone"\nmsgstr "Đã bỏ"\n')
    assert messages.problems("shop") == ["shop: no longer in the code: 'Gone'"]
    messages.update("shop")
    assert "Gone" not in shop.read_text(encoding="utf-8")


def test_compiling_writes_only_what_changed(shop: Path) -> None:
    _write(shop, DONE)
    (compiled,) = messages.compile_all()
    before = compiled.stat().st_mtime_ns
    assert messages.compile_all() == [compiled]
    assert compiled.stat().st_mtime_ns == before
    assert "còn %(n)d ngày".encode() in compiled.read_bytes()
