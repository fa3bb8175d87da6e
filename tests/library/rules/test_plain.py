"""The same words on the page, in a post, in the search index and read aloud."""

from __future__ import annotations

import pytest

from khien.library.rules import content as c
from khien.library.rules.kinds import MaterialKind
from khien.library.rules.plain import listening_time, plain_text, reading_time, sources_lines, speech_text
from khien.library.rules.posts import LONG, SHORT, post
from tests.library.starter_content import BRAND, UNIT, starter, starter_slugs

EVERYTHING = c.Content(
    uuid="u",
    kind=MaterialKind.GUIDE,
    title="Tựa",
    summary="Tóm tắt.",
    language="vi",
    address="https://an-binh.example/x/",
    blocks=(
        c.Paragraph((c.Run("Chữ "), c.Run("đậm", bold=True), c.Run("."))),
        c.Heading("Mục"),
        c.Bullets(((c.Run("gạch"),),)),
        c.Bullets(((c.Run("số"),),), numbered=True),
        c.Steps("Các bước", (c.Step("Một", "Làm *ngay*."), c.Step("Hai"))),
        c.Notice("Chú ý", "Đừng bấm."),
        c.DoDont(("nên",), ("đừng",)),
        c.Quote("Chuyển tiền đi", "Kẻ lừa đảo"),
        c.Quiz("Hỏi?", (c.Option("sai"), c.Option("đúng", right=True)), "Vì thế."),
        c.Contact("Công an", "113"),
        c.Picture("k", "ảnh vẽ"),
        c.BeforeAfter(c.Picture("k", "trước"), c.Picture("k", "sau")),
        c.Table("Bảng", ("A", "B"), (("1", "[hai](/x/)"), ("3", ""))),
        c.Video("k", "Phim", transcript="Lời phim."),
    ),
    scam=c.Scam(signs=("dấu",), do_now=("làm",)),
    sources=(
        c.Source("Luật An ninh mạng", "116/2025/QH15", legal=True),
        c.Source("Trang", address="https://x.vn"),
    ),
)


def test_every_block_has_its_words() -> None:
    text = plain_text(EVERYTHING)
    assert text == (
        "Tựa\n\nTóm tắt.\n\nDấu hiệu nhận biết\n\n- dấu\n\nLàm ngay\n\n1. làm\n\nChữ đậm.\n\nMục\n\n- gạch\n\n1. số\n\n"
        "Các bước\n\n1. Một. Làm ngay.\n2. Hai\n\nChú ý. Đừng bấm.\n\nNên làm\n\n- nên\n\nKhông nên làm\n\n- đừng\n\n"
        "Kẻ lừa đảo: “Chuyển tiền đi”\n\nHỏi?\n\n1. sai\n2. đúng\n\nĐáp án: đúng. Vì thế.\n\nCông an: 113.\n\nảnh vẽ\n\n"
        "Trước: trước\n\nSau: sau\n\nBảng\n\n- A: 1. B: hai.\n- A: 3.\n\nPhim\n\nLời phim."
    )
    assert "Một. Làm ngay." in speech_text(EVERYTHING)
    assert all(line[-1] in ".?!”" for line in speech_text(EVERYTHING).split("\n"))
    assert reading_time(EVERYTHING) == 1
    assert listening_time(EVERYTHING) > 10
    assert sources_lines(EVERYTHING) == ("Luật An ninh mạng, 116/2025/QH15", "Trang, https://x.vn")


@pytest.mark.parametrize("slug", starter_slugs())
@pytest.mark.parametrize("at_most", [LONG, SHORT])
def test_a_post_fits_and_ends_with_the_address(slug: str, at_most: int) -> None:
    content = starter(slug)
    made = post(content, BRAND, at_most=at_most)
    assert len(made.text) <= at_most
    assert made.text.startswith(content.title)
    assert content.summary in made.text
    assert content.address in made.text
    assert UNIT in made.text.split("\n")[-1]
    assert "**" not in made.text


def test_what_to_do_comes_before_how_it_goes() -> None:
    text = post(starter("cong-an-gia-goi-dien"), BRAND, at_most=LONG).text
    assert text.index("Làm ngay:") < text.index("Dấu hiệu nhận biết:") < text.index("Chúng làm thế nào:")


def test_a_short_material_is_told_whole() -> None:
    made = post(EVERYTHING, BRAND, at_most=LONG)
    assert not made.shortened
    assert "Lời phim." in made.text
    with pytest.raises(ValueError, match="200"):
        post(EVERYTHING, BRAND, at_most=100)
