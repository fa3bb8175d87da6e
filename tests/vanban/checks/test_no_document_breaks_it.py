"""Whatever stands in a readable document, the checks answer with findings and never fall over."""

from hypothesis import given, settings
from hypothesis import strategies as st

from vanban import CannotRead
from vanban._reader import read

MARKS = (
    "I. ",
    "II. ",
    "IV. ",
    "1. ",
    "1. ",
    "2.1. ",
    "a) ",
    "đ) ",
    "f) ",
    "- ",
    "+ ",
    "Điều 1. ",
    "",
    "PHỤ LỤC 01",
    "STT",
)
WORDS = (
    "KẾ HOẠCH", "NHIỆM VỤ, GIẢI PHÁP", "TỔ CHỨC THỰC HIỆN", "Sở Y tế", "Kinh phí 1.000.000 đồng (Hai triệu đồng)",
    "ngày 31/02/2026", "giai đoạn 2026 - 2021", "Số:   /KH-UBND", "trên trên", "Đơn vị tính: triệu đồng", "1538.620",
    "Thời gian: từ khi ban hành", "An Bình, ngày 05 tháng 01 năm 2026", "Tổng cộng", "Cơ quan chủ trì", "Nhiệm vụ",
    "Quý IV/2025", "Nơi nhận:", "\u0301", "…./.", "Tuyên tuyền", "(Kèm theo Kế hoạch số 1/KH-UBND)", "Năm", "2026",
)  # fmt: skip
LINES = st.lists(
    st.tuples(st.sampled_from(MARKS), st.sampled_from(WORDS)).map("".join), min_size=1, max_size=40
)


@given(LINES)
@settings(max_examples=60, deadline=None)
def test_no_arrangement_of_official_words_breaks_the_checks(lines):
    try:
        plan = read("\n\n".join(lines).encode(), name="a.txt")
    except CannotRead:
        return
    for finding in plan.findings:
        assert finding.where
        assert finding.text
        assert finding.advice
