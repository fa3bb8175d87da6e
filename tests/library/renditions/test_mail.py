"""Minh gets a letter from the department: readable in any program, nothing fetched, and it says who sends it."""

from __future__ import annotations

import dataclasses
import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from khien.library.renditions.forms_words import WORD_FORMS
from khien.library.renditions.mail import LOGO_CID, MOST, letter, message
from khien.library.rules import content as c
from tests.library.rules.test_plain import EVERYTHING
from tests.library.starter_content import BRAND, UNIT, starter, starter_slugs

FORM = next(form for form in WORD_FORMS if form.code == "mail")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
POLICE = "cong-an-gia-goi-dien"
_ALLOWED = re.compile(r"(https?://|mailto:|tel:|cid:)")


def words(source: str) -> str:
    body = lxml_html.fromstring(source).find("body")
    return re.sub(r"\s+", " ", " ".join(body.itertext()))


@pytest.mark.parametrize("slug", starter_slugs())
def test_a_letter_is_small_whole_and_fetches_nothing(slug: str) -> None:
    content = starter(slug)
    made = letter(content, BRAND)
    assert not made.shortened
    assert len(made.html.encode()) < MOST
    tree = lxml_html.fromstring(made.html)
    assert not tree.xpath("//img|//link|//script|//iframe|//form|//@background|//@onclick")
    assert "url(" not in made.html
    assert all(_ALLOWED.match(href) for href in tree.xpath("//a/@href"))
    assert content.title in words(made.html)
    assert content.address in tree.xpath("//a/@href")
    for source in content.sources:
        assert source.title in words(made.html)
        assert source.title.split(" ")[-1] in made.text
    assert max(len(line) for line in made.text.split("\n") if "://" not in line) <= 72
    assert made.html.count("**") == 0


def test_it_says_who_sends_it_and_who_answers_for_it() -> None:
    made = letter(starter(POLICE), dataclasses.replace(BRAND, unit_name="Ủy ban nhân dân xã Bình Hòa"))
    for said in (words(made.html), re.sub(r"\s+", " ", made.text)):
        assert "Thư này do Ủy ban nhân dân xã Bình Hòa gửi." in said
        assert f"Nội dung do {UNIT} biên soạn." in said
        assert "Nguyễn Thị Lan, Phó Giám đốc duyệt ngày 20/11/2026." in said
        assert "không hỏi mật khẩu" in said


def test_a_title_with_a_script_shows_as_it_is_written() -> None:
    evil = '<script>alert("x")</script> & "q"'
    content = dataclasses.replace(
        starter(POLICE),
        title=evil,
        summary=evil,
        blocks=(c.Paragraph((c.Run(evil, href="javascript:alert(1)"),)), c.Notice(evil, evil, evil)),
        scam=c.Scam(signs=(evil,)),
    )
    made = letter(content, dataclasses.replace(BRAND, unit_name=evil, colour='red;"><script>'))
    tree = lxml_html.fromstring(made.html)
    assert not tree.xpath("//script")
    assert not [href for href in tree.xpath("//@href") if "javascript" in href]
    assert evil in words(made.html)
    assert tree.xpath("//h1")[0].text == evil


def test_links_of_the_site_are_whole_in_a_letter() -> None:
    content = dataclasses.replace(
        starter(POLICE), blocks=(c.Paragraph((c.Run("xem", href="/tai-lieu/khac/"),)),)
    )
    assert "https://an-binh.example/tai-lieu/khac/" in lxml_html.fromstring(
        letter(content, BRAND).html
    ).xpath("//a/@href")


def test_every_kind_of_block_has_a_place() -> None:
    said = words(letter(EVERYTHING, BRAND).html)
    for piece in (
        "gạch",
        "Làm",
        "ngay",
        "nên",
        "đừng",
        "Kẻ lừa đảo: “Chuyển tiền đi”",
        "đúng",
        "113",
        "Lời phim.",
    ):
        assert piece in said


def test_the_draft_opens_with_text_page_and_logo() -> None:
    made = letter(starter(POLICE), dataclasses.replace(BRAND, logo=PNG))
    data = message(made, starter(POLICE).published_on)
    assert data == message(made, starter(POLICE).published_on)
    read = message_from_bytes(data, policy=default)
    assert isinstance(read, EmailMessage)
    assert read["Subject"] == made.subject
    kinds = [part.get_content_type() for part in read.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "image/png"]
    text = read.get_body(("plain",))
    page = read.get_body(("html",))
    assert text is not None
    assert page is not None
    assert text.get_content().strip().splitlines() == made.text.strip().splitlines()
    assert f"cid:{LOGO_CID}" in page.get_content()
    assert max(map(len, data.split(b"\r\n"))) <= 998


@pytest.mark.parametrize(
    ("choice", "media"),
    [("eml", "message/rfc822"), ("html", "text/html; charset=utf-8"), ("text", "text/plain; charset=utf-8")],
)
def test_the_form_gives_each_format(choice: str, media: str) -> None:
    made = FORM.make(starter(POLICE), BRAND, {"format": choice}, lambda _key: None)
    assert made.media_type == media
    assert made.data


def test_too_long_a_letter_keeps_its_summary_and_its_link() -> None:
    long = dataclasses.replace(starter(POLICE), blocks=(c.Paragraph((c.Run("Lời " * 40_000),)),))
    made = letter(long, BRAND)
    assert made.shortened
    assert len(made.html.encode()) < MOST
    assert long.summary in words(made.html)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=40))
def test_any_words_make_a_letter(title: str, summary: str, unit: str) -> None:
    content = dataclasses.replace(starter(POLICE), title=title, summary=summary, blocks=(), scam=None)
    made = letter(content, dataclasses.replace(BRAND, unit_name=unit))
    assert message(made, None)
    assert not lxml_html.fromstring(made.html).xpath("//script|//a[starts-with(@href, 'javascript')]")
