"""Small plans of units, of our own wording, and what a careful reader says of each task of the province's demo plan.

`TUNED` were looked at when words and thresholds were chosen; `HELD_OUT` were written afterwards and changed nothing.
A task that is not named is missing from the unit's plan. Numbers are the tasks' order in the demo plan (1 … 20).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from khien.plans.rules.cascade import Asked, Clause
from khien.project.demo_plan_tasks import GROUPS

C, P = "covered", "partly"


@dataclass(frozen=True)
class Pair:
    """`clauses`: (text, products, end). `expected`: number of the parent's task -> verdict."""

    name: str
    clauses: tuple[tuple[str, tuple[str, ...], str], ...]
    expected: dict[int, str] = field(default_factory=dict)

    def read(self) -> list[Clause]:
        return [
            Clause(key=str(n), path=f"III.{n}", text=text, products=products, end=end)
            for n, (text, products, end) in enumerate(self.clauses, 1)
        ]


ENDS = {4: "2026-06", 6: "2028", 11: "2026-09", 13: "2026-06-30", 15: "2028", 16: "2026-09", 17: "2026-06"}


def province() -> list[Asked]:
    tasks = [
        (number, group, task)
        for group, listed in enumerate(GROUPS, 1)
        for number, task in enumerate(listed.tasks, 1)
    ]
    return [
        Asked(
            key=str(n),
            path=f"Phụ lục 01.{('I', 'II', 'III', 'IV', 'V')[group - 1]}.{number}",
            text=task.text,
            products=tuple(task.product.split("; ")),
            end=ENDS.get(n, "2030"),
        )
        for n, (number, group, task) in enumerate(tasks, 1)
    ]


TUNED = (
    Pair(
        "xã, đầy đủ",
        (
            (
                "Mỗi tuần soạn 01 bản tin cảnh báo, phát trên hệ thống truyền thanh của xã vào 5 giờ 30 và 17 giờ",
                ("Bản tin",),
                "2030",
            ),
            (
                "Treo áp phích, phát tờ rơi phòng tránh lừa đảo tại chợ, khu nhà trọ công nhân, bến xe khách của xã",
                ("Áp phích", "Tờ rơi"),
                "2028",
            ),
            (
                "Tổ công nghệ số cộng đồng đến từng hộ gia đình hướng dẫn cài đặt phần mềm, đặt mật khẩu và sử dụng tài khoản an toàn; mỗi năm 04 đợt",
                (),
                "2030",
            ),
            (
                "Cử 02 tuyên truyền viên của xã dự lớp tập huấn nghiệp vụ báo cáo viên, tuyên truyền viên do Sở Tư pháp tổ chức",
                (),
                "2026-06",
            ),
            (
                "Phối hợp Hội Phụ nữ hướng dẫn người cao tuổi, người khuyết tật sử dụng dịch vụ công trực tuyến an toàn, mỗi năm 20 buổi",
                (),
                "2030",
            ),
            ("Bảo đảm kinh phí thực hiện Kế hoạch từ ngân sách xã", (), ""),
        ),
        {5: C, 6: C, 8: C, 13: C, 18: C},
    ),
    Pair(
        "xã, sơ sài",
        (
            (
                "Tăng cường công tác tuyên truyền về an toàn thông tin đến cán bộ và nhân dân trong xã",
                (),
                "2026",
            ),
            ("Phát tờ rơi tại chợ trung tâm xã", ("Tờ rơi",), "2026"),
            ("Phát thanh tin, bài trên loa truyền thanh xã", (), "2026"),
            ("Công chức Văn hóa - Xã hội tham mưu tổ chức thực hiện, báo cáo UBND xã", (), ""),
        ),
        {5: P, 6: P},
    ),
    Pair(
        "Sở Khoa học và Công nghệ",
        (
            (
                "Phối hợp với doanh nghiệp viễn thông nhắn tin cảnh báo thủ đoạn lừa đảo mới tới các thuê bao trong tỉnh, ít nhất 04 đợt tin nhắn mỗi năm",
                ("04 đợt tin nhắn",),
                "2030",
            ),
            (
                "Tổ chức 01 cuộc diễn tập ứng phó sự cố, nhận diện thư điện tử giả mạo cho các cơ quan đã đồng ý tham gia bằng văn bản",
                ("01 cuộc diễn tập",),
                "2030",
            ),
            ("Khảo sát mức độ nhận biết thủ đoạn lừa đảo của người dân", ("Báo cáo khảo sát",), "2030"),
            ("Giúp Sở Giáo dục và Đào tạo ra đề cho cuộc thi trực tuyến của học sinh", (), "2030"),
            ("Quản lý kinh phí được giao đúng quy định", (), ""),
        ),
        {3: C, 14: C, 19: C, 10: P},
    ),
    Pair(
        "Công an tỉnh",
        (
            (
                "Xây dựng 24 video clip và 60 đồ họa về nhận diện các thủ đoạn lừa đảo, chiếm đoạt tài khoản, phần mềm độc hại",
                ("24 video clip", "60 đồ họa thông tin"),
                "2030",
            ),
            (
                "Mở trang tra cứu dấu hiệu lừa đảo, nhận tin báo của người dân trên Cổng Thông tin điện tử tỉnh",
                ("Trang tra cứu và tiếp nhận tin báo",),
                "2026-12",
            ),
            (
                "Đưa đường dây nóng vào hoạt động để hướng dẫn người dân khi bị lừa đảo, mất tài khoản",
                (),
                "2026-09",
            ),
            ("Cung cấp thông tin thủ đoạn mới cho Báo và phát thanh, truyền hình An Bình", (), "2030"),
            (
                "Tham mưu UBND tỉnh sơ kết năm 2028, tổng kết năm 2030; đề nghị khen thưởng tập thể, cá nhân có thành tích",
                (),
                "2030",
            ),
        ),
        {2: C, 4: P, 16: C, 20: C},
    ),
    Pair(
        "phường, lời khác",
        (
            ("Đài truyền thanh phường biên soạn và phát thanh chuyên đề cảnh báo lừa đảo 04 số mỗi tháng", ("Bản tin truyền thanh",), "2030"),
            ("Thành lập các Tổ công nghệ số cộng đồng ở 11 khu phố; tới từng nhà giúp bà con cài ứng dụng và dùng tài khoản an toàn", (), "2030"),
            ("Dán áp phích, đặt tờ gấp ở chợ Bình Minh, bến xe và các dãy nhà trọ công nhân", (), "2028"),
            ("Mở lớp hướng dẫn ông bà cao tuổi dùng điện thoại thông minh", (), "2030"),
            ("Giao thanh niên phường làm cộng tác viên", (), "2026"),
        ),
        {5: C, 6: C, 8: C, 18: P},
    ),
    Pair(
        "Sở Giáo dục và Đào tạo",
        (
            ("Lồng ghép kỹ năng an toàn trên không gian mạng vào tiết chào cờ và hoạt động giáo dục ở các trường phổ thông; biên soạn bộ tài liệu cho từng cấp học", ("Bộ tài liệu",), "2030"),
            ("Phát động hội thi trực tuyến “Học sinh An Bình với an toàn thông tin”", ("Mỗi năm 01 cuộc thi",), "2030"),
            ("Họp phụ huynh đầu năm học giới thiệu cách bảo vệ trẻ em trên mạng", (), "2027"),
            ("Bồi dưỡng giáo viên tin học", (), "2027"),
        ),
        {9: C, 10: C, 11: P},
    ),
    Pair(
        "Ngân hàng",
        (
            ("Hướng dẫn khách hàng nhận diện giao dịch giả mạo ngay tại quầy và trong ứng dụng của ngân hàng", ("Màn hình, bảng hướng dẫn tại quầy",), "2030"),
            ("Chủ trì soạn thảo, ban hành quy trình phối hợp tạm dừng khẩn cấp giao dịch có dấu hiệu lừa đảo", ("Quy trình phối hợp",), "2026-05"),
            ("Nhắn tin cho khách hàng về các chiêu trò lừa đảo mới", (), "2030"),
        ),
        {7: C, 17: C, 3: P},
    ),
    Pair(
        "Sở Y tế",
        (
            ("Biên soạn sổ tay dành cho cha mẹ về bảo vệ trẻ em trên không gian mạng, in 5.000 cuốn", ("Sổ tay",), "2026-12"),
            ("Các cơ sở trợ giúp xã hội tổ chức 20 buổi hướng dẫn người già, người khuyết tật dùng dịch vụ trực tuyến an toàn", ("20 buổi hướng dẫn",), "2030"),
            ("Tập huấn an toàn thông tin cho cán bộ, viên chức bệnh viện", (), "2027"),
        ),
        {11: P, 18: C, 12: P},
    ),
    Pair(
        "xã, dẫn số nhiệm vụ",
        (
            ("Thực hiện nhiệm vụ I.1: đưa tin về xã lên báo tỉnh", (), "2030"),
            ("Tuyên truyền trên loa theo mục II.1 Phụ lục 01, mỗi tháng 04 bản tin truyền thanh cảnh báo", (), "2030"),
            ("Khảo sát, lấy phiếu của 100 hộ dân về mức độ nhận biết lừa đảo theo mẫu của Sở Khoa học và Công nghệ", (), "2030"),
            ("Trồng cây xanh dọc đường trục xã", (), "2026"),
        ),
        {5: C, 19: P},
    ),
)  # fmt: skip

HELD_OUT = (
    Pair(
        "xã vùng cao",
        (
            ("Duy trì phát thanh bản tin cảnh báo lừa đảo bằng tiếng Việt và tiếng dân tộc trên loa của 9 thôn, 04 bản tin mỗi tháng", (), "2030"),
            ("Hằng tháng, Tổ công nghệ số cộng đồng xuống thôn hướng dẫn từng hộ cài đặt, dùng tài khoản ngân hàng an toàn; mỗi năm 04 đợt", (), "2030"),
            ("Chọn 02 người làm tuyên truyền viên, cử đi tập huấn nghiệp vụ trước ngày 30/6/2026", ("02 tuyên truyền viên",), "2026-06-30"),
            ("Phối hợp Sở Khoa học và Công nghệ phát phiếu khảo sát người dân về thủ đoạn lừa đảo", ("Báo cáo khảo sát",), "2030"),
            ("Sửa chữa cụm loa truyền thanh thôn Đồng Tâm", (), "2026"),
        ),
        {5: C, 8: C, 13: C, 19: P},
    ),
    Pair(
        "Sở Công Thương",
        (
            ("Tổ chức 05 hội nghị hướng dẫn hộ kinh doanh, hợp tác xã, doanh nghiệp nhỏ cách phòng mã độc, hóa đơn giả mạo", ("05 hội nghị",), "2028"),
            ("Yêu cầu ban quản lý các chợ bố trí chỗ đặt áp phích, tờ rơi", (), "2028"),
            ("Kiểm tra an toàn thực phẩm dịp Tết", (), "2027"),
            ("Rà soát hệ thống thông tin nội bộ của Sở", (), "2026"),
        ),
        {15: C, 6: P},
    ),
    Pair(
        "Sở Nội vụ",
        (
            ("Mở 10 lớp bồi dưỡng mỗi năm về kỹ năng bảo đảm an toàn thông tin cho đội ngũ cán bộ, công chức, viên chức", ("10 lớp tập huấn",), "2030"),
            ("Trình khen thưởng các tập thể, cá nhân có thành tích trong sơ kết, tổng kết", (), "2030"),
            ("Đưa nội dung an toàn thông tin vào kỳ thi nâng ngạch", (), "2028"),
        ),
        {12: C, 20: P},
    ),
    Pair(
        "Báo và Đài",
        (
            ("Duy trì chuyên mục An toàn trên không gian mạng, mỗi tháng 02 số trên truyền hình, phát thanh và báo điện tử", ("Chuyên mục phát sóng định kỳ",), "2030"),
            ("Cung cấp bản tin mẫu cho đài truyền thanh các xã", ("Bản tin mẫu",), "2030"),
            ("Đưa tin cuộc thi trực tuyến Học sinh An Bình với an toàn thông tin", (), "2030"),
            ("Sản xuất 12 phóng sự ngắn về thủ đoạn lừa đảo chiếm đoạt tài khoản", (), "2030"),
        ),
        {1: C, 5: P, 10: P, 2: P},
    ),
)  # fmt: skip
