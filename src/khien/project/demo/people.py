"""People of the demo and how they sign in: one for each role, so that each desk can be tried."""

from __future__ import annotations

from dataclasses import dataclass

from khien.orgs.api import Role


@dataclass(frozen=True, slots=True)
class PersonRow:
    sign_in: str
    name: str
    role: Role
    unit: str | None  # code; None = everywhere
    position: str
    telephone: str


PASSWORD = "An-Binh-2026"  # noqa: S105 - the demo's, printed at start; `khien doctor` warns while it works

PEOPLE = (
    PersonRow("thuongtruc", "Nguyễn Thị Hạnh", Role.STANDING_OFFICE, None, "Phó Trưởng phòng An ninh mạng", "0900000001"),
    PersonRow("lanhdao", "Trần Văn Bình", Role.LEADER, "AB", "Phó Chủ tịch UBND tỉnh", "0900000002"),
    PersonRow("sokhcn", "Lê Thị Mai", Role.FOCAL_OFFICER, "AB-KHCN", "Chuyên viên", "0900000003"),
    PersonRow("sogddt", "Phạm Quốc Ân", Role.FOCAL_OFFICER, "AB-GDDT", "Chuyên viên", "0900000004"),
    PersonRow("xabinhhoa", "Đỗ Thị Ánh", Role.FOCAL_OFFICER, "AB-X06", "Công chức Văn hóa - Xã hội", "0900000005"),
    PersonRow("xacamgiang", "Hoàng Văn Đức", Role.FOCAL_OFFICER, "AB-X07", "Công chức Văn hóa - Xã hội", "0900000006"),
    PersonRow("bientap", "Vũ Thị Ngọc", Role.EDITOR, "AB-BPTTH", "Biên tập viên", "0900000007"),
    PersonRow("pheduyet", "Bùi Minh Ước", Role.APPROVER, "AB", "Phó Chánh Văn phòng", "0900000008"),
    PersonRow("kiemtra", "Ngô Thanh Ý", Role.AUDITOR, None, "Thanh tra viên", "0900000009"),
    PersonRow("quantri", "Đặng Hữu Ơn", Role.ADMINISTRATOR, None, "Quản trị hệ thống", "0900000010"),
)  # fmt: skip
