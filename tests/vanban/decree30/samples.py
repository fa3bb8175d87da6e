"""Documents for the writer's tests: a letter, a decision, a hostile text, each as small as the case needs."""

from datetime import date

from vanban import Annex, Column, Division, Grid, OfficialDocument, Prose, Row, Signature, Span

SIGNATURE = Signature("Phó Giám đốc", "Trần Thị Mai", authority=("KT. Giám đốc",))
TASKS = Grid(
    columns=(
        Column("TT", 0.5, "centre"),
        Column("Nhiệm vụ", 3),
        Column("Tỉnh", 1, "right", group="Kinh phí"),
        Column("Xã", 1, "right", group="Kinh phí"),
    ),
    rows=(
        Row(("I", "Tuyên truyền"), "group"),
        *(Row((str(n), f"Tổ chức lớp tập huấn thứ {n}", "1.000.000", "500.000")) for n in range(1, 61)),
        Row(("", "Tổng cộng", "60.000.000", "30.000.000"), "total"),
    ),
    unit_note="Đơn vị tính: đồng",
)


def report(**changes: object) -> OfficialDocument:
    """Report 07/BC-SKHCN of a department, with one wide annex; `changes` replace its fields."""
    fields: dict[str, object] = {
        "kind": "Báo cáo",
        "superior_body": "Ủy ban nhân dân tỉnh An Bình",
        "issuing_body": "Sở Khoa học và Công nghệ",
        "head_lines": ("Sở Khoa học và Công nghệ",),
        "body_symbol": "SKHCN",
        "number": 7,
        "place": "An Bình",
        "issued": date(2027, 1, 5),
        "title": "Kết quả tuyên truyền quý I",
        "grounds": ("Căn cứ Luật An ninh mạng số 116/2025/QH15",),
        "body": (
            Division(
                "section",
                "KẾT QUẢ",
                (
                    Division("clause", "Chỉ tiêu", (Division("point", "Đã tổ chức 12 lớp."),), title=True),
                    Division(
                        "clause", (Span("Kinh phí: "), Span("90.000.000 đồng", footnote="Chưa quyết toán."))
                    ),
                ),
            ),
            Prose("Trên đây là báo cáo của Sở Khoa học và Công nghệ."),
        ),
        "signature": SIGNATURE,
        "recipients": ("UBND tỉnh", "Công an tỉnh;"),
        "annexes": (Annex("Phụ lục", "Danh mục nhiệm vụ", (TASKS,), landscape=True),),
    }
    return OfficialDocument(**(fields | changes))  # type: ignore[arg-type]


def letter(**changes: object) -> OfficialDocument:
    """Letter 12/SKHCN-ATTT to two addressees."""
    fields: dict[str, object] = {
        "kind": "Công văn",
        "body_symbol": "SKHCN-ATTT",
        "number": 12,
        "title": "đôn đốc báo cáo kết quả 6 tháng đầu năm",
        "grounds": (),
        "addressees": ("Các sở, ban, ngành tỉnh", "UBND các xã, phường"),
        "body": (Prose("Đề nghị các cơ quan, đơn vị gửi báo cáo trước ngày 10/6/2027."),),
        "annexes": (),
    }
    return report(**(fields | changes))


def decision() -> OfficialDocument:
    """Decision with three articles."""
    return report(
        kind="Quyết định",
        decided_by="Giám đốc Sở Khoa học và Công nghệ",
        title="Về việc thành lập Tổ giúp việc",
        body=(
            Division("article", "Thành lập Tổ giúp việc gồm 05 thành viên.", (Division("clause", "Bà Trần Thị Mai, Tổ trưởng;"),)),
            Division("article", "Quyết định có hiệu lực từ ngày ký."),
            Division("article", "Chánh Văn phòng Sở chịu trách nhiệm thi hành."),
        ),
        annexes=(),
    )  # fmt: skip
