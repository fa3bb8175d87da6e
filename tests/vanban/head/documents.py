"""Heads of our own, one per habit of issuers and portals; the body is the same short plan."""

from __future__ import annotations

from vanban._outline import Outline, outline
from vanban._sections import Section, sections
from vanban._sources import take_apart

BODY = """I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Nâng cao nhận thức cho cán bộ.
II. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính
- Bố trí kinh phí./.
"""
NATIONAL = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
CLOSING = """Nơi nhận:
- Bộ Công an (b/c);
- Báo An Bình; Đài PT-TH tỉnh (t/h);
- Lưu: VT, NC.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Nguyễn Văn Hòa
"""
PROVINCE = (
    f"ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH\n-------\n{NATIONAL}Số: 36/KH-UBND\nAn Bình, ngày 08 tháng 10 năm 2021\n"
    "KẾ HOẠCH\nTUYÊN TRUYỀN AN TOÀN THÔNG TIN GIAI ĐOẠN 2021 - 2025\n"
    "Căn cứ Luật An ninh mạng ngày 12 tháng 6 năm 2018; Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n"
    + BODY
    + CLOSING
)
BLANK = (
    f"ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH\n{NATIONAL}Số:        /KH-UBND\nAn Bình, ngày     tháng 6 năm 2024\n"
    "KẾ HOẠCH\nTuyên truyền năm 2024\nThực hiện chỉ đạo, Ủy ban nhân dân tỉnh ban hành Kế hoạch:\n" + BODY
)
FLATTENED_TABLE = (
    "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 43/KH-UBND | An Bình, ngày 06 tháng 7 năm 2023 |\n"
    "KẾ HOẠCH\nTRIỂN KHAI CHIẾN LƯỢC AN NINH MẠNG ĐẾN NĂM 2025, TẦM NHÌN 2030\n"
    "Thực hiện Quyết định số 964/QĐ-TTg ngày 10/8/2022 của Thủ tướng Chính phủ; UBND tỉnh ban hành Kế hoạch như sau:\n"
    + BODY
)
LOST_KIND = (
    "Kế hoạch 15/KH-UBND năm 2025 chuyển đổi số tỉnh An Bình\n| Ngày ban hành | 24/12/2025 |\nỦY BAN NHÂN DÂN |\n"
    "CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM |\nSố: 15/KH-UBND |\nAn Bình, ngày 23 tháng 12 năm 2025 |\n"
    "CHUYỂN ĐỔI SỐ TỈNH AN BÌNH NĂM 2026\n" + BODY
)
RUN_TOGETHER = (
    "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH AN BÌNH Độc lập - Tự do - Hạnh phúc\n"
    "Số: 25/KH-UBND An Bình, ngày 5 tháng 1 năm 2018\nKẾ HOẠCH\nHợp tác thông tin, tuyên truyền năm 2018\n"
    "Căn cứ ý kiến thống nhất, UBND tỉnh ban hành Kế hoạch như sau:\n" + BODY
)
DEPARTMENT = (
    f"UBND TỈNH AN BÌNH\nSỞ THÔNG TIN VÀ TRUYỀN THÔNG\n{NATIONAL}Số: 12/KH-STTTT\nAn Bình, ngày 05 tháng 01 năm 2023\n"
    "KẾ HOẠCH\nTuyên truyền, đấu tranh phòng, chống\ntội phạm trên không gian mạng\n"
    "Thực hiện Kế hoạch số 1/KH-UBND, Sở Thông tin và Truyền thông xây dựng Kế hoạch như sau:\n"
    + BODY
    + "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n(Đã ký)\nThS. Lê Thị Hoa\n"
)
PARTY = (
    "TỈNH ỦY AN BÌNH\n*\nSố 180-KH/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nAn Bình, ngày 18 tháng 3 năm 2020\n"
    "KẾ HOẠCH\nthực hiện Nghị quyết số 30-NQ/TW ngày 25/7/2018 của Bộ Chính trị\n-----\n"
    "Ban Thường vụ Tỉnh ủy ban hành Kế hoạch như sau:\n"
    + BODY
    + "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nPhạm Văn Cường\n"
)
DECISION_ATTACHED = (
    f"ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH\n{NATIONAL}Số: 3250/QĐ-UBND\nAn Bình, ngày 24 tháng 11 năm 2021\nQUYẾT ĐỊNH\n"
    "PHÊ DUYỆT ĐỀ ÁN TUYÊN TRUYỀN AN NINH MẠNG\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH AN BÌNH\n"
    "Căn cứ Luật An ninh mạng số 24/2018/QH14;\n"
    "Theo đề nghị của Giám đốc Sở Thông tin và Truyền thông tại Tờ trình số 69/TTr-STTTT ngày 04 tháng 11 năm 2021.\n"
    "QUYẾT ĐỊNH:\nĐiều 1. Phê duyệt kèm theo Quyết định này Đề án Tuyên truyền an ninh mạng.\n"
    "Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.\nNơi nhận:\n- Như Điều 2;\n- Lưu: VT.\n"
    "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nNguyễn Văn Hòa\n\nĐỀ ÁN\nTUYÊN TRUYỀN AN NINH MẠNG GIAI ĐOẠN 2021 - 2025\n"
    "(Kèm theo Quyết định số 3250/QĐ-UBND ngày 24/11/2021 của Chủ tịch Ủy ban nhân dân tỉnh An Bình)\n" + BODY
)
APPROVED_ONLY = (
    "ĐỀ ÁN\nTUYÊN TRUYỀN AN NINH MẠNG\n"
    "(Ban hành kèm theo Quyết định số 77/QĐ-UBND ngày 24/11/2021 của Ủy ban nhân dân tỉnh An Bình)\n" + BODY
)
DECISION_INSIDE = (
    f"THỦ TƯỚNG CHÍNH PHỦ\n{NATIONAL}Số: 19/QĐ-TTg\nHà Nội, ngày 23 tháng 11 năm 2020\nQUYÉT ĐỊNH\n"
    "PHÊ DUYỆT ĐỀ ÁN “TUYÊN TRUYỀN GIAI ĐOẠN 2021 - 2025”\nTHỦ TƯỚNG CHÍNH PHỦ\nCăn cứ Luật Cơ yếu;\nQUYẾT ĐỊNH:\n"
    "Điều 1. Phê duyệt Đề án với những nội dung sau đây:\nI. QUAN ĐIỂM\n1. Tuyên truyền là then chốt.\n"
    "II. NHIỆM VỤ\n1. Tuyên truyền qua báo chí.\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký./.\n"
    "KT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\nTrần Văn Minh\n"
)


def outlined(text: str) -> Outline:
    return outline(take_apart(text.encode(), name="van-ban.txt"))


def parted(items: str) -> tuple[Section, ...]:
    """The sections of a plan whose body is `items`."""
    return sections(outlined(f"KẾ HOẠCH\nTUYÊN TRUYỀN\n{items}"))
