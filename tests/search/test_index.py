"""What is put in can be found, what changes is found anew, what is taken out is gone; facets, pages and suggestions."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection

from khien.search.api import (
    Query,
    Source,
    Suggestion,
    entry_count,
    find,
    note_empty,
    put,
    register_source,
    reindex,
    remove,
    suggest,
)
from khien.search.models import EmptySearch, Entry, Facet, Opening, Posting
from khien.search.services.empty_searches import forget_empty
from khien.search.sources import _sources
from tests.search.conftest import AT, Put, document, found, page

TODAY = dt.date(2026, 11, 24)


def test_a_changed_title_is_found_by_its_new_words_only(titles: Put) -> None:
    titles("Cảnh báo mã QR bị tráo", "Mật khẩu mạnh")
    put("sample", [document("1", "Cảnh báo tin nhắn giả")])
    assert found("mã QR") == []
    assert found("tin nhắn") == ["Cảnh báo tin nhắn giả"]


def test_putting_the_same_in_again_writes_nothing(titles: Put) -> None:
    titles("Mật khẩu mạnh")
    rows = list(Posting.objects.order_by("pk").values_list("pk", "term", "places", "weights"))
    assert put("sample", [document("1", "Mật khẩu mạnh")]) == 0
    assert list(Posting.objects.order_by("pk").values_list("pk", "term", "places", "weights")) == rows


def test_nothing_of_what_is_taken_out_stays(titles: Put) -> None:
    titles("Mật khẩu mạnh", topics=("accounts",))
    assert remove("sample", ["1", "unknown"]) == 1
    assert [model.objects.count() for model in (Entry, Posting, Facet, Opening)] == [0, 0, 0, 0]


def test_only_who_is_signed_in_finds_what_is_not_public(titles: Put) -> None:
    titles("Kế hoạch 3630/KH-UBND", public=False)
    assert found("3630/KH-UBND") == []
    assert found("ke hoach 3630", public_only=False) == ["Kế hoạch 3630/KH-UBND"]
    assert suggest("ke hoa") == ()
    assert suggest("ke hoa", public_only=False) == (Suggestion("Kế hoạch 3630/KH-UBND", "/tai-lieu/1/"),)


def test_a_telephone_number_is_found_however_it_is_grouped(titles: Put) -> None:
    titles("Đường dây nóng", body="Gọi 0912 345 678 hoặc 111")
    for typed in ("0912345678", "0912 345 678", "0912.345.678", "111"):
        assert found(typed) == ["Đường dây nóng"], typed


def test_facets_are_counted_under_the_other_filters(titles: Put) -> None:
    titles("Lừa đảo một", "Lừa đảo hai", source="a", kind="guide", topics=("scams",), audiences=("elderly",))
    titles("Lừa đảo ba", source="b", kind="scam", topics=("scams", "sim"))
    whole = page("lừa đảo")
    assert {v.code: v.count for v in whole.facets["kind"]} == {"guide": 2, "scam": 1}
    assert {v.code: v.count for v in whole.facets["topic"]} == {"scams": 3, "sim": 1}
    narrowed = page("lừa đảo", kinds=("scam",))
    assert narrowed.total == 1
    assert {v.code: v.count for v in narrowed.facets["kind"]} == {"guide": 2, "scam": 1}
    assert {v.code: v.count for v in narrowed.facets["topic"]} == {"scams": 1, "sim": 1}
    assert page("lừa đảo", topics=("sim", "scams"), audiences=("elderly",)).total == 2


def test_a_unit_finds_its_own_and_what_all_share(db: None) -> None:
    put("sample", [document("1", "Tin xã An Hòa", unit_id=7), document("2", "Tin xã Bình Minh", unit_id=8)])
    put("sample", [document("3", "Tin chung các xã")])
    assert sorted(found("tin xã", unit_id=7)) == ["Tin chung các xã", "Tin xã An Hòa"]


def test_without_words_the_newest_stands_first(db: None) -> None:
    days = [document(str(n), f"Bài {n}", changed_at=AT + dt.timedelta(days=n)) for n in range(30)]
    put("sample", days)
    first = page("", size=10)
    assert [hit.title for hit in first.hits[:2]] == ["Bài 29", "Bài 28"]
    assert (first.total, first.pages) == (30, 3)
    assert [hit.title for hit in page("", size=10, page=3).hits][-1] == "Bài 0"
    assert page("?!").total == 0


def test_equal_hits_keep_their_order_from_page_to_page(db: None) -> None:
    put("sample", [document(f"{n:02}", "Cảnh báo") for n in range(25)])
    seen = [
        hit.key for number in (1, 2, 3) for hit in find(Query(text="cảnh báo", page=number, size=10)).hits
    ]
    assert seen == [f"{n:02}" for n in range(25)]


def test_the_words_are_marked_in_title_and_passage(titles: Put) -> None:
    titles("Mất nick Facebook", body="Mở đầu. " * 60 + "Nếu bị lừa đảo thì gọi ngân hàng. " + "Kết. " * 90)
    (hit,) = page("lua dao").hits
    assert [part.text for part in hit.parts if part.marked] == ["bị lừa đảo"]
    assert len("".join(part.text for part in hit.parts)) < 260
    (hit,) = page("nick facebook").hits
    assert [part.text for part in hit.title_parts if part.marked] == ["nick Facebook"]


def test_a_slip_is_mended_and_said(titles: Put) -> None:
    titles("Lừa đảo giả danh ngân hàng")
    assert page("lua dao ngan hanfg").did_you_mean == "lừa đảo ngân hàng"
    assert page("lua dao ngan hang").did_you_mean == ""


def test_suggestions_begin_with_what_is_typed(titles: Put) -> None:
    titles("Lừa đảo qua mạng", "Bị lừa đảo thì làm gì", keywords=("lừa đảo chuyển tiền",))
    texts = [one.text for one in suggest("lua d")]
    assert texts == ["lừa đảo chuyển tiền", "Lừa đảo qua mạng", "Bị lừa đảo thì làm gì"]
    assert suggest("l") == ()


@pytest.mark.parametrize(
    "typed",
    ["", " ", "\x00", "%", "_", "'", '"', "a" * 5000, "()", "😀", "ǆ", "\ud800", "lừa\x00đảo", "(" * 400],
)
def test_nothing_that_is_typed_breaks_the_search(titles: Put, typed: str) -> None:
    titles("Lừa đảo qua mạng", keywords=("%_'",), body="ß ﬁ İ ǆ")
    assert page(typed).total <= 1
    assert len(suggest(typed)) <= 1


def test_the_index_is_made_anew_from_its_sources(titles: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    titles("Của nguồn đã bỏ", source="gone")
    monkeypatch.delitem(_sources, "sample", raising=False)
    for code in list(_sources):
        monkeypatch.delitem(_sources, code)
    things = [document("1", "Một"), document("2", "Hai")]
    register_source(Source("sample", "Mẫu", lambda: iter(things)))
    assert (reindex(), entry_count()) == (3, 2)
    things[1:] = [replace(things[1], key="3")]
    assert (reindex(), reindex()) == (2, 0)
    assert sorted(Entry.objects.values_list("key", flat=True)) == ["1", "3"]
    monkeypatch.delitem(_sources, "sample")


def test_two_sources_may_not_have_one_code() -> None:
    register_source(Source("twice", "", lambda: ()))
    with pytest.raises(ValueError, match="twice"):
        register_source(Source("twice", "", lambda: ()))
    del _sources["twice"]


@pytest.mark.usefixtures("db")
def test_a_search_in_vain_is_counted_by_its_words_only() -> None:
    assert note_empty("Cá độ  bóng đá", on=TODAY)
    assert note_empty("ca do bong da", on=TODAY)
    row = EmptySearch.objects.get()
    assert (row.text, row.times) == ("ca do bong da", 2)
    assert forget_empty(on=TODAY + dt.timedelta(days=91)) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678 lừa đảo", "hoa@example.vn", "https://lua-dao.xyz/a", "vietcombank-khuyenmai.com", "079204001234", "stk 123 456 789",
        "Nguyễn Văn An lừa tiền", "tran thi buoi", "tôi bị một người tên là Hạnh ở phường Bình Minh lừa mất hết tiền tiết kiệm", "", "?!",
    ],
)  # fmt: skip
def test_what_may_point_at_a_person_is_not_kept(db: None, typed: str) -> None:
    assert not note_empty(typed, on=TODAY)
    assert not EmptySearch.objects.exists()


def test_an_ordinary_question_asks_the_database_little(
    titles: Put, django_assert_max_num_queries: object
) -> None:
    titles("Lừa đảo qua mạng", "Mật khẩu mạnh")
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        page("lừa đảo qua mạng")
    assert connection.vendor in {"sqlite", "postgresql"}
