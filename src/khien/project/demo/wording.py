"""What the demo's activities are called, whom they reach and what they cost. Plain rows, invented; nobody is named."""

from __future__ import annotations

from dataclasses import dataclass

from khien.programme.api import ActivityKind, Audience


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind of activity: its words, product, whom it reaches (audience, from, to) and its cost in đồng (from, to)."""

    kind: ActivityKind
    titles: tuple[str, ...]
    product: str
    reach: tuple[tuple[Audience, int, int], ...]
    cost: tuple[int, int] = (0, 0)
    place: str = ""
    monthly: int = 0  # so many of the product each month; 0 = now and then


BULLETIN = Pattern(
    ActivityKind.BROADCAST,
    (
        "Phát bản tin cảnh báo giả danh công an gọi điện",
        "Phát bản tin cảnh báo đường link nhận quà giả mạo",
        "Phát bản tin cảnh báo tuyển cộng tác viên bán hàng lừa đảo",
        "Phát bản tin hướng dẫn bảo vệ tài khoản ngân hàng",
    ),
    "bản tin",
    ((Audience.PUBLIC, 800, 3500),),
    (0, 1_500_000),
    "Hệ thống truyền thanh cơ sở",
    monthly=4,
)
HOUSEHOLDS = Pattern(
    ActivityKind.TALK,
    (
        "Tổ công nghệ số cộng đồng hướng dẫn tại nhà văn hóa",
        "Hướng dẫn người dân cài đặt và bảo vệ tài khoản VNeID",
        "Đến từng hộ hướng dẫn nhận biết cuộc gọi lừa đảo",
    ),
    "đợt",
    ((Audience.PUBLIC, 30, 160), (Audience.ELDERLY, 10, 45)),
    (0, 3_000_000),
    "Nhà văn hóa thôn, khu phố",
)
POSTERS = Pattern(
    ActivityKind.DISPLAY,
    ("Đặt áp phích cảnh báo lừa đảo tại chợ và bến xe", "Phát tờ rơi “6 dấu hiệu lừa đảo” tại chợ"),
    "áp phích",
    ((Audience.PUBLIC, 200, 900),),
    (300_000, 2_500_000),
    "Chợ trung tâm",
)
SPEAKERS = Pattern(
    ActivityKind.CLASS,
    ("Cử tuyên truyền viên dự lớp tập huấn nghiệp vụ",),
    "tuyên truyền viên",
    ((Audience.OFFICIALS, 2, 4),),
    (0, 800_000),
    "Trung tâm chính trị",
)
OLDER = Pattern(
    ActivityKind.TALK,
    ("Hướng dẫn người cao tuổi dùng dịch vụ trực tuyến an toàn",),
    "buổi hướng dẫn",
    ((Audience.ELDERLY, 20, 70), (Audience.DISABLED, 0, 8)),
    (200_000, 1_500_000),
    "Trụ sở Hội Người cao tuổi",
)
COMMUNE_PATTERNS: dict[str, Pattern] = {  # words of the task (folded, a part of it) → what communes do for it
    "ban tin canh bao": BULLETIN,
    "to cong nghe so": HOUSEHOLDS,
    "ap phich": POSTERS,
    "tuyen truyen vien cap xa": SPEAKERS,
    "nguoi cao tuoi": OLDER,
}
DEPARTMENT_PATTERNS: dict[str, Pattern] = {
    "chuyen muc": Pattern(
        ActivityKind.PRESS,
        ("Phát sóng chuyên mục “An toàn trên không gian mạng”",),
        "chuyên mục",
        ((Audience.PUBLIC, 20_000, 60_000),),
        (5_000_000, 5_000_000),
        "Báo và phát thanh, truyền hình An Bình",
        monthly=2,
    ),
    "video clip": Pattern(
        ActivityKind.PRODUCTION,
        ("Hoàn thành video clip nhận diện thủ đoạn lừa đảo",),
        "video clip",
        (),
        (8_000_000, 14_000_000),
    ),
    "tin nhan canh bao": Pattern(
        ActivityKind.MESSAGE,
        ("Gửi tin nhắn cảnh báo thủ đoạn giả danh ngân hàng",),
        "đợt tin nhắn",
        ((Audience.PUBLIC, 150_000, 240_000),),
        (12_000_000, 18_000_000),
    ),
    "sinh hoat duoi co": Pattern(
        ActivityKind.EVENT,
        ("Sinh hoạt dưới cờ “Nghĩ trước khi bấm”", "Tiết học kỹ năng an toàn trên mạng"),
        "buổi sinh hoạt",
        ((Audience.PUPILS, 250, 900), (Audience.TEACHERS, 15, 60)),
        (0, 2_000_000),
        "Các trường phổ thông",
    ),
    "cuoc thi truc tuyen": Pattern(
        ActivityKind.CONTEST,
        ("Cuộc thi “Học sinh An Bình với an toàn thông tin”",),
        "cuộc thi",
        ((Audience.PUPILS, 20_000, 30_000),),
        (30_000_000, 45_000_000),
    ),
    "can bo, cong chuc, vien chuc": Pattern(
        ActivityKind.CLASS,
        ("Lớp tập huấn kỹ năng bảo đảm an toàn thông tin",),
        "lớp tập huấn",
        ((Audience.OFFICIALS, 60, 120),),
        (8_000_000, 11_000_000),
        "Hội trường Sở Nội vụ",
    ),
    "dien tap": Pattern(
        ActivityKind.DRILL,
        ("Diễn tập nhận diện thư giả mạo tại đơn vị đồng ý tham gia",),
        "cuộc diễn tập",
        ((Audience.OFFICIALS, 150, 400),),
        (20_000_000, 30_000_000),
    ),
    "doanh nghiep nho": Pattern(
        ActivityKind.EVENT,
        ("Hội nghị hướng dẫn hộ kinh doanh phòng ngừa hóa đơn giả",),
        "hội nghị",
        ((Audience.FIRMS, 80, 200),),
        (15_000_000, 25_000_000),
    ),
}
MONEY_OF_COMMUNES, MONEY_OF_PROVINCE = "Ngân sách cấp xã", "Ngân sách tỉnh"
