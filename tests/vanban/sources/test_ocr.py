"""Pictures of text: read by tesseract when it is here, said plainly when it is not."""

from __future__ import annotations

import pytest

from tools.samples import SENTENCE, pdf, picture, scanned_pdf
from vanban._blocks import Paragraph, Source
from vanban._errors import Damaged, NeedsOcr, TooBig
from vanban._limits import Watch
from vanban._sources import ocr, take_apart
from vanban._sources.pictures import read_pictures
from vanban._sources.syllables import judge

PAGE = f"#align(center)[KẾ HOẠCH]\n\n1. {SENTENCE}\n\n2. Mở lớp tập huấn cho cán bộ xã."
JUNK = "Tc chirc tuyen truy6n, ph6 bi6n kj7 ndng bio ddm an todn th6ng tin tr6n dia bdn tinh ndm 2026 vdi c6c n6i dung sau"


@pytest.fixture
def reader() -> None:
    if ocr.tesseract() is None:
        pytest.skip("tesseract with vie is not on this machine (tools/install_system_packages.sh)")


@pytest.fixture
def no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which nobody installed tesseract."""
    monkeypatch.setattr("vanban._sources.ocr.tesseract", lambda: None)
    monkeypatch.setattr("vanban._sources.pdf.tesseract", lambda: None)


def words(source: Source) -> str:
    return " ".join(block.text for block in source.blocks if isinstance(block, Paragraph))


@pytest.mark.ocr
@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_a_picture_is_read_and_says_that_a_machine_read_it(form: str) -> None:
    told: list[tuple[str, int, int]] = []
    found = take_apart(picture(PAGE, form=form), progress=lambda *step: told.append(step))
    assert (found.kind, found.pages) == ("scan", 1)
    assert judge(words(found)).is_vietnamese
    assert "Mở lớp tập huấn" in words(found)
    assert [note.code for note in found.notes] == ["ocr"]
    assert told
    assert told[0][1:] == (0, 1)


@pytest.mark.ocr
@pytest.mark.usefixtures("reader")
def test_a_pdf_without_text_is_read_page_by_page() -> None:
    found = take_apart(scanned_pdf(PAGE))
    assert found.kind == "scan"
    assert found.blocks[0].place.page == 1
    assert "Mở lớp tập huấn" in words(found)


@pytest.mark.ocr
@pytest.mark.usefixtures("reader")
def test_a_text_layer_that_stays_junk_even_by_ocr_is_told() -> None:
    found = take_apart(pdf(f"{JUNK} {JUNK} {JUNK}"))
    assert [note.code for note in found.notes] in (["text-layer-junk"], ["ocr"])
    assert found.notes[0].place is not None
    assert found.notes[0].place.page == 1


@pytest.mark.ocr
@pytest.mark.usefixtures("reader")
def test_when_the_time_is_over_before_one_page_is_read_the_officer_is_told_to_split() -> None:
    with pytest.raises(TooBig, match="tách"):
        read_pictures(picture(PAGE), Watch(seconds=ocr._RESERVE + 0.01))


@pytest.mark.usefixtures("no_reader")
def test_without_tesseract_a_scan_is_refused_with_what_to_install() -> None:
    for scan in (picture(PAGE), scanned_pdf(PAGE)):
        with pytest.raises(NeedsOcr, match="tesseract-ocr-vie"):
            take_apart(scan)


@pytest.mark.usefixtures("no_reader")
def test_without_tesseract_a_junk_text_layer_is_refused_with_the_reason() -> None:
    with pytest.raises(NeedsOcr, match="không phải tiếng Việt"):
        take_apart(pdf(f"{JUNK} {JUNK} {JUNK}"))


@pytest.mark.usefixtures("no_reader")
def test_without_tesseract_a_few_bad_pages_are_named_and_the_rest_is_read() -> None:
    good = "\n#pagebreak()\n".join([SENTENCE] * 3)
    found = take_apart(pdf(f"{good}\n#pagebreak()\n{JUNK}"))
    assert found.kind == "pdf"
    assert [(note.code, note.place.page if note.place else None) for note in found.notes] == [
        ("text-layer-junk", 4)
    ]


@pytest.mark.ocr
@pytest.mark.usefixtures("reader")
def test_a_broken_picture_is_damaged() -> None:
    with pytest.raises(Damaged, match="ảnh"):
        take_apart(picture(PAGE)[:300])
