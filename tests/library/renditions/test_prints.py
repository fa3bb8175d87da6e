"""Posters, leaflets and notices: Hoa prints one text in every template, short, endless or odd; nothing is cut off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from khien.library.renditions.forms import FORMS
from khien.library.renditions.made import Made
from khien.library.rules.content import Brand, Content, Picture, PosterText
from tests.library.renditions.samples import (
    ADDRESS,
    BRAND,
    ENDLESS,
    LONG_BRAND,
    ODD,
    ODD_HEADLINE,
    ONE_LINE,
    ORDINARY,
    UNIT,
    picture,
    pictures,
)
from tests.library.renditions.seen import collisions, sheets, squeezed, words

TEMPLATES = [
    ("poster", "bold", 1, (210, 297)),
    ("poster", "signs", 1, (210, 297)),
    ("poster", "talk", 1, (210, 297)),
    ("poster", "plain", 1, (210, 297)),
    ("leaflet", "a5", 2, (148, 210)),
    ("leaflet", "trifold", 2, (297, 210)),
    ("notice", "board", 1, (210, 297)),
    ("notice", "tent", 1, (210, 297)),
]
every_template = pytest.mark.parametrize(("form", "template", "pages", "size"), TEMPLATES)


def printed(form: str, content: Content = ORDINARY, brand: Brand = BRAND, **options: str) -> Made:
    return FORMS[form].make(content, brand, options, pictures)


@every_template
def test_an_ordinary_text_stands_whole_in_every_template(
    form: str, template: str, pages: int, size: tuple[int, int]
) -> None:
    made = printed(form, template=template)
    text = words(made.data)
    assert (made.pages, made.media_type, sheets(made.data)) == (pages, "application/pdf", [size] * pages)
    assert (made.width, made.height) == size
    for said in (ORDINARY.poster.headline, "Cúp máy.", "Gọi 113.", UNIT, "Bản 3 · 24/11/2026", "CC BY 4.0"):
        assert squeezed(said) in squeezed(text), said
    assert squeezed(ADDRESS.removeprefix("https://").rstrip("/")) in squeezed(text)
    assert not collisions(made.data)
    assert not {"shortened", "no_logo", "from_title"} & set(made.notes)


@every_template
def test_an_endless_text_is_shortened_and_told_but_never_runs_over(
    form: str, template: str, pages: int, size: tuple[int, int]
) -> None:
    made = printed(form, ENDLESS, LONG_BRAND, template=template, colour="amber")
    assert (made.pages, sheets(made.data)) == (pages, [size] * pages)
    assert not collisions(made.data)
    assert {"shortened", "no_logo"} <= set(made.notes)
    assert "…" in words(made.data)


@every_template
def test_a_title_and_a_sentence_are_enough(
    form: str, template: str, pages: int, size: tuple[int, int]
) -> None:
    made = printed(form, ONE_LINE, Brand("Ủy ban nhân dân xã Bình Hòa"), template=template, colour="red")
    text = squeezed(words(made.data))
    assert made.pages == pages
    assert squeezed("Wi-Fi công cộng") in text
    assert squeezed("xã Bình Hòa") in text
    assert not collisions(made.data)
    assert {"from_title", "from_text", "no_call", "no_logo"} <= set(made.notes)


@every_template
def test_signs_of_the_engine_are_printed_as_themselves(
    form: str, template: str, pages: int, size: tuple[int, int]
) -> None:
    made = printed(form, ODD, template=template, colour="paper")
    assert made.pages == pages
    assert sheets(made.data) == [size] * pages
    assert squeezed(ODD_HEADLINE) in squeezed(words(made.data))
    assert "signs_lost" in made.notes


@every_template
def test_a_print_shop_gets_bleed_and_boxes(
    form: str, template: str, pages: int, size: tuple[int, int]
) -> None:
    import pypdfium2 as pdfium

    made = printed(form, template=template, bleed="3mm")
    document = pdfium.PdfDocument(made.data)
    millimetre = 72 / 25.4
    for page in document:
        left, bottom, right, top = (round(side / millimetre, 1) for side in page.get_trimbox())
        assert (left, bottom, round(right - left), round(top - bottom)) == (10, 10, *size)
        assert round(page.get_bleedbox()[0] / millimetre, 1) == 7
        assert [round(side / millimetre) for side in page.get_size()] == [size[0] + 20, size[1] + 20]
    document.close()
    assert made.filename.endswith("-tran-le.pdf")
    assert (made.width, made.height) == size


@every_template
def test_the_same_text_always_gives_the_same_file(
    form: str, template: str, pages: int, size: tuple[int, int]
) -> None:
    options = {"template": template, "bleed": "3mm" if template in ("bold", "a5") else "none"}
    assert printed(form, **options).data == printed(form, **options).data


@pytest.mark.parametrize("template", ["bold", "signs", "talk", "plain"])
@pytest.mark.parametrize("colour", ["unit", "red", "amber", "paper"])
def test_a_poster_comes_in_four_colourways_and_two_sizes(template: str, colour: str) -> None:
    made = printed("poster", template=template, colour=colour, size="a3")
    assert sheets(made.data) == [(297, 420)]
    assert made.filename == f"gia-danh-cong-an-goi-dien-v3-ap-phich-{template}-a3-{colour}.pdf"


def test_the_paper_colourway_leaves_most_of_the_sheet_white() -> None:
    import pypdfium2 as pdfium

    for form, template, _pages, _size in TEMPLATES:
        page = pdfium.PdfDocument(printed(form, template=template, colour="paper").data)[0]
        histogram = page.render(scale=0.5).to_pil().convert("L").histogram()
        assert sum(histogram[200:]) / sum(histogram) > 0.8, template


def test_a_logo_that_is_no_picture_is_told_and_left_out() -> None:
    made = printed("poster", brand=replace(BRAND, logo=b"<svg onload='x'/>"), template="bold")
    assert "logo_unreadable" in made.notes
    assert UNIT in words(made.data)


def test_an_address_that_is_none_gives_no_code_and_says_so() -> None:
    made = printed("poster", replace(ORDINARY, address="javascript:alert(1)"), template="plain")
    assert "no_address" in made.notes
    assert "Quét mã" not in words(made.data)


def test_a_poster_without_words_of_its_own_takes_the_signs_and_the_first_act() -> None:
    made = printed("poster", replace(ORDINARY, poster=PosterText()), template="plain")
    text = words(made.data)
    assert "Xưng công an qua điện thoại." in text
    assert "Cúp máy." in text
    assert {"from_title", "from_text"} <= set(made.notes)


def test_an_english_material_is_labelled_in_english() -> None:
    made = printed("poster", replace(ORDINARY, language="en"), template="signs")
    text = words(made.data)
    assert "Do now" in text
    assert "Issued by" in text
    assert "Quét mã" not in text


@pytest.mark.parametrize("size", [(1600, 900), (600, 1400)])
def test_a_poster_may_show_the_materials_own_picture(size: tuple[int, int]) -> None:
    content = replace(
        ENDLESS, picture=Picture("own", "Sơ đồ bốn việc cần làm", "Bốn việc cần làm", "Ảnh: Lan")
    )
    made = FORMS["poster"].make(content, BRAND, {"template": "picture"}, lambda key: picture(*size))
    assert made.pages == 1
    assert "Bốn việc cần làm · Ảnh: Lan" in words(made.data)
    assert "picture_missing" not in made.notes
    assert not collisions(made.data)


def test_without_a_picture_it_is_the_bold_one_and_says_so() -> None:
    made = printed("poster", template="picture")
    assert "picture_missing" in made.notes
    assert ORDINARY.poster.headline.split()[0] in words(made.data)
