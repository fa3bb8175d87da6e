"""The tasks and the money of the demo plan, as data: what its section IV and its two annexes are built from.

All of it is our own invention for a province that does not exist. Protects people from fraud, malware and
stolen accounts; holds nothing about what anyone thinks. Plain Python, no Django.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

POLICE = "Công an tỉnh"
SCIENCE = "Sở Khoa học và Công nghệ"
EDUCATION = "Sở Giáo dục và Đào tạo"
CULTURE = "Sở Văn hóa, Thể thao và Du lịch"
FINANCE = "Sở Tài chính"
HOME_AFFAIRS = "Sở Nội vụ"
HEALTH = "Sở Y tế"
TRADE = "Sở Công Thương"
CONSTRUCTION = "Sở Xây dựng"
AGRICULTURE = "Sở Nông nghiệp và Môi trường"
JUSTICE = "Sở Tư pháp"
OFFICE = "Văn phòng UBND tỉnh"
PRESS = "Báo và phát thanh, truyền hình An Bình"
BANK = "Ngân hàng An Bình"
TELECOM = "Viễn thông An Bình"
YOUTH = "Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh"
WOMEN = "Hội Liên hiệp Phụ nữ tỉnh"
COMMUNES = "UBND các xã, phường"

MILLION = 1_000_000
PROVINCE, COMMUNE, OWN = "Ngân sách tỉnh", "Ngân sách cấp xã", "Kinh phí của đơn vị"


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """One task: its sentence, who leads and helps, what it yields, when, and its money in đồng (0: none)."""

    text: str
    lead: str
    coordinating: tuple[str, ...]
    product: str
    schedule: str
    amount: int = 0
    source: str = PROVINCE
    note: str = ""


@dataclass(frozen=True, slots=True)
class TaskGroup:
    title: str
    tasks: tuple[PlannedTask, ...]


GROUPS = (
    TaskGroup(
        "Tuyên truyền trên báo chí và các nền tảng số",
        (
            PlannedTask(
                "Xây dựng và duy trì chuyên mục “An toàn trên không gian mạng” trên sóng phát thanh, truyền hình và báo điện tử của tỉnh",
                PRESS, (POLICE, SCIENCE), "Chuyên mục phát sóng định kỳ",
                "Thường xuyên, từ tháng 02/2026 đến tháng 12/2030", 590 * MILLION,
                note="Mỗi tháng 02 chuyên mục, mỗi chuyên mục 5.000.000 đồng",
            ),
            PlannedTask(
                "Sản xuất video clip, đồ họa nhận diện thủ đoạn lừa đảo, chiếm đoạt tài khoản và phần mềm độc hại",
                POLICE, (CULTURE, PRESS), "24 video clip; 60 đồ họa thông tin",
                "Năm 2026 - 2030", 480 * MILLION,
            ),
            PlannedTask(
                "Gửi tin nhắn cảnh báo thủ đoạn lừa đảo mới đến thuê bao và khách hàng trên địa bàn tỉnh",
                SCIENCE, (TELECOM, BANK), "Mỗi năm ít nhất 04 đợt tin nhắn", "Hằng năm", 300 * MILLION,
            ),
            PlannedTask(
                "Xây dựng trang tra cứu dấu hiệu lừa đảo và tiếp nhận tin báo của người dân trên Cổng Thông tin điện tử tỉnh",
                POLICE, (SCIENCE, OFFICE), "Trang tra cứu và tiếp nhận tin báo", "Hoàn thành trong Quý II/2026",
                350 * MILLION,
            ),
        ),
    ),
    TaskGroup(
        "Tuyên truyền qua hệ thống thông tin cơ sở và tại nơi công cộng",
        (
            PlannedTask(
                "Biên soạn và phát bản tin cảnh báo trên hệ thống truyền thanh cấp xã",
                COMMUNES, (PRESS, POLICE), "Bản tin truyền thanh",
                "Thường xuyên, từ tháng 02/2026 đến tháng 12/2030", 354 * MILLION, COMMUNE,
                note="Mỗi tháng 04 bản tin, mỗi bản tin 1.500.000 đồng",
            ),
            PlannedTask(
                "In và đặt áp phích, tờ rơi tại chợ, bến xe, điểm du lịch, khu nhà trọ công nhân",
                CULTURE, (TRADE, CONSTRUCTION, COMMUNES), "2.000 áp phích; 20.000 tờ rơi",
                "Năm 2026 - 2028", 260 * MILLION,
            ),
            PlannedTask(
                "Hướng dẫn khách hàng nhận biết giao dịch giả mạo tại quầy giao dịch và trên ứng dụng",
                BANK, (TELECOM, POLICE), "Màn hình, bảng hướng dẫn tại quầy", "Thường xuyên", 0, OWN,
            ),
            PlannedTask(
                "Tổ chức Tổ công nghệ số cộng đồng đến từng hộ gia đình hướng dẫn cài đặt và sử dụng tài khoản an toàn",
                COMMUNES, (YOUTH, WOMEN), "Mỗi xã, phường ít nhất 04 đợt mỗi năm", "Hằng năm", 400 * MILLION, COMMUNE,
            ),
        ),
    ),
    TaskGroup(
        "Giáo dục kỹ năng an toàn trên không gian mạng cho học sinh và cha mẹ học sinh",
        (
            PlannedTask(
                "Đưa kỹ năng an toàn trên không gian mạng vào hoạt động giáo dục và sinh hoạt dưới cờ của các trường phổ thông",
                EDUCATION, (POLICE, YOUTH), "Bộ tài liệu cho từng cấp học", "Hằng năm", 250 * MILLION,
            ),
            PlannedTask(
                "Tổ chức cuộc thi trực tuyến “Học sinh An Bình với an toàn thông tin”",
                EDUCATION, (SCIENCE, YOUTH, PRESS), "Mỗi năm 01 cuộc thi", "Hằng năm", 375 * MILLION,
            ),
            PlannedTask(
                "Biên soạn cẩm nang giúp cha mẹ bảo vệ trẻ em trên không gian mạng",
                HEALTH, (EDUCATION, WOMEN), "Cẩm nang", "Hoàn thành trong Quý III/2026", 90 * MILLION,
            ),
        ),
    ),
    TaskGroup(
        "Tập huấn, diễn tập cho cán bộ, công chức, viên chức và doanh nghiệp nhỏ",
        (
            PlannedTask(
                "Tập huấn kỹ năng bảo đảm an toàn thông tin cho cán bộ, công chức, viên chức",
                HOME_AFFAIRS, (POLICE, SCIENCE), "Mỗi năm 10 lớp tập huấn", "Hằng năm", 500 * MILLION,
            ),
            PlannedTask(
                "Tập huấn nghiệp vụ cho báo cáo viên, tuyên truyền viên cấp xã",
                JUSTICE, (POLICE, COMMUNES), "Mỗi xã, phường 02 tuyên truyền viên", "Hoàn thành trước ngày 30/6/2026",
                150 * MILLION,
            ),
            PlannedTask(
                "Diễn tập ứng phó sự cố và nhận diện thư giả mạo tại các đơn vị có văn bản đồng ý tham gia",
                SCIENCE, (POLICE, OFFICE), "Mỗi năm 01 cuộc diễn tập", "Hằng năm", 425 * MILLION,
            ),
            PlannedTask(
                "Hướng dẫn doanh nghiệp nhỏ, hợp tác xã, hộ kinh doanh phòng ngừa mã độc và giả mạo hóa đơn",
                TRADE, (AGRICULTURE, FINANCE), "05 hội nghị hướng dẫn", "Năm 2026 - 2028", 125 * MILLION,
            ),
        ),
    ),
    TaskGroup(
        "Hỗ trợ người dân khi gặp lừa đảo, sự cố và đánh giá kết quả",
        (
            PlannedTask(
                "Thiết lập tổng đài tiếp nhận và hướng dẫn người dân xử lý khi bị lừa đảo, mất tài khoản",
                POLICE, (TELECOM,), "Tổng đài hoạt động", "Hoàn thành trong Quý III/2026", 300 * MILLION,
            ),
            PlannedTask(
                "Ban hành quy trình phối hợp khẩn cấp tạm dừng giao dịch có dấu hiệu lừa đảo",
                BANK, (POLICE, TELECOM), "Quy trình phối hợp", "Hoàn thành trong Quý II/2026", 0, OWN,
            ),
            PlannedTask(
                "Hỗ trợ người cao tuổi, người khuyết tật sử dụng dịch vụ trực tuyến an toàn",
                HEALTH, (WOMEN, COMMUNES), "Mỗi năm 20 buổi hướng dẫn", "Hằng năm", 200 * MILLION,
            ),
            PlannedTask(
                "Khảo sát mức độ nhận biết thủ đoạn lừa đảo và tỷ lệ trình báo của người dân",
                SCIENCE, (COMMUNES,), "Mỗi năm 01 báo cáo khảo sát", "Hằng năm", 350 * MILLION,
            ),
            PlannedTask(
                "Sơ kết, tổng kết, khen thưởng tập thể và cá nhân có thành tích",
                POLICE, (HOME_AFFAIRS, OFFICE), "Hội nghị sơ kết, tổng kết", "Năm 2028 và năm 2030", 100 * MILLION,
            ),
        ),
    ),
)  # fmt: skip

BUDGET_BY_YEAR = {  # year: (province, communes), in đồng
    2026: (1_325 * MILLION, 146 * MILLION),
    2027: (880 * MILLION, 152 * MILLION),
    2028: (980 * MILLION, 152 * MILLION),
    2029: (830 * MILLION, 152 * MILLION),
    2030: (830 * MILLION, 152 * MILLION),
}

STATED_TOTAL = 5_579 * MILLION  # 20 million short of both annexes on purpose: the demo has something to find
STATED_TOTAL_WORDS = "Năm tỷ năm trăm bảy mươi chín triệu đồng"


# What the amended plan of July changes. The money stays within the total of the annexes.
AMENDED_TITLE = "Tập huấn nghiệp vụ cho báo cáo viên, tuyên truyền viên cấp xã"
ADDED = PlannedTask(
    "Phát cảnh báo lừa đảo bằng tiếng dân tộc trên hệ thống truyền thanh cấp xã",
    CULTURE, (PRESS, COMMUNES), "Bản tin bằng tiếng dân tộc", "Từ tháng 9/2026 đến tháng 12/2030", 90 * MILLION,
)  # fmt: skip
DROPPED = "Biên soạn cẩm nang giúp cha mẹ bảo vệ trẻ em trên không gian mạng"


def amended_groups() -> tuple[TaskGroup, ...]:
    """The groups of July 2026: one task dropped, one added, one with another lead and a later deadline."""
    return tuple(
        replace(group, tasks=(*(_amended(t) for t in group.tasks if t.text != DROPPED), *_added(number)))
        for number, group in enumerate(GROUPS)
    )


def _amended(task: PlannedTask) -> PlannedTask:
    if task.text != AMENDED_TITLE:
        return task
    return replace(
        task, text=f"{task.text}, trường học", lead=HOME_AFFAIRS, schedule="Hoàn thành trước ngày 30/11/2026"
    )


def _added(number: int) -> tuple[PlannedTask, ...]:
    return (ADDED,) if number == 1 else ()


def tasks_total(groups: tuple[TaskGroup, ...] = GROUPS) -> int:
    """What annex 01 adds up to, in đồng."""
    return sum(task.amount for group in groups for task in group.tasks)
