"""The pure part of name resolution: text, abbreviations, phrases, sets, likeness, choice. No database."""

from __future__ import annotations

import datetime as dt

import pytest

from khien.orgs.reference.bodies import body_book
from khien.orgs.rules import Kind, Level
from khien.orgs.rules.abbreviations import spelled_out
from khien.orgs.rules.choice import Outcome, Scored, outcome, ranked
from khien.orgs.rules.likeness import (
    ONE_ERROR,
    SAME,
    SAME_FOLDED,
    SAME_UNSPACED,
    TWO_ERRORS,
    WORDS_MISSING,
    distance,
    likeness,
    with_marks,
    word_errors,
)
from khien.orgs.rules.not_units import not_a_unit
from khien.orgs.rules.periods import Period, holds_on
from khien.orgs.rules.phrases import Place, cleaned, name_key, parsed, without_place
from khien.orgs.rules.sets import SetPart, UnitSet, set_from_data, set_named
from khien.orgs.rules.text import fold, part_words, sounded, tidy

KON_TUM = Place("tinh", "kon tum")
CAN_THO = Place("thanh pho", "can tho")


def test_folding_drops_marks_and_signs() -> None:
    assert fold("Sở TT&TT, Đắk  Lắk") == "so tt tt dak lak"


def test_hoa_is_hoa_wherever_the_tone_is_written_but_not_without_it() -> None:
    assert sounded("Hoà Bình") == sounded("Hòa Bình")
    assert sounded("Hòa") != sounded("Hoa")


def test_invisible_marks_go_and_glued_words_part() -> None:
    assert tidy("Sở\u200b  Y\u00a0tế") == "Sở Y tế"
    assert part_words("SởThông tin UBND") == "Sở Thông tin UBND"


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Sở TT&TT", "so thong tin truyen thong"),
        ("Sở TTTT", "so thong tin truyen thong"),
        ("Sở GD-ĐT", "so giao duc dao tao"),
        ("Sở GDĐT", "so giao duc dao tao"),
        ("Sở LĐ-TB&XH", "so lao dong thuong binh xa hoi"),
        ("Sở LĐTBXH", "so lao dong thuong binh xa hoi"),
        ("Sở VHTTDL", "so van hoa the thao du lich"),
        ("Sở VH,TT&DL", "so van hoa the thao du lich"),
        ("Sở NN&PTNT", "so nong nghiep phat trien nong thon"),
        ("Phòng VH-TT", "phong van hoa thong tin"),
        ("Phòng VHXH", "phong van hoa xa hoi"),
        ("Đài PTTH", "dai phat thanh truyen hinh"),
        ("CA tỉnh", "cong an tinh"),
        ("ca nhạc", "ca nhac"),
        ("BHXH tỉnh", "bao hiem xa hoi tinh"),
        ("TP. Cần Thơ", "thanh pho can tho"),
        ("BCH BĐBP tỉnh", "bo chi huy bo doi bien phong tinh"),
        ("BCH Đoàn tỉnh", "ban chap hanh doan tinh"),
        ("Tỉnh và Đoàn", "tinh doan"),
    ],
)
def test_abbreviations_are_written_out(short: str, full: str) -> None:
    assert spelled_out(short) == full


@pytest.mark.parametrize(
    ("phrase", "rest"),
    [
        ("- Đề nghị Ban Tuyên giáo Tỉnh ủy", "Ban Tuyên giáo Tỉnh ủy"),
        ("a) Giao Sở Tài chính", "Sở Tài chính"),
        ("Cơ quan chủ trì: Sở Y tế", "Sở Y tế"),
        ("Công an tỉnh1 (qua PA05);", "Công an tỉnh"),
        ("Trân trọng đề nghị phối hợp với Báo An Bình", "Báo An Bình"),
        ("Sở Giao thông vận tải", "Sở Giao thông vận tải"),
        ("Cục A05 - Bộ Công an", "Cục A05"),
        ("Sở Lao động - Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội"),
    ],
)
def test_courtesies_marks_and_parentheses_go(phrase: str, rest: str) -> None:
    assert cleaned(phrase) == rest


@pytest.mark.parametrize(
    ("words", "places", "rest"),
    [
        ("cong an tinh kon tum", (KON_TUM,), ("cong an", "tinh kon tum")),
        ("cong an tinh", (KON_TUM,), ("cong an", "tinh")),
        ("bao kon tum", (KON_TUM,), ("bao", "kon tum")),
        ("uy ban nhan dan thanh pho kon tum", (KON_TUM,), ("uy ban nhan dan thanh pho kon tum", "")),
        ("uy ban nhan dan thanh pho", (CAN_THO,), ("uy ban nhan dan", "thanh pho")),
        ("uy ban nhan dan thanh pho", (KON_TUM,), ("uy ban nhan dan thanh pho", "")),
        ("ngan hang nha nuoc chi nhanh tinh kon tum", (KON_TUM,), ("ngan hang nha nuoc", "tinh kon tum")),
    ],
)
def test_the_place_behind_an_agency_is_taken_off(
    words: str, places: tuple[Place, ...], rest: tuple[str, str]
) -> None:
    assert without_place(words, places) == rest


def test_a_phrase_says_post_place_and_what_it_leaves_open() -> None:
    phrase = parsed("Chủ tịch, các PCT UBND tỉnh", (KON_TUM,))
    assert (phrase.key, phrase.place, phrase.office) == (
        "uy ban nhan dan",
        "tinh",
        "chu tich cac pho chu tich",
    )
    assert parsed("các đơn vị liên quan").open_ended
    assert parsed("Các DN Viễn thông trên địa bàn tỉnh").key == "cac doanh nghiep vien thong"
    assert parsed("Chủ tịch").key == "chu tich"


def test_party_boards_and_city_names_have_one_key() -> None:
    assert name_key("Ban Tuyên giáo Thành ủy") == name_key("Ban Tuyên giáo Tỉnh ủy") == "ban tuyen giao"
    assert name_key("Thành Đoàn") == "tinh doan"
    assert name_key("Tỉnh ủy") == "tinh uy"


@pytest.mark.parametrize(
    ("phrase", "kinds"),
    [
        ("các sở, ban, ngành", {Kind.DEPARTMENT, Kind.POLICE, Kind.MILITARY}),
        ("UBND các huyện, thị xã, thành phố", {Kind.PEOPLES_COMMITTEE}),
        ("UBND xã, phường", {Kind.PEOPLES_COMMITTEE}),
        ("các xã, phường", {Kind.PEOPLES_COMMITTEE}),
        ("Công an các xã, phường", {Kind.POLICE}),
        ("Đảng ủy các xã, phường", {Kind.PARTY}),
        ("các trường học", {Kind.SCHOOL}),
        ("các trường đại học, cao đẳng", {Kind.SCHOOL}),
        ("các ngân hàng thương mại", {Kind.BANK}),
        ("các doanh nghiệp viễn thông", {Kind.TELECOM}),
        ("các hội, hiệp hội", {Kind.ASSOCIATION}),
        ("các cơ quan chuyên môn thuộc UBND tỉnh", {Kind.DEPARTMENT}),
        ("các trường THPT, THCS", {Kind.SCHOOL}),
        ("UBND các huyện, thành phố Kon Tum", {Kind.PEOPLES_COMMITTEE}),
        ("Phòng Giáo dục và Đào tạo các huyện, thành phố", set()),
    ],
)
def test_collective_phrases_are_sets(phrase: str, kinds: set[Kind]) -> None:
    found = set_named(parsed(phrase, (KON_TUM,)).key)
    assert found is not None
    assert {kind for part in found[0].parts for kind in part.kinds} == kinds
    assert found[1] > 0.9


@pytest.mark.parametrize(
    "phrase", ["Sở Y tế", "UBND xã Đăk Hà", "Hiệp hội Doanh nghiệp", "UBND tỉnh", "các", ""]
)
def test_one_unit_is_no_set(phrase: str) -> None:
    assert set_named(parsed(phrase).key) is None


def test_a_lone_area_without_each_is_only_a_guess() -> None:
    found = set_named("uy ban nhan dan xa")
    assert found is not None
    assert found[1] == 0.80


def test_a_set_is_data_and_reads_districts_as_communes_today() -> None:
    part = SetPart(frozenset({Kind.PEOPLES_COMMITTEE}), frozenset({Level.DISTRICT}))
    other = SetPart(frozenset({Kind.SCHOOL}), frozenset({Level.SITE}))
    unit_set = UnitSet((part, other), open_ended=True)
    assert set_from_data(unit_set.as_data()) == unit_set
    assert unit_set.speaks_of_districts
    assert [p.levels for p in unit_set.today().parts] == [{Level.COMMUNE}, {Level.SITE}]
    with pytest.raises(ValueError, match="parts"):
        set_from_data({"parts": []})


def test_distance_counts_a_swap_of_neighbours_as_one() -> None:
    assert distance("truyen", "trueyn") == 1
    assert distance("abc", "abcdef") == 3
    assert distance("a", "abcdefgh") == 4
    assert distance("abcd", "wxyz") == 4


@pytest.mark.parametrize(
    ("a", "b", "errors"),
    [
        ("thong", "thong", 0),
        ("thng", "thong", 1),
        ("so", "bo", None),
        ("2020", "2021", None),
        ("giao", "gxyo", None),
        ("truyenn", "tryen", 2),
        ("abcdefgh", "abxxxxgh", None),
    ],
)
def test_short_words_and_numbers_carry_no_error(a: str, b: str, errors: int | None) -> None:
    assert word_errors(a, b) == errors


@pytest.mark.parametrize(
    ("asked", "known", "score"),
    [
        ("so y te", "so y te", SAME_FOLDED),
        ("sothong tin", "so thong tin", SAME_UNSPACED),
        ("so thong tin truyen thogn", "so thong tin truyen thong", ONE_ERROR),
        ("so thng tin truyen thng", "so thong tin truyen thong", TWO_ERRORS),
        ("so giao thonng vann taai", "so giao thong van tai", 0.0),
        ("bo khoa hoc cong nghe", "so khoa hoc cong nghe", 0.0),
        ("so noi vu", "so ngoai vu", 0.0),
        ("so thng tn", "so thong tin", 0.0),
        ("hoii nongg viett namm", "hoii nong viet nam", 0.0),
        ("hoi lien hiep phu nu viet nam", "hoi lien hiep phu nu", WORDS_MISSING),
        ("truong so 1 hoa mai", "truong so hoa mai", 0.0),
        ("so y", "so y te tinh", 0.0),
        ("", "so y te", 0.0),
    ],
)
def test_likeness_of_two_names(asked: str, known: str, score: float) -> None:
    assert likeness(asked, known) == score


def test_three_typing_errors_are_hardly_like() -> None:
    asked = "trung tam congg nghee thongg tin truyen thong moi"
    assert likeness(asked, "trung tam cong nghe thong tin truyen thong moi") == WORDS_MISSING


def test_equal_marks_make_certain() -> None:
    assert with_marks(SAME_FOLDED, "Sở Văn hoá", "Sở Văn hóa") == SAME
    assert with_marks(SAME_FOLDED, "Phát thành", "Phát thanh") == SAME_FOLDED
    assert with_marks(ONE_ERROR, "a", "a") == ONE_ERROR


def _scored(unit_id: int, likeness_: float, *, holds: bool = True, inside: bool = True) -> Scored:
    return Scored(unit_id, likeness_, holds, inside, "same")


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ([], Outcome.NONE),
        ([_scored(1, 0.6)], Outcome.NONE),
        ([_scored(1, 0.8)], Outcome.UNSURE),
        ([_scored(1, 0.97)], Outcome.UNIT),
        ([_scored(1, 0.97), _scored(2, 0.97)], Outcome.UNSURE),
        ([_scored(1, 0.97), _scored(2, 0.97, holds=False)], Outcome.UNIT),
        ([_scored(1, 0.97), _scored(2, 0.97, inside=False)], Outcome.UNIT),
        ([_scored(1, 0.96, holds=False)], Outcome.UNIT),
    ],
)
def test_what_a_ranked_list_says(found: list[Scored], wanted: Outcome) -> None:
    assert outcome(ranked(found)) == wanted


def test_a_unit_is_ranked_once_with_its_best_score() -> None:
    assert [s.likeness for s in ranked([_scored(1, 0.9), _scored(1, 0.97), _scored(1, 0.8)])] == [0.97]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("luu vt kgvx", "filing"),
        ("muc iv", "place_in_text"),
        ("cac chuyen vien tmth", "post"),
        ("chanh van phong cac pho chanh van phong", "post"),
        ("cap co tham quyen", "whoever"),
        ("cac to chuc ca nhan hoat dong khoang san", "public"),
        ("", "empty"),
        ("so y te", None),
    ],
)
def test_what_is_no_unit_at_all(words: str, why: str | None) -> None:
    assert not_a_unit(words) == why


def test_periods_end_outside() -> None:
    year = Period(dt.date(2025, 1, 1), dt.date(2026, 1, 1))
    assert year.holds_on(dt.date(2025, 12, 31))
    assert not year.holds_on(dt.date(2026, 1, 1))
    assert not holds_on(dt.date(2025, 1, 1), None, dt.date(2024, 12, 31))
    assert year.overlaps(Period(dt.date(2025, 6, 1)))
    assert not year.overlaps(Period(dt.date(2026, 1, 1)))
    assert not Period(dt.date(2026, 1, 1)).overlaps(year)
    with pytest.raises(ValueError, match="after"):
        Period(dt.date(2025, 1, 1), dt.date(2025, 1, 1))


def test_the_mergers_of_2025_are_data() -> None:
    book = body_book()
    taker = book.successor("STTTT")
    assert taker is not None
    assert taker[0].code == "SKHCN"
    assert book.successor("SKHCN") is None
    assert {e.taker for e in book.transfers("STTTT")} == {"CA", "SVHTTDL"}
    assert book.bodies["STTTT"].holds_on(dt.date(2021, 1, 1))
    assert not book.bodies["STTTT"].holds_on(dt.date(2025, 3, 1))
    assert not book.bodies["SNNMT"].holds_on(dt.date(2021, 1, 1))
