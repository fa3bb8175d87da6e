"""The starter library is true to its README: forms, lengths, links, known numbers, and something to rest on."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from khien.library.rules.kinds import MaterialKind
from khien.programme.rules.ledger import Audience

STARTER = Path(__file__).parents[2] / "src" / "khien" / "library" / "starter"
FILES = sorted(path for path in STARTER.glob("*.toml") if path.name != "topics.toml")
SLUGS = {path.stem for path in FILES}
TOPICS = {row["code"] for row in tomllib.loads((STARTER / "topics.toml").read_text("utf-8"))["topic"]}
BLOCKS = {
    "paragraph": {"text"},
    "heading": {"text", "level"},
    "bullets": {"items", "numbered"},
    "steps": {"title", "steps"},
    "notice": {"tone", "title", "text"},
    "dodont": {"do", "dont"},
    "quote": {"text", "who"},
    "quiz": {"question", "options", "explanation"},
    "contact": {"name", "number", "address", "note"},
    "table": {"caption", "header", "rows"},
}
LEAST = {"signs": 4, "how_it_goes": 3, "do_now": 4, "tell_whom": 2, "variants": 2}
# The characters one SMS of 160 may hold, without the extension table that counts double.
GSM = re.compile(r"[A-Za-z0-9 @£$¥\n_!\"#%&'()*+,\-./:;<=>?]*")
# A telephone number: nine digits or more in a row, however they are parted, or a 1800/1900 line.
TELEPHONE = re.compile(r"(?<![\d/])(?:\+?\d[ .-]?){9,}(?!\d)|\b1[89]00\b")
# The numbers of the whole country this library may send a reader to, and the words that send her there.
KNOWN = {"113", "111", "156", "5656"}
DIAL = re.compile(
    r"\b(?:[Gg]ọi(?: tới| số)?|gửi|[Nn]hắn(?: tin)?(?: tới)?:?|tổng đài|[Cc]all) (\d{3,4})\b(?![.,]\d)"
)
MONEY = re.compile(r"\d{1,3}(?:\.\d{3})+")
LINK = re.compile(r"\]\((/[^)]*)\)")
ADDRESS = re.compile(r"/tai-lieu/([a-z0-9-]+)/")


def material(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_material_says_what_it_is_and_for_whom(path: Path) -> None:
    it = material(path)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*(\.en)?", path.stem)
    assert it["kind"] in set(MaterialKind)
    assert 0 < len(it["title"]) <= 90
    assert 0 < len(it["summary"]) <= 300
    assert it["topics"]
    assert set(it["topics"]) <= TOPICS
    assert it["audiences"]
    assert set(it["audiences"]) <= set(Audience)
    assert len(it["keywords"]) == len(set(it["keywords"])) >= 3
    assert len(", ".join(it["keywords"])) <= 1000  # the column that keeps them
    assert it["language"] == ("en" if path.stem.endswith(".en") else "vi")
    assert it["language"] == "vi" or it["translation_of"] == path.stem.removesuffix(".en")
    assert it.get("translation_of", path.stem) in SLUGS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_material_rests_on_something(path: Path) -> None:
    sources = material(path)["sources"]
    assert sources
    for source in sources:
        assert source["title"]
        assert set(source) <= {"title", "number", "address", "legal"}
        assert not source.get("legal") or re.search(r"\d+/", source["number"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_block_has_a_form_the_page_can_show(path: Path) -> None:
    body = material(path)["body"]
    assert body
    for block in body:
        assert set(block) - {"type"} <= BLOCKS[block["type"]], block
        if block["type"] == "notice":
            assert block["tone"] in {"danger", "need", "info", "done"}
        if block["type"] == "quiz":
            assert any(option.get("right") for option in block["options"])
            assert not all(option.get("right") for option in block["options"])
        if block["type"] == "table":
            assert {len(row) for row in block["rows"]} == {len(block["header"])}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_short_forms_fit_where_they_go(path: Path) -> None:
    it = material(path)
    assert len(it.get("sms", "")) <= 70
    assert len(it.get("sms_plain", "")) <= 160
    assert GSM.fullmatch(it.get("sms_plain", "")), it["sms_plain"]
    if poster := it.get("poster"):
        assert 0 < len(poster["headline"]) <= 60
        assert 2 <= len(poster["points"]) <= 4
        assert max(map(len, poster["points"])) <= 70
        assert 0 < len(poster["call"]) <= 40


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_the_loudspeaker_reads_can_be_read_aloud(path: Path) -> None:
    bulletin = material(path).get("bulletin", "")
    if bulletin and not path.stem.endswith(".en"):
        assert 90 <= len(bulletin.split()) <= 150, len(bulletin.split())
        assert not re.search(r"\d", bulletin)
        assert not re.findall(r"\b[A-ZĐ]{2,}\b", bulletin)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_scam_pattern_tells_the_whole_of_it(path: Path) -> None:
    it = material(path)
    assert ("scam" in it) == (it["kind"] == "scam")
    for name, least in LEAST.items() if "scam" in it else ():
        assert len(it["scam"][name]) >= least, name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_links_inside_lead_to_a_material_that_is_there(path: Path) -> None:
    for text in strings(material(path)):
        for link in LINK.findall(text):
            found = ADDRESS.fullmatch(link)
            assert found, link
            assert found[1] in SLUGS, link


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_words_are_composed_and_no_strange_telephone_number_stands_in_them(path: Path) -> None:
    text = path.read_text("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    for said in strings(material(path)):
        assert not TELEPHONE.search(MONEY.sub("", said)), said
        assert "!" not in said, said
        assert "  " not in said, said


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_reader_is_sent_only_to_numbers_everybody_knows(path: Path) -> None:
    it = material(path)
    for block in it["body"]:
        assert block.get("number", "") in {"", *KNOWN}, block
    for text in strings(it):
        assert set(DIAL.findall(text)) <= KNOWN, text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_bold_and_links_stand_only_where_they_are_drawn(path: Path) -> None:
    it = material(path)
    plain = [block for block in it["body"] if block["type"] not in {"paragraph", "bullets"}]
    for text in strings([plain, it.get("scam", {}), it.get("poster", {}), it["summary"]]):
        assert "**" not in text, text
        assert "](" not in text, text
    for table in (block for block in plain if block["type"] == "table"):
        assert all("|" not in cell for cell in strings([table["header"], table["rows"]]))
