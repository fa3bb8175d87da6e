"""Bình of the commune reads a bulletin over the loudspeaker: it keeps its time, and nothing is torn."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khien.library.rules.content import Brand, Content, PosterText
from khien.library.rules.radio import CUT, EMPTY_TIME, LIST_CUT, MADE, OVER, OWN, Spot, script
from khien.library.rules.sentences import collapse, sentences
from tests.library.starter_content import BRAND, UNIT, starter, starter_slugs

POLICE = "cong-an-gia-goi-dien"


def without_bulletin(content: Content) -> Content:
    return dataclasses.replace(content, bulletin="")


def test_the_writers_own_bulletin_goes_before_everything() -> None:
    content = starter(POLICE)
    made = script(content, BRAND, slot=60)
    assert made.notes == (OWN,)
    news = next(line.text for line in made.lines if line.spot is Spot.NEWS)
    assert news == collapse(content.bulletin)
    assert made.lines[-1].text.startswith(f"Bản tin của {UNIT}.")
    assert made.seconds <= 60


def test_too_long_a_bulletin_is_cut_between_sentences_and_says_so() -> None:
    content = starter(POLICE)
    made = script(content, BRAND, slot=30)
    assert made.notes == (OWN, CUT)
    assert made.seconds <= 30
    news = next(line.text for line in made.lines if line.spot is Spot.NEWS)
    kept = sentences(news)
    assert kept == sentences(content.bulletin)[: len(kept)]
    assert content.poster.call in made.text
    assert "ba việc" not in news  # three things were announced: none is told rather than two


def test_a_bulletin_that_is_one_list_never_announces_more_than_it_tells() -> None:
    content = starter("dung-vneid-an-toan")
    made = script(content, BRAND, slot=30)
    assert made.notes == (OWN, CUT, LIST_CUT)
    assert "bốn điều" in content.bulletin
    assert "bốn điều" not in made.text
    assert "Một, chỉ tải ứng dụng" in made.text


def test_without_one_it_is_made_from_the_text_in_the_order_people_need() -> None:
    made = script(without_bulletin(starter(POLICE)), BRAND, slot=60)
    spots = [line.spot for line in made.lines]
    assert spots == [spot for spot in Spot if spot in spots]
    assert {Spot.GREETING, Spot.NEWS, Spot.SIGNS, Spot.DO, Spot.TELL, Spot.SIGN_OFF} <= set(spots)
    assert made.notes == (MADE,)
    assert "một một ba" in " ".join(made.spoken)
    assert not any(c.isdigit() for sentence in made.spoken for c in sentence)


@pytest.mark.parametrize("slug", starter_slugs())
@pytest.mark.parametrize("slot", [30, 60])
def test_every_starter_material_keeps_its_time(slug: str, slot: int) -> None:
    for content in (starter(slug), without_bulletin(starter(slug))):
        made = script(content, BRAND, slot=slot)
        assert OVER not in made.notes
        assert made.seconds <= slot
        assert (EMPTY_TIME in made.notes) == (made.seconds < slot / 2)


def test_a_name_too_long_for_the_slot_is_told() -> None:
    made = script(starter(POLICE), Brand("Ban " + "rất dài " * 60), slot=30)
    assert OVER in made.notes


def test_a_greeting_is_not_said_twice() -> None:
    greeted = dataclasses.replace(starter(POLICE), bulletin="Kính thưa bà con, xin cúp máy.")
    plain = dataclasses.replace(starter(POLICE), bulletin="Xin cúp máy.")
    assert Spot.GREETING not in {line.spot for line in script(greeted, BRAND, slot=30).lines}
    assert Spot.GREETING in {line.spot for line in script(plain, BRAND, slot=30).lines}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(max_size=200), st.text(max_size=40), st.sampled_from([30, 60]))
def test_any_text_gives_a_script(bulletin: str, summary: str, call: str, slot: int) -> None:
    content = dataclasses.replace(
        starter(POLICE), bulletin=bulletin, summary=summary, poster=PosterText("", (), call)
    )
    made = script(content, BRAND, slot=slot)
    assert made.lines
    assert OVER in made.notes or made.seconds <= slot
