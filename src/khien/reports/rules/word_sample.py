"""A Word template to start from: the places and lists a report has, laid out plainly. The office restyles it.

Run in a process of its own (`services.word_templates`): `python -m khien.reports.rules.word_sample > template.docx`.
"""

from __future__ import annotations

import io
import sys

import docx
from docx.shared import Pt

LINES = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "",
    "BÁO CÁO",
    "{{ loi_van.title }}",
    "",
    "{{ loi_van.opening }}",
    "I. CÔNG TÁC CHỈ ĐẠO, TỔ CHỨC TRIỂN KHAI",
    "{%p for dong in y_kien.chi_dao %}",
    "- {{ dong.noi_dung }} ({{ dong.don_vi }}).",
    "{%p endfor %}",
    "II. KẾT QUẢ THỰC HIỆN",
    "{{ loi_van.tasks_lead }}",
    "{%p for nhom in nhom_nhiem_vu %}",
    "{{ nhom.ten }}: {{ nhom.so_hoat_dong }} hoạt động, {{ nhom.luot_nguoi }} lượt người.",
    "{%p endfor %}",
    "Kinh phí: {{ kinh_phi }} (bằng chữ: {{ kinh_phi_bang_chu }}).",
    "III. ĐÁNH GIÁ CHUNG",
    "{%p for dong in y_kien.ket_qua %}",
    "- {{ dong.noi_dung }} ({{ dong.don_vi }}).",
    "{%p endfor %}",
    "{{ loi_van.closing }}./.",
    "",
    "Các đơn vị báo cáo:",
)
HEADS = ("Cơ quan, đơn vị", "Tình trạng", "Số hoạt động", "Lượt người")
CELLS = ("{{ dv.ten }}", "{{ dv.tinh_trang }}", "{{ dv.so_hoat_dong }}", "{{ dv.luot_nguoi }}")


def sample_template() -> bytes:
    word = docx.Document()
    style = word.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    for line in LINES:
        word.add_paragraph(line)
    table = word.add_table(rows=4, cols=len(HEADS))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, HEADS, strict=True):
        cell.text = text
    table.rows[1].cells[0].text = "{%tr for dv in don_vi %}"
    for cell, text in zip(table.rows[2].cells, CELLS, strict=True):
        cell.text = text
    table.rows[3].cells[0].text = "{%tr endfor %}"
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(sample_template())
