"""Reads of the press: outlets with what they owe in a month, pieces, kits."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from khien.channels.models import PressKit, PressOutlet, PressPiece
from khien.channels.rules.press import OutletKind, PieceForm
from khien.channels.rules.quota import Kept, kept_in, read_quota
from khien.channels.wording_places import PIECE_NAMES


@dataclass(frozen=True, slots=True)
class OutletLine:
    """An outlet in a month. `understood`: its quota could be read."""

    uuid: str
    name: str
    kind: OutletKind
    unit: str
    quota: str
    understood: bool
    kept: tuple[Kept, ...]
    pieces: int
    active: bool

    @property
    def missing(self) -> int:
        return sum(one.missing for one in self.kept)

    @property
    def shown(self) -> str:
        """ "1/1 bài báo, 0/2 tin"."""
        return ", ".join(
            f"{one.done}/{one.owed} {str(PIECE_NAMES[one.quota.form]).lower()}"
            for one in self.kept
            if one.owed
        )


def outlet_lines(outlets: QuerySet[PressOutlet], *, month: dt.date) -> list[OutletLine]:
    """Two queries. `month`: any day of it."""
    rows = list(outlets)
    pieces: dict[int, list[tuple[dt.date, PieceForm]]] = defaultdict(list)
    year = PressPiece.objects.filter(outlet__in=[row.pk for row in rows], on__year=month.year)
    for outlet_id, on, form in year.order_by().values_list("outlet_id", "on", "form"):
        pieces[outlet_id].append((on, PieceForm(form)))
    return [_line(row, pieces[row.pk], month) for row in rows]


def _line(row: PressOutlet, pieces: list[tuple[dt.date, PieceForm]], month: dt.date) -> OutletLine:
    quotas = read_quota(row.quota_text)
    kept = kept_in(quotas, pieces, month=month, since=row.quota_from, until=row.quota_until)
    here = sum((on.year, on.month) == (month.year, month.month) for on, _form in pieces)
    return OutletLine(
        str(row.uuid), row.name, OutletKind(row.kind), row.unit.name, row.quota_text, bool(quotas) or not row.quota_text,
        tuple(kept), here, row.active,
    )  # fmt: skip


def pieces_of(outlet: PressOutlet, *, limit: int = 200) -> list[PressPiece]:
    return list(outlet.pieces.all()[:limit])


def kit_rows(kits: QuerySet[PressKit]) -> list[PressKit]:
    return list(kits[:200])


def reminder(line: OutletLine, *, month: dt.date) -> str:
    """A polite letter that names what is still owed, to copy; empty when nothing is."""
    owed = [
        f"{one.missing:02} {str(PIECE_NAMES[one.quota.form]).lower()}" for one in line.kept if one.missing
    ]
    if not owed:
        return ""
    return (
        f"Kính gửi {line.name},\n\n"
        f"Theo phân công của Kế hoạch ({line.quota}), tháng {month:%m/%Y} còn thiếu: {', '.join(owed)}.\n"
        "Đề nghị Quý cơ quan bố trí đăng, phát và ghi lại đường dẫn trên hệ thống. "
        "Tư liệu sẵn dùng có trong mục Bộ tư liệu báo chí.\n\nTrân trọng cảm ơn."
    )
