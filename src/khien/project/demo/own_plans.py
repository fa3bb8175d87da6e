"""Plans that two communes and a department made of the province's plan: one complete, one thin, one not read yet.

Our own wording for units that do not exist. Refuses real data: only `year` calls it.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass

from khien.accounts import api as accounts
from khien.orgs import api as orgs
from khien.plans.access import plan_for
from khien.plans.jobs import align_plan, read_plan
from khien.plans.models import PlanDocument, PlanRow
from khien.plans.rules.kinds import RowKind
from khien.plans.services.editing import accept_rows
from khien.plans.services.naming import Answer
from khien.plans.services.settling import decide_agency
from khien.plans.services.uploading import upload_plan
from khien.programme.services import adopt
from vanban import Division, OfficialDocument, Signature, write_report

AS_TEXT = Answer(meaning="none", unit_ids=(), label="")  # people of the commune are no unit


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """A unit's plan: who uploads it, its number and its tasks."""

    sign_in: str
    unit: str
    issuing_body: str
    head_lines: tuple[str, str]
    symbol: str
    place: str
    number: int
    position: str
    signer: str
    tasks: tuple[str, ...]


PLANS = (
    OwnPlan(
        "xabinhhoa",
        "AB-X06",
        "Ủy ban nhân dân xã Bình Hòa",
        ("Ủy ban nhân dân", "xã Bình Hòa"),
        "UBND",
        "Bình Hòa",
        18,
        "Chủ tịch",
        "Lê Hoàng Nam",
        (
            "Công chức Văn hóa - Xã hội chủ trì, mỗi tuần soạn 01 bản tin cảnh báo, phát trên hệ thống truyền thanh của xã vào 5 giờ 30 và 17 giờ.",
            "Tổ công nghệ số cộng đồng đến từng hộ gia đình hướng dẫn cài đặt, đặt mật khẩu và sử dụng tài khoản an toàn; mỗi năm 04 đợt.",
            "Treo áp phích, phát tờ rơi phòng tránh lừa đảo tại chợ Bình Hòa, bến xe khách và khu nhà trọ công nhân của xã.",
            "Cử 02 tuyên truyền viên của xã dự lớp tập huấn nghiệp vụ do Sở Tư pháp tổ chức trước ngày 30/6/2026.",
            "Phối hợp Hội Phụ nữ hướng dẫn người cao tuổi, người khuyết tật sử dụng dịch vụ trực tuyến an toàn.",
        ),
    ),
    OwnPlan(
        "xacamgiang",
        "AB-X07",
        "Ủy ban nhân dân xã Cẩm Giang",
        ("Ủy ban nhân dân", "xã Cẩm Giang"),
        "UBND",
        "Cẩm Giang",
        9,
        "Chủ tịch",
        "Trương Thị Lý",
        (
            "Tăng cường tuyên truyền về an toàn trên không gian mạng đến cán bộ và nhân dân trong xã.",
            "Phát tờ rơi cảnh báo lừa đảo tại chợ trung tâm xã trong năm 2026.",
            "Phát tin, bài cảnh báo trên loa truyền thanh xã.",
        ),
    ),
)


def make_own_plans(parent_uuid: str, *, began: dt.datetime) -> None:
    """Upload, read, accept and adopt them, as their officers would, some days after the province's plan."""
    for number, row in enumerate(PLANS):
        _make(row, parent_uuid, at=began + dt.timedelta(days=9 + 4 * number))


def _make(row: OwnPlan, parent_uuid: str, *, at: dt.datetime) -> None:
    officer = accounts.actor_named(row.sign_in)
    unit = orgs.unit_by_code(row.unit, on=at.date())
    if unit is None:
        return
    file = io.BytesIO()
    write_report(_document(row, at.date()), file)
    file.seek(0)
    uploaded = upload_plan(
        officer,
        file,
        name=f"Ke-hoach-{row.number:02d}-{row.unit}.docx",
        unit_id=unit.id,
        parent=PlanDocument.objects.get(uuid=parent_uuid),
        ask_to_read=lambda _plan_id: None,
        at=at,
    )
    read_plan.func(plan_id=uploaded.plan.pk)
    plan = plan_for(officer, str(uploaded.plan.uuid), to="edit")
    for row_read in PlanRow.objects.filter(plan=plan, alive=True):
        for agency in row_read.agencies.filter(state="unsure"):
            decide_agency(officer, agency, answer=AS_TEXT, everywhere=True, at=at)
    accept_rows(officer, plan, PlanRow.objects.filter(plan=plan, kind=RowKind.TASK, alive=True), at=at)
    adopt(officer, str(plan.uuid), at=at)
    align_plan.func(plan_id=plan.pk)


def _document(row: OwnPlan, issued: dt.date) -> OfficialDocument:
    grounds = "Thực hiện Kế hoạch số 05/KH-UBND ngày 15 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh An Bình"
    return OfficialDocument(
        kind="Kế hoạch",
        issuing_body=row.issuing_body,
        head_lines=row.head_lines,
        body_symbol=row.symbol,
        number=row.number,
        place=row.place,
        issued=issued,
        title="Tuyên truyền, nâng cao kỹ năng bảo đảm an toàn trên không gian mạng cho người dân năm 2026",
        grounds=(grounds,),
        body=(
            Division(
                "section",
                "MỤC ĐÍCH, YÊU CẦU",
                (
                    Division(
                        "dash",
                        "Cụ thể hóa nhiệm vụ tỉnh giao, giúp người dân nhận biết và phòng tránh lừa đảo.",
                    ),
                ),
            ),
            Division("section", "NHIỆM VỤ", tuple(Division("clause", text) for text in row.tasks)),
            Division(
                "section",
                "TỔ CHỨC THỰC HIỆN",
                (
                    Division(
                        "dash",
                        f"Công chức Văn hóa - Xã hội tham mưu {row.issuing_body} thực hiện Kế hoạch.",
                    ),
                ),
            ),
        ),
        signature=Signature(row.position, row.signer, authority=("TM. Ủy ban nhân dân",)),
        recipients=("UBND tỉnh (để báo cáo)", "Các ban, ngành, đoàn thể xã"),
        archive="VT",
    )
