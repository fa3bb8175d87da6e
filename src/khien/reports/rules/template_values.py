"""What an office's own Word template may show: every place as text, and lists to walk. Pure; texts and lists only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from khien.reports.rules.consolidated import ConsolidatedData, Measure
from khien.reports.rules.official import Pen, Setting, decimal, shown
from khien.reports.rules.official_annexes import day
from khien.reports.rules.official_words import AUDIENCES, SECTIONS
from khien.reports.rules.places import filled, named, plain
from vanban import money_text, number_text

_OPINIONS = {
    "chi_dao": "direction",
    "ket_qua": "results",
    "kho_khan": "difficulties",
    "nguyen_nhan": "causes",
    "phuong_huong": "next_steps",
    "kien_nghi": "proposals",
}
_STATES = {
    "accepted": "Đã chấp nhận",
    "waiting": "Chờ chấp nhận",
    "missing": "Chưa nộp",
    "excused": "Được miễn",
}


def template_values(data: ConsolidatedData, setting: Setting) -> dict[str, Any]:
    """Name → text, or a list of rows (name → text)."""
    pen = Pen(data, setting)
    values: dict[str, Any] = {name: filling.text for name, filling in pen.places.items()}
    values["loi_van"] = {name: plain(filled(setting.text(name), pen.places)) for name in SECTIONS}
    values["nhom_nhiem_vu"] = [
        {
            "ten": group.title,
            **_figures(pen, group.refs),
            "nhiem_vu": [
                {"muc": task.path, "noi_dung": task.text, "chu_tri": task.leads, **_figures(pen, task.refs)}
                for task in group.tasks
            ],
        }
        for group in data.groups
    ]
    values["chi_tieu"] = [
        {
            "noi_dung": row.text,
            "don_vi_tinh": row.unit_of_measure,
            "ke_hoach": shown(decimal(row.plan)),
            "luy_ke": shown(decimal(row.value)),
            "cach_tinh": row.how,
        }
        for row in data.targets
    ]
    values["kinh_phi_nguon"] = [
        {
            "nguon": row.source,
            "ke_hoach": "" if row.planned is None else money_text(row.planned),
            "thuc_hien": money_text(pen.values[row.ref]),
            "luy_ke": money_text(row.cumulative),
        }
        for row in data.money
    ]
    values |= _units(pen) | _lists(pen)
    return values


def _figures(pen: Pen, refs: Mapping[str, str]) -> dict[str, str]:
    def value(measure: Measure) -> int:
        return pen.values.get(refs.get(measure.value, ""), 0)

    return {
        "so_hoat_dong": number_text(value(Measure.ACTIVITIES)),
        "luot_nguoi": number_text(value(Measure.PEOPLE)),
        "so_don_vi": number_text(value(Measure.UNITS)),
        "kinh_phi": money_text(value(Measure.SPENT)),
    }


def _units(pen: Pen) -> dict[str, Any]:
    lines = [
        {
            "ten": line.name,
            "tinh_trang": _STATES.get(line.state, ""),
            "han_nop": day(line.due_on),
            "ngay_nop": day(line.handed_in_on),
            "so_ngay_cham": number_text(line.days_late),
            **_figures(pen, line.refs or {}),
        }
        for line in pen.data.units
    ]
    late = [
        row
        for row, line in zip(lines, pen.data.units, strict=True)
        if line.days_late or line.state == "missing"
    ]
    return {"don_vi": lines, "don_vi_cham_hoac_thieu": late}


def _lists(pen: Pen) -> dict[str, Any]:
    names = pen.data.unit_names()
    return {
        "san_pham": [
            {"ten": name, "so_luong": number_text(pen.values[code]), "so_don_vi": number_text(units)}
            for name, code, units in pen.data.products
        ],
        "doi_tuong": [
            {"ten": AUDIENCES.get(audience, audience), "luot_nguoi": number_text(pen.values[code])}
            for audience, code in pen.data.audiences
        ],
        "y_kien": {
            name: [
                {"noi_dung": opinion.text, "don_vi": named(opinion.unit_ids, names)}
                for opinion in pen.data.opinions.get(section, ())
            ]
            for name, section in _OPINIONS.items()
        },
    }
