"""The wording of the consolidated report: what stands in it when the office has written nothing else.

An official document is in Vietnamese whatever language the screen speaks, so these texts are no msgids. `{{ … }}` are
places (`places`). Refuses figures: they come through places only.
"""

from __future__ import annotations

from types import MappingProxyType

# Section → the text it starts with. A line that begins with "- " or "+ " is a dash or a plus of the document.
SECTIONS = MappingProxyType(
    {
        "title": "Kết quả thực hiện {{ ke_hoach }} {{ ky_bao_cao }}",
        "grounds": "Thực hiện {{ ke_hoach }} {{ ngay_ke_hoach }} của {{ co_quan_ke_hoach }}: {{ ten_ke_hoach }}",
        "opening": (
            "{{ co_quan }} tổng hợp kết quả thực hiện từ ngày {{ tu_ngay }} đến ngày {{ den_ngay }} "
            "trên cơ sở báo cáo của {{ don_vi_da_bao_cao }}/{{ don_vi_phai_bao_cao }} cơ quan, đơn vị như sau:"
        ),
        "direction": "{{ y_kien_chi_dao }}",
        "tasks_lead": (
            "Trong kỳ, {{ so_don_vi_thuc_hien }} cơ quan, đơn vị đã thực hiện {{ so_hoat_dong }} hoạt động, với "
            "{{ luot_nguoi }} lượt người được tiếp cận và {{ so_san_pham }} sản phẩm truyền thông. "
            "{{ so_voi_ky_truoc }} {{ so_voi_cung_ky }}"
        ),
        "targets_lead": "Kết quả thực hiện các chỉ tiêu tính đến ngày {{ den_ngay }}:",
        "money_lead": (
            "Tổng kinh phí đã thực hiện trong kỳ: {{ kinh_phi }} (bằng chữ: {{ kinh_phi_bang_chu }})."
        ),
        "results": "{{ y_kien_ket_qua }}",
        "difficulties": "{{ y_kien_kho_khan }}",
        "causes": "{{ y_kien_nguyen_nhan }}",
        "next_steps": "{{ y_kien_phuong_huong }}",
        "proposals": "{{ y_kien_kien_nghi }}",
        "closing": "Trên đây là báo cáo kết quả thực hiện {{ ke_hoach }} {{ ky_bao_cao }} của {{ co_quan }}",
    }
)
# What the head and the foot of the document say; lists are one a line.
HEAD = MappingProxyType(
    {
        "superior_body": "",
        "issuing_body": "",
        "symbol": "",
        "place": "",
        "authority": "",
        "position": "",
        "signer": "",
        "recipients": "",
        "archive": "VT",
    }
)
# Places that hold what units wrote → the narrative they gather.
OPINION_PLACES = MappingProxyType(
    {
        "y_kien_chi_dao": "direction",
        "y_kien_ket_qua": "results",
        "y_kien_kho_khan": "difficulties",
        "y_kien_nguyen_nhan": "causes",
        "y_kien_phuong_huong": "next_steps",
        "y_kien_kien_nghi": "proposals",
    }
)
NOTHING_SAID = "Các cơ quan, đơn vị không nêu nội dung này."
MOST_OPINIONS = 15  # in a section of the body; all of them stand in an annex
MOST_NAMES = 6

AUDIENCES = MappingProxyType(
    {
        "officials": "Cán bộ, công chức, viên chức",
        "pupils": "Học sinh",
        "students": "Sinh viên",
        "teachers": "Nhà giáo",
        "parents": "Cha mẹ học sinh",
        "children": "Trẻ em",
        "youth": "Thanh niên",
        "women": "Phụ nữ",
        "workers": "Người lao động",
        "elderly": "Người cao tuổi",
        "disabled": "Người khuyết tật",
        "firms": "Doanh nghiệp nhỏ, hộ kinh doanh",
        "journalists": "Nhà báo, phóng viên",
        "public": "Người dân nói chung",
    }
)
KINDS_OF_ACTIVITY = MappingProxyType(
    {
        "class": "Lớp tập huấn",
        "talk": "Buổi tuyên truyền trực tiếp",
        "event": "Sự kiện, hội nghị",
        "contest": "Cuộc thi",
        "press": "Tin, bài báo chí",
        "online": "Đăng trên mạng",
        "message": "Tin nhắn, thư điện tử",
        "broadcast": "Phát thanh cơ sở",
        "display": "Pa nô, áp phích, màn hình",
        "handout": "Tờ rơi, cẩm nang",
        "production": "Sản xuất tài liệu, clip",
        "document": "Ban hành văn bản",
        "meeting": "Cuộc họp",
        "inspection": "Kiểm tra, đánh giá",
        "survey": "Khảo sát",
        "drill": "Diễn tập",
        "support": "Hỗ trợ người dân, xử lý sự cố",
        "other": "Hoạt động khác",
    }
)
MEASURES = MappingProxyType(
    {
        "activities": "Số hoạt động",
        "people": "Lượt người tiếp cận",
        "spent": "Kinh phí thực hiện (đồng)",
        "evidence": "Số minh chứng",
        "products": "Số sản phẩm",
        "units": "Số đơn vị thực hiện",
    }
)
BASES = MappingProxyType(
    {"counted": "đếm được", "estimated": "ước tính", "surveyed": "khảo sát", "typed": "đơn vị tự nhập"}
)
