"""Small plans in plain text, each with one fault, and the way a test asks for the findings of one kind."""

from vanban._checks import find
from vanban._plan import Finding, Plan
from vanban._reader import read

HEAD = """ỦY BAN NHÂN DÂN
TỈNH AN BÌNH
-------

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số: {number}/KH-UBND

An Bình, ngày {day} tháng {month} năm 2026

KẾ HOẠCH

Tuyên truyền an toàn trên không gian mạng giai đoạn 2026 - 2030

Căn cứ Luật An ninh mạng số 24/2018/QH14 ngày 12 tháng 6 năm 2018;

Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung sau:

"""

BODY = """I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

- Giúp người dân nhận biết lừa đảo trên không gian mạng.

2. Yêu cầu

- Nội dung dễ hiểu, phù hợp từng nhóm đối tượng.

II. NHIỆM VỤ, GIẢI PHÁP

1. Tuyên truyền trên báo chí

a) Mở chuyên mục cảnh báo lừa đảo trên báo điện tử của tỉnh.

b) Sản xuất video clip nhận diện phần mềm độc hại.

2. Tuyên truyền tại trường học

a) Tổ chức cuộc thi trực tuyến cho học sinh phổ thông.

b) Biên soạn cẩm nang cho cha mẹ học sinh.

{more}III. KINH PHÍ THỰC HIỆN

1. {money}

IV. TỔ CHỨC THỰC HIỆN

1. Công an tỉnh

- Chủ trì mở chuyên mục cảnh báo lừa đảo trên báo điện tử của tỉnh và sản xuất video clip nhận diện phần mềm độc hại.

2. Sở Giáo dục và Đào tạo

- Tổ chức cuộc thi trực tuyến cho học sinh phổ thông; biên soạn cẩm nang cho cha mẹ học sinh.

3. Sở Tài chính

- Tham mưu bố trí kinh phí thực hiện Kế hoạch./.

"""

TAIL = """Nơi nhận:
- Các sở, ban, ngành;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Nguyễn Minh Khôi

"""


def text(
    *,
    number: str = "12",
    day: str = "15",
    month: str = "01",
    money: str = "Kinh phí từ ngân sách tỉnh.",
    more: str = "",
    replacing: tuple[str, str] = ("", ""),
    annex: str = "",
) -> str:
    """The plan with one thing changed; `replacing` swaps words of the body (they must be there)."""
    whole = (
        HEAD.format(number=number, day=day, month=month) + BODY.format(money=money, more=more) + TAIL + annex
    )
    assert replacing[0] in whole
    return whole.replace(*replacing) if replacing[0] else whole


def plan(**changes: object) -> Plan:
    return read(text(**changes).encode(), name="ke-hoach.txt")  # type: ignore[arg-type]


def findings(kind: str, **changes: object) -> list[Finding]:
    return [finding for finding in find(plan(**changes)) if finding.kind == kind]


def of(kind: str, read_plan: Plan) -> list[Finding]:
    return [finding for finding in find(read_plan) if finding.kind == kind]
