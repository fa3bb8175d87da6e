"""Warnings of the demo: one that is over and one in force, through the same services that people use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from khien.alerts.models import Alert
from khien.alerts.rules.draft import Draft
from khien.alerts.rules.issued import AlertText
from khien.alerts.rules.vocabulary import Certainty, Event, Severity, Urgency
from khien.alerts.services import expiring, workflow, writing
from khien.base.access import Actor

OVER = Draft(
    texts={
        "vi": AlertText(
            "Giả danh nhân viên điện lực gọi báo cắt điện để chiếm tiền",
            "Gia danh dien luc goi bao cat dien, doi chuyen tien no. Khong chuyen tien, goi 19001909 de hoi lai.",
            "Trong hai ngày qua có kẻ gọi điện tự xưng là nhân viên điện lực, báo nợ tiền điện và dọa cắt điện ngay, "
            "rồi gửi đường dẫn thanh toán giả.",
            "Không chuyển tiền theo cuộc gọi.\nKhông bấm đường dẫn trong tin nhắn.\nXem nợ tiền điện trong ứng dụng "
            "chính thức hoặc hỏi công an xã.",
            "Bà con chú ý. Có kẻ giả danh nhân viên điện lực gọi điện dọa cắt điện để đòi tiền. Bà con không chuyển "
            "tiền, không bấm đường dẫn lạ.",
        )
    },
    event=Event.IMPERSONATION,
    severity=Severity.MODERATE,
    certainty=Certainty.OBSERVED,
    urgency=Urgency.EXPECTED,
    audiences=("elderly",),
    contact="113",
)
CURRENT = Draft(
    texts={
        "vi": AlertText(
            "Giả danh công an gọi điện yêu cầu cập nhật VNeID để chiếm đoạt tài khoản",
            "Gia danh cong an goi cap nhat VNeID de chiem tien. Hay cup may, khong bam link, goi 113.",
            "Từ sáng nay nhiều người dân bị gọi điện tự xưng công an phường, yêu cầu cài ứng dụng VNeID giả qua đường "
            "dẫn. Ứng dụng này chiếm quyền điện thoại và chuyển hết tiền trong tài khoản.",
            "Cúp máy ngay.\nKhông bấm đường dẫn, không cài ứng dụng lạ.\nĐã lỡ cài: tắt mạng, gọi ngân hàng khóa tài "
            "khoản.\nBáo 113 hoặc công an xã, phường.",
            "Bà con chú ý. Có kẻ giả danh công an gọi điện yêu cầu cập nhật VNeID. Công an không làm việc qua điện "
            "thoại. Bà con cúp máy, không bấm đường dẫn, không cài ứng dụng lạ, và báo 113 hoặc công an xã.",
        ),
        "en": AlertText(
            "False police officers telephone about VNeID to take over bank accounts",
            "False police call about VNeID to steal money. Hang up, open no link, call 113.",
            "Since this morning callers who say to be ward police ask people to install a false VNeID app from a link. "
            "The app takes over the telephone and empties bank accounts.",
            "Hang up at once.\nOpen no link and install no app.\nInstalled it already? Switch off the network and have "
            "your bank lock the account.\nTell 113 or the local police.",
            "",
        ),
    },
    event=Event.IMPERSONATION,
    severity=Severity.SEVERE,
    certainty=Certainty.OBSERVED,
    urgency=Urgency.IMMEDIATE,
    audiences=("elderly",),
    contact="113",
)


def load_demo(
    writer: Actor,
    approvers: tuple[Actor, Actor],
    *,
    unit_id: int,
    places: Sequence[int],
    at: dt.datetime,
) -> None:
    """Neither is handed to channels: a demo sends nothing by itself."""
    _sent(writer, approvers, OVER, unit_id, places, at=at - dt.timedelta(days=9))
    _sent(writer, approvers, CURRENT, unit_id, places, at=at)
    expiring.expire(at=at)


def _sent(
    writer: Actor,
    approvers: tuple[Actor, Actor],
    draft: Draft,
    unit_id: int,
    places: Sequence[int],
    *,
    at: dt.datetime,
) -> Alert:
    filled = {name: getattr(draft, name) for name in Draft.__dataclass_fields__}
    filled |= {"unit_ids": tuple(places), "expires_at": at + dt.timedelta(days=5)}
    alert = writing.begin(writer, unit_id, Draft(**filled), at=at)
    workflow.submit(writer, alert, at=at)
    for approver in approvers:
        workflow.approve(approver, alert, revision=alert.revision, announce=False, at=at)
    return alert
