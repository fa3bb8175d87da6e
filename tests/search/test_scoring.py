"""Adding all places at once gives what adding them one by one gives."""

from __future__ import annotations

import random
from array import array

from khien.search.rules.postings import DENSE, Listed, listed
from khien.search.rules.question import Asked, Group, Question, Way
from khien.search.rules.scoring import Weighing, rarity_of, scores_of, with_marks
from khien.search.rules.words import word_of

SIZE = 2048


def _posting(count: int, seed: int) -> tuple[array[int], array[int]]:
    chance = random.Random(seed)
    places = array("H", sorted(chance.sample(range(SIZE), count)))
    return places, array("H", [chance.randint(1, 1001) for _ in places])


def test_common_words_are_added_all_at_once_to_the_same_sums() -> None:
    counts = {"lua": 2000, "dao": DENSE, "lua dao": 700, "mang": 40, "scam": 900, "=lừa": 500}
    postings = {term: _posting(count, seed) for seed, (term, count) in enumerate(counts.items())}
    lua, dao, mang = (Asked(word_of(word)) for word in ("lừa", "đảo", "mạng"))
    question = Question(
        (Group((lua, dao), (Way(("scam",), 75),)), Group((mang,))), (("lua dao", 100), ("dao mang", 100))
    )
    rarity = {term: rarity_of(count, 5000) for term, count in counts.items()}
    weighing = Weighing(question, rarity, {"lua": "=lừa"})
    at_once = {term: listed(*posting, SIZE) for term, posting in postings.items()}
    one_by_one = {term: Listed(*posting) for term, posting in postings.items()}
    sums = scores_of(weighing, at_once, SIZE)
    assert sums == scores_of(weighing, one_by_one, SIZE)
    assert max(sums) > 0


def test_marks_that_are_missing_cost_most_of_the_score() -> None:
    assert [with_marks(1000, missing, 2) for missing in (0, 1, 2)] == [1000, 550, 100]
