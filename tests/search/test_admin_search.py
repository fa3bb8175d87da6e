"""An editor finds a page in the admin without marks, whatever the database."""

from __future__ import annotations

import pytest
from modelsearch.query import And, Not, Phrase, PlainText
from wagtail.models import Page

from khien.search.wagtail_backend import SearchBackend, folded_query, folded_value


@pytest.fixture
def warned(db: None) -> Page:
    """A page "Cảnh báo lừa đảo" below the root, in the folding index."""
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Gốc", slug="goc")
    page = root.add_child(instance=Page(title="Cảnh báo lừa đảo qua Đường dây nóng", slug="canh-bao"))
    SearchBackend({}).add(page)
    return page


@pytest.mark.parametrize("typed", ["lua dao", "lừa đảo", "LỪA ĐẢO", "duong day", "lừa dảo"])
def test_chau_finds_the_page_however_she_types(warned: Page, typed: str) -> None:
    backend = SearchBackend({})
    assert [page.pk for page in backend.search(typed, Page)] == [warned.pk]


def test_chau_finds_the_page_before_she_is_done_typing(warned: Page) -> None:
    backend = SearchBackend({})
    assert [page.pk for page in backend.autocomplete("canh ba", Page)] == [warned.pk]
    assert not list(backend.search("đào tạo", Page))


def test_questions_of_all_shapes_are_folded() -> None:
    asked = folded_query(And([PlainText("Lừa"), Not(Phrase("Đảo"))]))
    assert repr(asked) == repr(And([PlainText("lua"), Not(Phrase("dao"))]))
    assert folded_value({"a": ["Đèn", 3]}) == {"a": ["den", 3]}
