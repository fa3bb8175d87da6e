"""The setting engine runs apart, within bounds, and draws what it is given and nothing else."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import segno
import typst
from PIL import Image

from khien.library.renditions import drawings, press
from khien.library.renditions.errors import EngineFailed, TooLarge
from khien.library.renditions.plain_words import breakable, clean, cut, file_name, fonts_folder, lost_signs
from tests.library.renditions.seen import collisions


def test_a_setting_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    child = tmp_path / "child.py"
    child.write_text("while True: pass")
    monkeypatch.setattr(press, "_CHILD", child)
    with pytest.raises(EngineFailed, match="not done after 1 s"):
        press.press("card", {}, pictures={}, on=None, seconds=1)


def test_a_template_that_fails_is_told_and_leaves_nothing() -> None:
    with pytest.raises(EngineFailed, match=r"brand|words|key"):
        press.press("card", {"palette": {}}, pictures={}, on=None)


@pytest.mark.parametrize(
    "address", ["https://an-binh.example/t/1/", "https://an-binh.example/" + "tài-liệu-" * 12]
)
def test_the_drawn_code_is_the_code_of_the_address(address: str, tmp_path: Path) -> None:
    (tmp_path / "qr.svg").write_bytes(drawings.qr_svg(address))
    matrix = [[bool(dot) for dot in row] for row in segno.make(address, error="m", micro=False).matrix]
    side = len(matrix)
    (tmp_path / "main.typ").write_text(
        f'#set page(width: {side * 4}pt, height: {side * 4}pt, margin: 0pt)\n#image("qr.svg", width: 100%)'
    )
    blob = typst.compile(str(tmp_path / "main.typ"), root=str(tmp_path), format="png", ppi=72.0)
    shown = Image.open(io.BytesIO(blob)).convert("L")
    assert [
        [shown.getpixel((x * 4 + 2, y * 4 + 2)) < 128 for x in range(side)] for y in range(side)
    ] == matrix


def test_an_address_too_long_for_a_code_is_refused() -> None:
    with pytest.raises(TooLarge):
        drawings.qr_svg("https://an-binh.example/" + "x" * 700)
    with pytest.raises(TooLarge):
        drawings.qr_png("https://an-binh.example/" + "x" * 700)


def test_every_topic_has_a_drawing_of_ours() -> None:
    assert drawings.icon_of((("no-such", ""), ("gambling", ""))) == "dice"
    assert drawings.icon_of(()) == "shield"
    assert set(drawings._drawings()["topic"].values()) <= set(drawings.drawings())


def test_the_test_for_collisions_sees_one() -> None:
    fonts = typst.Fonts(False, True, [str(fonts_folder())])
    source = b"#set page(width: 100mm, height: 50mm)\n#place(dy: 5mm)[Mot dong chu]\n#place(dy: 5.5mm)[Mot dong khac]"
    blob = typst.Compiler(source, font_paths=fonts).compile(format="pdf")
    assert collisions(blob)
    off = b"#set page(width: 100mm, height: 50mm)\n#place(dx: 80mm)[Mot dong chu rat dai di ra ngoai trang]"
    assert collisions(typst.Compiler(off, font_paths=fonts).compile(format="pdf"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hoa\u0300 bi\u0300nh", "Hoà bình"),
        ("dòng\nhai\t ba ", "dòng hai ba"),
        ("漢字 😀 chữ", "?? chữ"),
        ("ﬁne\u202e\u0000x", "finex"),
    ],
)
def test_words_are_cleaned_for_the_face(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_what_is_lost_is_known() -> None:
    assert lost_signs("漢字")
    assert not lost_signs("Ai đang gọi? 😀")


def test_words_are_cut_between_words() -> None:
    assert cut("một hai ba bốn", 10) == "một hai…"
    assert cut("một hai", 10) == "một hai"
    assert len(cut("x" * 50, 10)) == 10


def test_only_long_words_may_break() -> None:
    assert "\u200b" not in breakable("nghiêng nghiêng")
    assert breakable("a" * 20).count("\u200b") == 19


def test_file_names_are_plain() -> None:
    assert (
        file_name("Đừng “chuyển tiền”/../x", 2, "ap-phich", "a3", "pdf")
        == "dung-chuyen-tien-x-v2-ap-phich-a3.pdf"
    )
    assert file_name("漢字", 1, "pdf") == "tai-lieu-v1.pdf"
