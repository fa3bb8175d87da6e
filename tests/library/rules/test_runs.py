"""Hà writes a paragraph with bold words and a link: in markdown, in the editor, on the page it stays the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khien.library.rules.content import Bullets, Heading, Paragraph, Run
from khien.library.rules.runs import (
    blocks_from_html,
    html_from_blocks,
    html_from_runs,
    markdown_from_runs,
    plain_from_runs,
    runs_from_html,
    runs_from_markdown,
    safe_href,
    tidy_runs,
)

LETTERS = st.text(
    alphabet=st.sampled_from("aăâbđêốộ ưỹ *[]()\\_#<>&\"'\n5.,;`")
    | st.characters(exclude_categories=["Cs", "Cc"]),
    max_size=20,
)
HREFS = st.sampled_from(
    [
        "",
        "",
        "/tai-lieu/a/",
        "https://tinnhiemmang.vn/?a=1&b=2",
        "tel:156",
        "mailto:a@b.vn",
        "javascript:alert(1)",
    ]
)
RUNS = st.lists(
    st.builds(Run, text=LETTERS, bold=st.booleans(), italic=st.booleans(), href=HREFS), max_size=8
)


def test_markdown_knows_bold_italic_and_links() -> None:
    assert runs_from_markdown("Gọi **113**, *ngay*, xem [hướng **dẫn**](/tai-lieu/x/).") == (
        Run("Gọi "),
        Run("113", bold=True),
        Run(", "),
        Run("ngay", italic=True),
        Run(", xem "),
        Run("hướng ", href="/tai-lieu/x/"),
        Run("dẫn", bold=True, href="/tai-lieu/x/"),
        Run("."),
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("5 * 3 = 15", "5 * 3 = 15"),
        ("một *lẻ", "một *lẻ"),
        (r"\*không nghiêng\*", "*không nghiêng*"),
        ("[không phải đường dẫn]", "[không phải đường dẫn]"),
        ("hai dòng\ntrong tệp", "hai dòng trong tệp"),
        ("xuống\\\ndòng", "xuống\ndòng"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("", ""),
    ],
)
def test_a_sign_without_meaning_stands_for_itself(written: str, read: str) -> None:
    assert plain_from_runs(runs_from_markdown(written)) == read


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//ke-gian.example",
        "/\\ke-gian.example",
        "https:ke-gian",
        "https://congan.gov.vn@ke-gian.example/",
        "http://a\nb",
        'https://a"onclick=x',
        "vbscript:x",
        "#muc",
        "x" * 3000,
    ],
)
def test_a_link_that_could_harm_leaves_its_words_only(href: str) -> None:
    assert safe_href(href) == ""
    assert html_from_runs([Run("xem", href=href)]) == "xem"


@pytest.mark.parametrize(
    "href", ["/", "/a/b?c=d#e", "https://x.vn", "http://x.vn/đường", "tel:156", "tel:+84123", "mailto:a@b.vn"]
)
def test_a_link_people_use_stays(href: str) -> None:
    assert safe_href(href) == href


def test_the_page_shows_a_script_as_words() -> None:
    runs = runs_from_markdown('<script>"&"</script> **<b>**')
    assert html_from_runs(runs) == '&lt;script&gt;"&amp;"&lt;/script&gt; <b>&lt;b&gt;</b>'


def test_the_editors_rich_text_becomes_paragraphs_headings_and_lists() -> None:
    blocks = blocks_from_html(
        '<h2>Dấu <b>hiệu</b></h2><p data-block-key="a1">Xin <strong>chào</strong><br/>bạn</p>'
        "<ul><li>một</li><li>hai<ul><li>ba</li></ul></li></ul><ol><li>bốn</li></ol>"
        "<p></p><script>alert(1)</script><style>p{}</style>cuối"
    )
    assert blocks == (
        Heading("Dấu hiệu", 2),
        Paragraph((Run("Xin "), Run("chào", bold=True), Run("\nbạn"))),
        Bullets(((Run("một"),), (Run("hai"),), (Run("ba"),))),
        Bullets(((Run("bốn"),),), numbered=True),
        Paragraph((Run("cuối"),)),
    )
    assert blocks_from_html(html_from_blocks(blocks)) == blocks


def test_an_editors_link_to_a_page_is_looked_up() -> None:
    runs = runs_from_html(
        '<p><a linktype="page" id="3">xem</a></p>', link_of=lambda attributes: f"/trang/{attributes['id']}/"
    )
    assert runs == (Run("xem", href="/trang/3/"),)


def test_broken_html_loses_no_words() -> None:
    assert plain_from_runs(runs_from_html("<p>a<b>b</p><p>c</i>d</ul></li><unknown>e")) == "ab\ncd\ne"


@settings(max_examples=60, deadline=None)
@given(RUNS)
def test_html_and_back(runs: list[Run]) -> None:
    tidy = tidy_runs(runs)
    assert tidy_runs(tidy) == tidy
    assert runs_from_html(f"<p>{html_from_runs(tidy)}</p>") == tidy


@settings(max_examples=60, deadline=None)
@given(RUNS)
def test_markdown_and_back(runs: list[Run]) -> None:
    tidy = tidy_runs(runs)
    assert runs_from_markdown(markdown_from_runs(tidy)) == tidy


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>/abpiul li=\"'&;ah!-#"), max_size=60))
def test_any_html_is_read_and_comes_out_safe(text: str) -> None:
    out = html_from_blocks(blocks_from_html(text))
    assert "<script" not in out
    assert blocks_from_html(html_from_blocks(blocks_from_html(out))) == blocks_from_html(out)
