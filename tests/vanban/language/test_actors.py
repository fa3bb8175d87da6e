"""Who leads and who helps, only where the words say so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban._language.actors import Actors, actors, find_agencies
from vanban._language.text import collapse

SENTENCES = {
    "Sở Nội vụ chủ trì, phối hợp với Công an tỉnh và các đơn vị liên quan xây dựng kế hoạch.": Actors(
        ("Sở Nội vụ",), ("Công an tỉnh", "các đơn vị liên quan")
    ),
    "Giao Sở Nội vụ tham mưu UBND tỉnh khen thưởng.": Actors(("Sở Nội vụ",)),
    "Tập huấn.\n- Cơ quan chủ trì: Sở Y tế.\n- Cơ quan phối hợp: Công an tỉnh, UBND các xã, phường.\n- Thời gian: 2022": Actors(
        ("Sở Y tế",), ("Công an tỉnh", "UBND các xã, phường")
    ),
    "Đơn vị chủ trì: Sở Tư pháp; đơn vị phối hợp: Sở Nội vụ, Sở Tài chính; thời gian: Quý IV": Actors(
        ("Sở Tư pháp",), ("Sở Nội vụ", "Sở Tài chính")
    ),
    "Tổ chức hội nghị (Sở Tư pháp chủ trì, phối hợp Sở Nội vụ thực hiện).": Actors(
        ("Sở Tư pháp",), ("Sở Nội vụ",)
    ),
    "Các Sở, ban, ngành và UBND cấp xã, phường nêu cao trách nhiệm người đứng đầu.": Actors(
        ("Các Sở, ban, ngành", "UBND cấp xã, phường")
    ),
    "Phối hợp với các doanh nghiệp viễn thông gửi tin nhắn SMS tới thuê bao.": Actors(
        (), ("các doanh nghiệp viễn thông",)
    ),
    "Bộ Ngoại giao: Chủ trì, phối hợp với các bộ, ngành tổ chức triển khai": Actors(
        ("Bộ Ngoại giao",), ("các bộ, ngành",)
    ),
    "- Sở Giáo dục và Đào tạo chỉ đạo các trường học tuyên truyền": Actors(("Sở Giáo dục và Đào tạo",)),
    "Phân công thực hiện: Cục A05 chủ trì, phối hợp với Sở Y tế thực hiện": Actors(
        ("Cục A05",), ("Sở Y tế",)
    ),
    "a) Đơn vị chủ trì: Vụ Kế hoạch - Tài chính.\nb) Đơn vị phối hợp: Văn phòng Bộ.": Actors(
        ("Vụ Kế hoạch - Tài chính",), ("Văn phòng Bộ",)
    ),
    "Các cơ quan, đơn vị, địa phương xây dựng kế hoạch triển khai.": Actors(
        ("Các cơ quan, đơn vị, địa phương",)
    ),
}
SILENT = [
    "Ban hành văn bản hướng dẫn.",
    "Báo cáo kết quả với UBND tỉnh.",
    "Tổ chức tập huấn cho đội ngũ phóng viên.",
    "Hội thảo về an toàn thông tin.",
    "Thanh tra, kiểm tra việc chấp hành pháp luật.",
    "Cơ quan, tổ chức, cá nhân ưu tiên sử dụng các sản phẩm trong nước.",
    "Tham gia các chiến dịch do Bộ Thông tin và Truyền thông phát động.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_actors_a_sentence_names(sentence):
    assert actors(sentence) == SENTENCES[sentence]


@pytest.mark.parametrize("sentence", SILENT)
def test_work_without_an_actor_has_none(sentence):
    assert actors(sentence) == Actors()


def test_agencies_in_running_prose_end_where_their_verb_begins():
    text = "báo cáo kết quả về Sở Nội vụ để tổng hợp, báo cáo Ủy ban nhân dân tỉnh, Bộ Ngoại giao kết quả triển khai"
    assert [mention.agencies for mention in find_agencies(text)] == [
        ("Sở Nội vụ",),
        ("Ủy ban nhân dân tỉnh", "Bộ Ngoại giao"),
    ]


def test_places_of_mentions_are_places_in_the_text():
    text = "Giao Công an tỉnh (PA05) phối hợp Sở Y tế"
    assert [text[m.begin_at : m.end_at] for m in find_agencies(text)] == ["Công an tỉnh", "Sở Y tế"]


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text):
    clean = collapse(text)
    for mention in find_agencies(clean):
        assert 0 <= mention.begin_at < mention.end_at <= len(clean)
    assert isinstance(actors(text), Actors)


@pytest.mark.parametrize("seed", ["\n", "Chủ trì: ", "phối hợp với ", "các sở, ", "Giao Sở A "])
def test_a_very_long_text_is_read_in_one_pass(seed):
    assert isinstance(actors(seed * 5_000), Actors)


@pytest.mark.parametrize(
    ("sentence", "helping"),
    [
        (
            "Phối hợp với các ngân hàng thương mại dán tờ rơi tại điểm giao dịch.",
            ("các ngân hàng thương mại",),
        ),
        ("Phối hợp với các cơ sở đào tạo nghề tổ chức tập huấn.", ("các cơ sở đào tạo nghề",)),
        ("Phối hợp với doanh nghiệp viễn thông gửi tin nhắn cảnh báo.", ("doanh nghiệp viễn thông",)),
        (
            "Phối hợp với các đơn vị bảo vệ không gian mạng tổ chức diễn tập.",
            ("các đơn vị bảo vệ không gian mạng",),
        ),
        ("Phối hợp chặt chẽ trong công tác tuyên truyền.", ()),
    ],
)
def test_who_helps_is_named_whole_and_no_further(sentence: str, helping: tuple[str, ...]) -> None:
    assert actors(sentence).coordinating == helping


def test_who_does_it_may_stand_in_closing_parentheses() -> None:
    told = actors("Phát chuyên mục an toàn thông tin (Trung tâm Văn hóa huyện thực hiện; thường xuyên).")
    assert told.lead == ("Trung tâm Văn hóa huyện",)
