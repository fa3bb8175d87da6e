"""Small documents of our own, one per habit of layout: "tỉnh An Bình" issues them all."""

from __future__ import annotations

from dataclasses import replace

from vanban._blocks import Block, Cell, Paragraph, Place, Source, Table
from vanban._plan import Plan
from vanban._reader import read, read_source


def plan(text: str) -> Plan:
    """The plan read out of plain text."""
    return read(text.encode(), name="van-ban.txt")


def source(*blocks: Block | str) -> Source:
    """A source from paragraphs (strings) and tables, places filled in."""
    made: list[Block] = []
    for index, block in enumerate(blocks):
        piece = Paragraph(block, Place(index)) if isinstance(block, str) else block
        made.append(replace(piece, place=Place(index)))
    return Source("docx", tuple(made))


def plan_of(*blocks: Block | str) -> Plan:
    return read_source(source(*blocks))


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """One paragraph per line; "~" is an empty cell."""
    lines = text.strip().split("\n")
    return tuple(Paragraph("" if line == "~" else line, Place(i)) for i, line in enumerate(lines))


def table(*rows: tuple[str, ...], merged: dict[tuple[int, int], tuple[int, int]] | None = None) -> Table:
    """A table from rows of texts. `merged` gives (row span, column span) of cells by (row, column); the texts
    under a merged cell are written "^" and are not cells."""
    spans = merged or {}
    width = max(len(row) for row in rows)
    made: list[tuple[Cell, ...]] = []
    for r, row in enumerate(rows):
        cells = []
        for c, text in enumerate(row):
            if text == "^":
                continue
            down, across = spans.get((r, c), (1, 1))
            cells.append(Cell(text, r, c, down, across))
        made.append(tuple(cells))
    return Table(tuple(made), Place(0), width)


DECISION_WITH_PLAN = """ỦY BAN NHÂN DÂN
TỈNH AN BÌNH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 3828/QĐ-UBND
An Bình, ngày 27 tháng 10 năm 2022
QUYẾT ĐỊNH
Về việc ban hành Kế hoạch tuyên truyền an toàn thông tin đến năm 2025
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;
Xét đề nghị của Giám đốc Sở Thông tin và Truyền thông,
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch tuyên truyền an toàn thông tin đến năm 2025.
Điều 2. Giao Giám đốc Sở Thông tin và Truyền thông chủ trì tổ chức triển khai thực hiện.
Điều 3. Thủ trưởng các sở, ban, ngành chịu trách nhiệm thi hành Quyết định này kể từ ngày ký./.
Nơi nhận:
- Như Điều 3;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn An
KẾ HOẠCH
TUYÊN TRUYỀN AN TOÀN THÔNG TIN ĐẾN NĂM 2025
(Ban hành kèm theo Quyết định số 3828/QĐ-UBND ngày 27/10/2022 của Ủy ban nhân dân tỉnh)
I. Mục tiêu cụ thể
1. Trên 80% người sử dụng được tuyên truyền.
II. Nội dung và giải pháp thực hiện
1. Tuyên truyền trên báo chí
a) Mở chuyên mục trên báo.
- Đơn vị chủ trì: Báo An Bình
- Đơn vị phối hợp: Sở Thông tin và Truyền thông; các cơ quan liên quan
- Thời gian thực hiện: Hằng năm
b) Sản xuất phóng sự.
- Đơn vị chủ trì: Đài Phát thanh và Truyền hình tỉnh
- Thời gian thực hiện: Quý IV/2023
2. Tổ chức tập huấn cho cán bộ (Sở Nội vụ chủ trì, phối hợp Sở Thông tin và Truyền thông thực hiện).
III. Tổ chức thực hiện
1. Sở Thông tin và Truyền thông có trách nhiệm:
a) Chủ trì triển khai kế hoạch.
b) Tổng hợp báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12 hằng năm.
2. Sở Tài chính
Bố trí kinh phí thực hiện./.
"""

SCHEME = """ĐỀ ÁN
NÂNG CAO KỸ NĂNG AN TOÀN TRÊN MẠNG CHO NHÂN DÂN TỈNH AN BÌNH
(Kèm theo Quyết định số 12/QĐ-UBND ngày 24/11/2021 của Chủ tịch UBND tỉnh An Bình)
PHẦN I
SỰ CẦN THIẾT XÂY DỰNG ĐỀ ÁN
I. CĂN CỨ PHÁP LÝ
- Luật An ninh mạng ngày 12 tháng 6 năm 2018;
II. THỰC TRẠNG
1. Kết quả đạt được
a) 95% cơ quan đã có trang thông tin điện tử.
PHẦN THỨ HAI
QUAN ĐIỂM, MỤC TIÊU
I. QUAN ĐIỂM
1. Con người là trung tâm.
II. MỤC TIÊU
1. Mục tiêu chung
Nâng cao nhận thức.
2. Mục tiêu cụ thể
a) Đến năm 2025, trên 90% cán bộ, công chức được bồi dưỡng.
b) Tối thiểu 70% học sinh được trang bị kỹ năng.
PHẦN III
NHIỆM VỤ, GIẢI PHÁP
I. NHIỆM VỤ
1. Tuyên truyền, phổ biến pháp luật
a) Xây dựng chuyên trang an ninh mạng trên cổng thông tin điện tử.
b) Biên soạn các tài liệu tuyên truyền, gồm:
- Sổ tay cho người dân;
- Tờ rơi cho học sinh.
II. GIẢI PHÁP
1. Tăng cường sự lãnh đạo của cấp ủy đảng.
PHẦN IV
TỔ CHỨC THỰC HIỆN
I. KINH PHÍ THỰC HIỆN
Tổng kinh phí thực hiện Đề án: 5.200.000.000 đồng (Năm tỷ hai trăm triệu đồng).
II. PHÂN CÔNG NHIỆM VỤ
1. Công an tỉnh
a) Chủ trì tham mưu triển khai Đề án.
2. UBND các huyện, thị xã, thành phố
Triển khai tại địa phương.
"""

DECISION_HOLDING_PLAN = """THỦ TƯỚNG CHÍNH PHỦ
Số: 99/QĐ-TTg
Hà Nội, ngày 23 tháng 11 năm 2020
QUYẾT ĐỊNH
Phê duyệt Đề án tuyên truyền giai đoạn 2021-2025
THỦ TƯỚNG CHÍNH PHỦ
Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;
QUYẾT ĐỊNH:
Điều 1. Phê duyệt Đề án “Tuyên truyền” với những nội dung chính sau đây:
I. MỤC TIÊU
1. Mục tiêu cụ thể đến năm 2025
a) 100% cơ quan xây dựng kế hoạch.
II. NHIỆM VỤ
1. Nhiệm vụ 1: Tuyên truyền ở cơ sở giáo dục
a) Xây dựng tài liệu giảng dạy.
b) Tổ chức cuộc thi.
Điều 2. Tổ chức thực hiện
1. Bộ Thông tin và Truyền thông:
a) Chủ trì triển khai Đề án.
2. Bộ Giáo dục và Đào tạo: Chủ trì thực hiện Nhiệm vụ 1.
Điều 3. Quyết định này có hiệu lực thi hành kể từ ngày ký ban hành.
Điều 4. Các Bộ trưởng chịu trách nhiệm thi hành Quyết định này./.
Nơi nhận:
- Như Điều 4;
THỦ TƯỚNG
Nguyễn Văn Bình
"""

DIRECTIVE = """ỦY BAN NHÂN DÂN TỈNH AN BÌNH
Số: 05/CT-UBND
An Bình, ngày 02 tháng 3 năm 2024
CHỈ THỊ
Về việc tăng cường phòng, chống lừa đảo trên không gian mạng
Chủ tịch UBND tỉnh yêu cầu các sở, ban, ngành thực hiện tốt các nội dung sau:
1. Giám đốc Công an tỉnh:
a) Chỉ đạo lực lượng nghiệp vụ nắm chắc tình hình.
b) Chủ trì xây dựng kế hoạch cao điểm, hoàn thành trước ngày 31/3/2024.
2. Giám đốc Sở Thông tin và Truyền thông chỉ đạo các doanh nghiệp viễn thông gửi tin nhắn cảnh báo.
3. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh tuyên truyền tới đoàn viên, hội viên.
4. Chủ tịch Ủy ban nhân dân các xã, phường:
- Tuyên truyền trên hệ thống truyền thanh.
Giao Công an tỉnh theo dõi, đôn đốc việc thực hiện Chỉ thị này./.
Nơi nhận:
- Như trên;
CHỦ TỊCH
Nguyễn Văn Bình
"""

OWNERS_IN_LINES = """BỘ THÔNG TIN
KẾ HOẠCH
Triển khai công tác tuyên truyền năm 2024
I. MỤC TIÊU
Nâng cao nhận thức.
II. NHIỆM VỤ
1. Tổ chức Ngày an toàn thông tin
- Nội dung: Tổ chức hội thảo, triển lãm.
- Cơ quan chủ trì: Cục An toàn thông tin.
- Cơ quan phối hợp: Hiệp hội An toàn thông tin; các Sở.
- Thời gian: Tháng 11 năm 2024.
- Sản phẩm: Hội thảo; Triển lãm.
2. Xây dựng bộ công cụ nhận diện lừa đảo. Đơn vị chủ trì: Trung tâm Giám sát. Thời gian hoàn thành: tháng 9/2024.
III. TỔ CHỨC THỰC HIỆN
1. Cục An toàn thông tin chủ trì, phối hợp với các đơn vị triển khai Kế hoạch.
2. Các cơ quan, đơn vị thuộc Bộ căn cứ chức năng, nhiệm vụ triển khai thực hiện.
3. Vụ Kế hoạch - Tài chính bố trí kinh phí.
"""

OWNERS_UNDER_LABELS = """KẾ HOẠCH
Triển khai Đề án tìm kiếm
Mục I. HOÀN THIỆN VĂN BẢN
1. Nội dung, biện pháp
a) Rà soát văn bản;
b) Ban hành hướng dẫn.
2. Cơ quan chủ trì, phối hợp
a) Cơ quan chủ trì
- Ban Chỉ đạo quốc gia.
- Bộ Thông tin và Truyền thông; Bộ Ngoại giao.
b) Cơ quan phối hợp
- Các đơn vị, địa phương.
3. Thời gian thực hiện: Từ tháng 11/2023 trở đi.
Mục II. TỔ CHỨC THỰC HIỆN
1. Bộ Quốc phòng
a) Chủ trì triển khai.
"""

CAPITALS_ABOVE_ROMAN = """KẾ HOẠCH
Chuyển đổi số
A. MỤC TIÊU
I. Mục tiêu chung
Phát triển.
II. Mục tiêu cụ thể
1. Đến năm 2025: 90% hồ sơ trực tuyến.
B. NHIỆM VỤ TRỌNG TÂM
I. Hạ tầng số
1. Phát triển mạng 5G
1.1. Xây dựng trạm thu phát tại các khu công nghiệp. (Sở Khoa học và Công nghệ chủ trì; các doanh nghiệp phối hợp; hoàn thành Quý II/2025).
1.2. Nâng cấp mạng truyền số liệu chuyên dùng.
II. Nền tảng số
1. Nền tảng học trực tuyến.
C. TỔ CHỨC THỰC HIỆN
I. Trách nhiệm của các cơ quan
1. Sở Khoa học và Công nghệ
1.1. Chủ trì theo dõi.
1.2. Báo cáo hằng quý.
"""

WITH_FORM = """KẾ HOẠCH
Tuyên truyền năm 2023
I. MỤC ĐÍCH
1. Nâng cao nhận thức.
II. NỘI DUNG THỰC HIỆN
1. Tổ chức hội nghị. Thời gian: Quý I năm 2023.
2. Biên soạn tờ rơi.
III. TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa và Thông tin
- Tham mưu UBND thành phố.
2. UBND các xã, phường
- Báo cáo theo mẫu./.
Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Cường
MẪU SỐ 01
BÁO CÁO KẾT QUẢ TUYÊN TRUYỀN
STT
Nội dung
Đơn vị tính
Số lượng
Ghi chú
1
Số tin, bài
Tin
\xa0
\xa0
2
Số hội nghị
Hội nghị
\xa0
\xa0
3
Số tờ rơi
Tờ
\xa0
\xa0
"""

FLAT_TABLE_IN_BODY = """KẾ HOẠCH
Truyền thông năm 2024
I. MỤC TIÊU
Nâng cao nhận thức.
II. NỘI DUNG, NHIỆM VỤ
STT
Nội dung công việc
Đơn vị chủ trì
Đơn vị phối hợp
Thời gian
(1)
(2)
(3)
(4)
(5)
A
Công tác chỉ đạo
1
Ban hành kế hoạch
Văn phòng UBND
Các phòng
Tháng 01/2024
2
Hội nghị triển khai
Phòng Văn hóa và Thông tin
Quý I/2024
B
Công tác tuyên truyền
3
Tuyên truyền trên loa
Đài Truyền thanh
UBND các xã
Thường xuyên
4
Tổ chức 02 lớp tập huấn
Phòng Nội vụ
Trung tâm Chính trị
2024
III. KINH PHÍ
Tổng kinh phí: 120 triệu đồng.
IV. TỔ CHỨC THỰC HIỆN
1. Văn phòng UBND
Theo dõi.
"""

ANNEX_LIST = """KẾ HOẠCH
Tháng hành động
I. MỤC ĐÍCH
Nâng cao.
II. NỘI DUNG HOẠT ĐỘNG
(Chi tiết tại Phụ lục kèm theo)
III. TỔ CHỨC THỰC HIỆN
1. Sở Y tế: Chủ trì.
2. Sở Nội vụ: Phối hợp./.
Nơi nhận:
- Lưu VT.
GIÁM ĐỐC
Trần Văn An
PHỤ LỤC I
CÁC HOẠT ĐỘNG CHÍNH
(Kèm theo Kế hoạch số 12/KH-SYT)
1. Lễ phát động
- Thời gian: 15/6/2024.
- Địa điểm: Quảng trường.
- Đơn vị chủ trì: Sở Y tế.
2. Hội thi
- Thời gian: tháng 7/2024.
- Đơn vị chủ trì: Tỉnh đoàn.
PHỤ LỤC II
DỰ TOÁN KINH PHÍ
Đơn vị tính: đồng
STT
Nội dung
Số lượng
Đơn giá
Thành tiền
1
Băng rôn
10
500.000
5.000.000
2
Tờ rơi
1000
2.000
2.000.000
Tổng cộng
7.000.000
"""

BROKEN_LINES = """KẾ HOẠCH
Tuyên truyền an toàn thông tin
I. MỤC TIÊU
1. Mục tiêu chung: Nâng cao nhận thức và trách nhiệm của cán bộ, công chức,
viên chức và người dân.
2. Mục tiêu cụ thể
- 100% cán bộ, công chức, viên chức, người lao động trong các cơ quan nhà
nước được tập huấn.
II. NHIỆM VỤ
1. Tuyên truyền trên Cổng thông tin điện tử của Ủy ban nhân dân tỉnh, của các
Sở, ban, ngành và địa phương.
2. Tổ chức hội nghị triển khai tới
Ủy ban nhân dân các xã, phường.
III. TỔ CHỨC THỰC HIỆN
1. Sở Khoa học và
Công nghệ
- Chủ trì.
2. Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh,
Bộ đội Biên phòng tỉnh
- Phối hợp.
"""

THEMES_AND_FORMS = """KẾ HOẠCH
Phòng ngừa lừa đảo năm 2025
I. MỤC ĐÍCH, YÊU CẦU
- Nâng cao nhận thức.
II. NỘI DUNG, HÌNH THỨC TUYÊN TRUYỀN
1. Nội dung tuyên truyền
- Phương thức, thủ đoạn của tội phạm.
2. Hình thức tuyên truyền
- Tuyên truyền trên loa truyền thanh.
- Tuyên truyền qua Zalo.
III. TỔ CHỨC THỰC HIỆN
1. Giao Công an xã chủ trì, phối hợp với Văn phòng HĐND và UBND xã triển khai kế hoạch.
2. Đề nghị Ủy ban MTTQ Việt Nam xã và các đoàn thể tuyên truyền đến hội viên.
3. Các thôn: Thông báo đến nhân dân.
Trên đây là Kế hoạch phòng ngừa lừa đảo năm 2025./.
"""
