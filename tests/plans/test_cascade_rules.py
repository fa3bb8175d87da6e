"""A unit's plan beside its parent's tasks: what is covered, partly there, missing, and why. Without a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from khien.plans.rules.cascade import Alignment, Asked, Clause, Reason, Verdict, Why, align, cited_paths
from khien.plans.rules.parents import Candidate, Cited, cited_parents
from tests.plans.cascade_pairs import HELD_OUT, TUNED, Pair, province

TALK = Asked(
    "1",
    "Phụ lục 01.II.1",
    "Biên soạn và phát bản tin cảnh báo trên hệ thống truyền thanh cấp xã",
    ("04 bản tin",),
    "2026",
)
OTHERS = (
    Asked("2", "Phụ lục 01.II.2", "Khảo sát mức độ nhận biết thủ đoạn lừa đảo của người dân"),
    Asked("3", "Phụ lục 01.II.3", "Tập huấn nghiệp vụ cho báo cáo viên, tuyên truyền viên cấp xã"),
)


def beside(text: str, *, products: tuple[str, ...] = (), end: str = "") -> Alignment:
    return align((TALK, *OTHERS), [Clause("a", "III.1", text, products, end)])["1"]


def test_the_same_work_in_other_words_is_covered() -> None:
    found = beside("Đài truyền thanh xã soạn 04 bản tin cảnh báo và phát mỗi tuần", end="2026-11")
    assert (found.verdict, found.clauses, found.reasons) == (Verdict.COVERED, ("a",), ())


def test_without_marks_and_in_capitals_it_is_the_same() -> None:
    assert beside("PHÁT BẢN TIN CẢNH BÁO TRÊN LOA TRUYỀN THANH, 04 BẢN TIN").verdict is Verdict.COVERED
    assert beside("phat ban tin canh bao tren loa truyen thanh, 04 ban tin").verdict is Verdict.COVERED


def test_a_later_deadline_is_only_partly_and_says_the_two_days() -> None:
    found = beside("Phát 04 bản tin cảnh báo trên hệ thống truyền thanh", end="2027-06")
    assert found.verdict is Verdict.PARTLY
    assert found.reasons == (Reason(Why.LATER, "", "2026", "2027-06"),)


def test_fewer_than_asked_is_only_partly() -> None:
    found = beside("Phát 02 bản tin cảnh báo trên hệ thống truyền thanh")
    assert found.verdict is Verdict.PARTLY
    assert found.reasons == (Reason(Why.QUANTITY, "04 bản tin", "4", "2"),)


def test_a_product_that_is_not_named_is_named_in_the_reason() -> None:
    asked = Asked("1", "II.1", "Tuyên truyền tại chợ, bến xe", ("Áp phích", "Tờ rơi"))
    found = align([asked], [Clause("a", "1", "Tuyên truyền tại chợ, bến xe bằng tờ rơi")])["1"]
    assert found.reasons == (Reason(Why.PRODUCT, "Áp phích"),)


def test_another_kind_of_work_for_the_same_people_is_missing() -> None:
    found = align((TALK, *OTHERS), [Clause("a", "1", "Khen thưởng báo cáo viên, tuyên truyền viên")])
    assert found["3"].verdict is not Verdict.COVERED
    assert found["1"].verdict is Verdict.MISSING


def test_market_and_for_are_two_words() -> None:
    asked = [Asked("1", "1", "Treo áp phích tại chợ"), Asked("2", "2", "In sách cho trường học")]
    found = align(asked, [Clause("a", "1", "Áp phích cho mọi người")])["1"]
    assert found.share < align(asked, [Clause("a", "1", "Áp phích ở chợ")])["1"].share


def test_a_clause_that_cites_the_task_by_its_number_counts_with_few_words() -> None:
    found = beside("Thực hiện mục II.1 Phụ lục 01: phát tin trên loa truyền thanh")
    assert found.verdict is not Verdict.MISSING
    assert Reason(Why.REFERENCE) in found.reasons


def test_a_citation_of_another_task_is_none() -> None:
    assert cited_paths("theo nhiệm vụ II.1 Phụ lục 01") == {"ii.1"}
    assert cited_paths("năm 2026, 02 lớp") == frozenset()


def test_two_clauses_together_cover_what_one_does_not() -> None:
    asked = [Asked("1", "1", "Treo áp phích ở bến xe và diễn tập ứng phó sự cố, khảo sát người cao tuổi")]
    one = Clause("a", "1", "Treo áp phích ở bến xe")
    two = Clause("b", "2", "Diễn tập ứng phó sự cố, khảo sát người cao tuổi")
    assert set(align(asked, [one, two])["1"].clauses) == {"a", "b"}
    assert align(asked, [one, two])["1"].share > align(asked, [two])["1"].share


def test_an_empty_plan_misses_everything_and_nothing_breaks() -> None:
    assert {a.verdict for a in align(province(), []).values()} == {Verdict.MISSING}
    assert align([], [Clause("a", "1", "Tập huấn")]) == {}
    assert align([Asked("1", "1", "")], [Clause("a", "1", "")])["1"].verdict is Verdict.MISSING


def test_the_order_of_clauses_does_not_matter_to_the_verdicts() -> None:
    for pair in TUNED:
        clauses = pair.read()
        there = {k: a.verdict for k, a in align(province(), clauses).items()}
        back = {k: a.verdict for k, a in align(province(), clauses[::-1]).items()}
        assert there == back, pair.name


def _measured(pairs: Sequence[Pair]) -> Counter[str]:
    """Right verdicts, and tasks taken up at all (covered or partly) that were found, invented, overlooked."""
    said: Counter[str] = Counter()
    for pair in pairs:
        for key, found in align(province(), pair.read()).items():
            wanted = pair.expected.get(int(key), "missing")
            said["all"] += 1
            said["right"] += wanted == found.verdict
            there, seen = wanted != "missing", found.verdict is not Verdict.MISSING
            said[
                "found" if there and seen else "overlooked" if there else "invented" if seen else "none"
            ] += 1
    return said


@pytest.mark.parametrize(
    ("pairs", "right", "precision", "recall"),
    [(TUNED, 0.96, 1.0, 0.86), (HELD_OUT, 0.96, 1.0, 1.0)],
    ids=["tuned", "held-out"],
)
def test_invented_plans_are_read_as_a_careful_reader_does(
    pairs: Sequence[Pair], right: float, precision: float, recall: float
) -> None:
    said = _measured(pairs)
    assert said["right"] / said["all"] >= right
    assert said["found"] / (said["found"] + said["invented"]) >= precision
    assert said["found"] / (said["found"] + said["overlooked"]) >= recall


KNOWN = (Candidate(1, "05/KH-UBND", "2026-01-15"), Candidate(2, "42/KH-UBND", "2026-07-20"))


def test_the_parent_is_the_plan_whose_number_the_grounds_cite() -> None:
    assert cited_parents([Cited("5/KH - UBND", "2026-01-15", True)], KNOWN) == {1}
    assert cited_parents([Cited("42/KH-UBND", "", False)], KNOWN) == {2}


def test_the_same_number_of_another_year_is_another_plan() -> None:
    assert cited_parents([Cited("42/KH-UBND", "2024-07-20", True)], KNOWN) == frozenset()


def test_a_ground_outweighs_a_mention() -> None:
    cited = [Cited("42/KH-UBND", "2026-07-20", False), Cited("05/KH-UBND", "2026-01-15", True)]
    assert cited_parents(cited, KNOWN) == {1}
