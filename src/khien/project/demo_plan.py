"""The demo province's plan as an official document: what `make run` writes, uploads and reads back.

"Tỉnh An Bình" does not exist and nobody named here does. Section V states a total 20 million đồng short of
both annexes, on purpose, so that the reader has one true finding to show. Plain Python, no Django.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from khien.project.demo_plan_tasks import (
    AGRICULTURE,
    BANK,
    BUDGET_BY_YEAR,
    COMMUNES,
    CONSTRUCTION,
    CULTURE,
    EDUCATION,
    FINANCE,
    GROUPS,
    HEALTH,
    HOME_AFFAIRS,
    JUSTICE,
    OFFICE,
    POLICE,
    PRESS,
    SCIENCE,
    STATED_TOTAL,
    TELECOM,
    TRADE,
    WOMEN,
    YOUTH,
    PlannedTask,
    TaskGroup,
    amended_groups,
    tasks_total,
)
from vanban import (
    Annex,
    Column,
    Division,
    Grid,
    OfficialDocument,
    Prose,
    Row,
    Signature,
    Span,
    money_in_words,
    money_text,
    number_text,
)

TITLE = (
    "Tuyên truyền, nâng cao nhận thức và kỹ năng bảo đảm an toàn trên không gian mạng "
    "cho người dân tỉnh An Bình, giai đoạn 2026 - 2030"
)

GROUNDS = (
    "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
    "Căn cứ Luật An ninh mạng số 116/2025/QH15",
    "Căn cứ Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15",
    "Căn cứ Nghị định số 09/2019/NĐ-CP ngày 24 tháng 01 năm 2019 của Chính phủ quy định về chế độ báo cáo của cơ quan hành chính nhà nước",
    "Thực hiện Quyết định số 964/QĐ-TTg ngày 10 tháng 8 năm 2022 của Thủ tướng Chính phủ phê duyệt Chiến lược An toàn, An ninh mạng quốc gia, chủ động ứng phó với các thách thức từ không gian mạng đến năm 2025, tầm nhìn 2030",
)

PURPOSES = (
    "Giúp người dân nhận biết, phòng tránh lừa đảo, phần mềm độc hại, chiếm đoạt tài khoản và lạm dụng dữ liệu cá nhân trên không gian mạng.",
    "Tạo thói quen trình báo sớm và tìm đúng nơi hỗ trợ khi gặp sự cố; giảm thiệt hại về tài sản của người dân, doanh nghiệp.",
)
REQUIREMENTS = (
    "Nội dung dễ hiểu, chính xác, phù hợp từng nhóm đối tượng; ưu tiên trẻ em, người cao tuổi, người khuyết tật, công nhân và hộ kinh doanh nhỏ.",
    "Mỗi nhiệm vụ có cơ quan chủ trì, sản phẩm, thời hạn và nguồn lực; kết quả có minh chứng, số liệu báo cáo truy được đến từng hoạt động.",
    "Không thu thập ý kiến, quan điểm cá nhân; bảo vệ dữ liệu cá nhân của người tham gia theo quy định của pháp luật.",
)
GENERAL_AIM = "Nâng cao nhận thức và kỹ năng tự bảo vệ của người dân trên không gian mạng, hình thành mạng lưới hỗ trợ người dân từ tỉnh đến xã, phường."
TARGETS = (
    "100% sở, ban, ngành và UBND các xã, phường xây dựng và thực hiện kế hoạch tuyên truyền hằng năm.",
    "Trên 80% người sử dụng Internet từ đủ 15 tuổi trở lên được phổ biến kỹ năng nhận biết và phòng tránh lừa đảo trên không gian mạng.",
    "100% trường phổ thông trên địa bàn tỉnh tổ chức hoạt động giáo dục kỹ năng an toàn trên không gian mạng cho học sinh.",
    "Ít nhất 90% cán bộ, công chức, viên chức được tập huấn kỹ năng bảo đảm an toàn thông tin.",
    "Trên 70% người cao tuổi có sử dụng điện thoại thông minh được hướng dẫn sử dụng dịch vụ trực tuyến an toàn.",
    "Tối thiểu 60% người dân gặp lừa đảo trên không gian mạng trình báo cơ quan chức năng.",
    "100% xã, phường có đội ngũ cộng tác viên tuyên truyền an toàn trên không gian mạng.",
)
THEMES = (
    "Thủ đoạn lừa đảo phổ biến và mới xuất hiện; dấu hiệu nhận biết và cách xử lý khi nghi ngờ hoặc đã bị lừa đảo.",
    "Bảo vệ tài khoản, mật khẩu, mã xác thực, thiết bị cá nhân; phòng tránh phần mềm độc hại.",
    "Quyền của người dân đối với dữ liệu cá nhân và trách nhiệm của cơ quan, tổ chức, doanh nghiệp xử lý dữ liệu.",
    "Bảo vệ trẻ em trên không gian mạng: nguy cơ, cách phòng ngừa, nơi trợ giúp trẻ em, cha mẹ và nhà trường.",
    "Quy định của pháp luật về an ninh mạng, bảo vệ dữ liệu cá nhân; địa chỉ, số điện thoại tiếp nhận tin báo và hỗ trợ người dân.",
)

ASSIGNMENTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (f"{POLICE} (cơ quan thường trực)", (
        "Chủ trì, hướng dẫn, đôn đốc, kiểm tra việc thực hiện Kế hoạch; theo dõi tiến độ, chỉ tiêu và kinh phí của các cơ quan, đơn vị.",
        "Cung cấp thông tin về thủ đoạn lừa đảo mới; thẩm định nội dung cảnh báo trước khi phát hành.",
        "Tổng hợp kết quả thực hiện, báo cáo UBND tỉnh định kỳ 6 tháng trước ngày 20/6, hằng năm trước ngày 20/11.",
    )),
    (SCIENCE, (
        "Hướng dẫn các cơ quan, đơn vị về kỹ thuật bảo đảm an toàn thông tin; tổ chức diễn tập và khảo sát hằng năm.",
        "Phối hợp với doanh nghiệp viễn thông thực hiện các đợt tin nhắn cảnh báo.",
    )),
    (EDUCATION, ("Chỉ đạo các trường phổ thông tổ chức hoạt động giáo dục kỹ năng an toàn trên không gian mạng và cuộc thi cho học sinh.",)),
    (CULTURE, ("Tổ chức tuyên truyền trực quan tại nơi công cộng, điểm du lịch; hướng dẫn hoạt động của hệ thống thông tin cơ sở.",)),
    (FINANCE, ("Tham mưu UBND tỉnh bố trí kinh phí thực hiện Kế hoạch theo phân cấp ngân sách; hướng dẫn quyết toán.",)),
    (HOME_AFFAIRS, ("Đưa nội dung bảo đảm an toàn thông tin vào chương trình bồi dưỡng cán bộ, công chức, viên chức; tham mưu công tác khen thưởng.",)),
    (HEALTH, ("Hướng dẫn công tác bảo vệ trẻ em, hỗ trợ người cao tuổi, người khuyết tật trên không gian mạng.",)),
    (TRADE, ("Hướng dẫn doanh nghiệp nhỏ, hợp tác xã, hộ kinh doanh, ban quản lý chợ phòng tránh lừa đảo trong giao dịch.",)),
    (f"{CONSTRUCTION}, {AGRICULTURE}", ("Phối hợp tuyên truyền tại bến xe, khu nhà trọ công nhân, hợp tác xã, làng nghề theo lĩnh vực quản lý.",)),
    (JUSTICE, ("Tập huấn nghiệp vụ cho báo cáo viên, tuyên truyền viên; lồng ghép vào công tác phổ biến, giáo dục pháp luật.",)),
    (OFFICE, ("Bảo đảm hạ tầng Cổng Thông tin điện tử tỉnh phục vụ tra cứu và tiếp nhận tin báo của người dân.",)),
    (PRESS, ("Mở chuyên mục, tăng thời lượng tin, bài cảnh báo; cung cấp bản tin mẫu cho hệ thống truyền thanh cấp xã.",)),
    (BANK, ("Hướng dẫn khách hàng nhận biết giao dịch giả mạo; tiếp nhận yêu cầu tạm dừng giao dịch khẩn cấp của người dân.",)),
    (TELECOM, ("Gửi tin nhắn cảnh báo theo yêu cầu của cơ quan có thẩm quyền; ngăn chặn thuê bao giả mạo theo quy định của pháp luật.",)),
    (f"Đề nghị {YOUTH}, {WOMEN}", ("Vận động đoàn viên, hội viên tham gia Tổ công nghệ số cộng đồng và làm cộng tác viên tuyên truyền.",)),
    (COMMUNES, (
        "Xây dựng kế hoạch của địa phương trước ngày 28/02/2026; bố trí kinh phí theo phân cấp ngân sách.",
        "Tổ chức tuyên truyền trên hệ thống truyền thanh cấp xã, tại chợ, trường học, khu dân cư; xây dựng đội ngũ cộng tác viên.",
    )),
)  # fmt: skip

REPORTING = (
    "Các sở, ban, ngành, đơn vị và UBND các xã, phường báo cáo kết quả thực hiện về Công an tỉnh định kỳ 6 tháng trước ngày 10/6, hằng năm trước ngày 10/11 và đột xuất khi có yêu cầu.",
    "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan, đơn vị, địa phương phản ánh về Công an tỉnh để tổng hợp, báo cáo UBND tỉnh xem xét, quyết định",
)

RECIPIENTS = (
    "Bộ Công an (để báo cáo)",
    "Thường trực Tỉnh ủy, Thường trực HĐND tỉnh",
    "Chủ tịch, các Phó Chủ tịch UBND tỉnh",
    "Ủy ban MTTQ Việt Nam tỉnh",
    "Các sở, ban, ngành tỉnh",
    "UBND các xã, phường",
    "Cổng Thông tin điện tử tỉnh",
)


def amended_plan() -> OfficialDocument:
    """Plan 42/KH-UBND of 20/07/2026, which replaces plan 05/KH-UBND: its total is put right, its tasks change."""
    groups = amended_groups()
    return replace(
        demo_plan(),
        number=42,
        issued=date(2026, 7, 20),
        grounds=(*GROUNDS, "Thay thế Kế hoạch số 05/KH-UBND ngày 15 tháng 01 năm 2026"),
        body=_body(groups, tasks_total(groups)),
        annexes=(_annex_tasks(groups), _annex_budget()),
    )


def demo_plan() -> OfficialDocument:
    """Plan 05/KH-UBND of 15/01/2026 of the province of An Bình, complete with its two annexes."""
    return OfficialDocument(
        kind="Kế hoạch",
        issuing_body="Ủy ban nhân dân tỉnh An Bình",
        head_lines=("Ủy ban nhân dân", "tỉnh An Bình"),
        body_symbol="UBND",
        number=5,
        place="An Bình",
        issued=date(2026, 1, 15),
        title=TITLE,
        grounds=GROUNDS,
        body=_body(GROUPS, STATED_TOTAL),
        signature=Signature(
            "Phó Chủ tịch", "Nguyễn Minh Khôi", authority=("TM. Ủy ban nhân dân", "KT. Chủ tịch")
        ),
        recipients=RECIPIENTS,
        archive="VT, NC",
        annexes=(_annex_tasks(GROUPS), _annex_budget()),
    )


def _body(groups: tuple[TaskGroup, ...], total: int) -> tuple[Prose | Division, ...]:
    opening = "Ủy ban nhân dân tỉnh An Bình ban hành Kế hoạch tuyên truyền, nâng cao nhận thức và kỹ năng bảo đảm an toàn trên không gian mạng cho người dân giai đoạn 2026 - 2030 (sau đây gọi là Kế hoạch), cụ thể như sau:"
    return (
        Prose(opening),
        Division(
            "section", "MỤC ĐÍCH, YÊU CẦU", (_titled("Mục đích", PURPOSES), _titled("Yêu cầu", REQUIREMENTS))
        ),
        Division(
            "section",
            "MỤC TIÊU",
            (_titled("Mục tiêu chung", (GENERAL_AIM,)), _titled("Mục tiêu cụ thể đến năm 2030", TARGETS)),
        ),
        Division("section", "NỘI DUNG TUYÊN TRUYỀN", _dashes(THEMES)),
        Division(
            "section",
            "NHIỆM VỤ VÀ GIẢI PHÁP",
            (*_tasks(groups), Prose("(Chi tiết tại Phụ lục 01 kèm theo)", italic=True)),
        ),
        Division("section", "KINH PHÍ THỰC HIỆN", _money(total)),
        Division("section", "TỔ CHỨC THỰC HIỆN", tuple(_titled(who, duties) for who, duties in ASSIGNMENTS)),
        Division("section", "CHẾ ĐỘ BÁO CÁO", tuple(Division("clause", text) for text in REPORTING)),
    )


def _dashes(texts: tuple[str, ...]) -> tuple[Division, ...]:
    return tuple(Division("dash", text) for text in texts)


def _titled(title: str, texts: tuple[str, ...]) -> Division:
    return Division("clause", title, _dashes(texts), title=True)


def _tasks(groups: tuple[TaskGroup, ...]) -> tuple[Division, ...]:
    return tuple(
        Division(
            "clause",
            group.title,
            tuple(Division("point", f"{task.text}.") for task in group.tasks),
            title=True,
        )
        for group in groups
    )


def _money(stated: int) -> tuple[Division, ...]:
    total = Span(money_text(stated), bold=True)
    return (
        Division(
            "clause",
            (
                Span("Tổng kinh phí dự kiến thực hiện Kế hoạch giai đoạn 2026 - 2030: "),
                total,
                Span(
                    f" ({money_in_words(stated)})",
                    footnote="Chưa gồm kinh phí do doanh nghiệp, ngân hàng tự bố trí.",
                ),
                Span(". Chi tiết theo năm tại Phụ lục 02 kèm theo."),
            ),
        ),
        Division(
            "clause",
            "Nguồn kinh phí: ngân sách tỉnh, ngân sách cấp xã theo phân cấp; nguồn huy động hợp pháp khác.",
        ),
    )


def _annex_tasks(groups: tuple[TaskGroup, ...]) -> Annex:
    columns = (
        Column("TT", 0.5, "centre"),
        Column("Nhiệm vụ", 3.0),
        Column("Cơ quan chủ trì", 1.5),
        Column("Cơ quan phối hợp", 1.9),
        Column("Sản phẩm", 1.6),
        Column("Thời gian thực hiện", 1.4),
        Column("Kinh phí (đồng)", 1.5, "right"),
        Column("Nguồn kinh phí", 1.1),
        Column("Ghi chú", 1.3),
    )
    rows: list[Row] = []
    for numeral, group in zip(("I", "II", "III", "IV", "V"), groups, strict=True):
        rows.append(Row((numeral, group.title), "group"))
        rows += [_task_row(number, task) for number, task in enumerate(group.tasks, start=1)]
    rows.append(Row(("", "Tổng cộng", "", "", "", "", number_text(tasks_total(groups)), "", ""), "total"))
    return Annex(
        "Phụ lục 01", "Danh mục nhiệm vụ giai đoạn 2026 - 2030", (Grid(columns, tuple(rows)),), landscape=True
    )


def _task_row(number: int, task: PlannedTask) -> Row:
    money = number_text(task.amount) if task.amount else ""
    helpers = "; ".join(task.coordinating)
    return Row(
        (
            str(number),
            task.text,
            task.lead,
            helpers,
            task.product,
            task.schedule,
            money,
            task.source,
            task.note,
        )
    )


def _annex_budget() -> Annex:
    columns = (
        Column("TT", 0.5, "centre"),
        Column("Năm", 1.0, "centre"),
        Column("Ngân sách tỉnh", 1.6, "right"),
        Column("Ngân sách cấp xã", 1.6, "right"),
        Column("Tổng cộng", 1.6, "right"),
    )
    rows = [
        Row(
            (
                str(number),
                str(year),
                number_text(province),
                number_text(communes),
                number_text(province + communes),
            )
        )
        for number, (year, (province, communes)) in enumerate(BUDGET_BY_YEAR.items(), start=1)
    ]
    province = sum(amount for amount, _ in BUDGET_BY_YEAR.values())
    communes = sum(amount for _, amount in BUDGET_BY_YEAR.values())
    totals = (number_text(amount) for amount in (province, communes, province + communes))
    rows.append(Row(("", "Tổng cộng", *totals), "total"))
    grid = Grid(columns, tuple(rows), unit_note="Đơn vị tính: đồng")
    return Annex("Phụ lục 02", "Kinh phí thực hiện kế hoạch theo năm, giai đoạn 2026 - 2030", (grid,))
