"""A unit's own papers in the official layout: its report, the blank form to fill in by hand, and the letter that urges
late units. Pure: values in, an `OfficialDocument` out; no database, no clock, no file.

Refuses to sign and to number: the office does that. What is unknown stays a blank to fill in by hand.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khien.reports.rules.figures import Figures
from khien.reports.rules.head_defaults import AREA
from khien.reports.rules.official_words import AUDIENCES
from vanban import Annex, Column, Division, Grid, OfficialDocument, Prose, Row, Signature, number_text

BLANK = "……………………………"
DOTS = "…" * 34
TO_MANY = "Các cơ quan, đơn vị chưa gửi báo cáo (danh sách tại phụ lục kèm theo)"
LONG_LIST = 20  # late units in a letter's text; more stand in an annex
_COMMITTEE = ("ủy ban nhân dân", "uỷ ban nhân dân")
_SECTIONS = (
    ("direction", "CÔNG TÁC CHỈ ĐẠO, TỔ CHỨC TRIỂN KHAI"),
    ("results", "Kết quả nổi bật"),
    ("difficulties", "Tồn tại, hạn chế, khó khăn"),
    ("causes", "Nguyên nhân"),
    ("next_steps", "PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM KỲ TỚI"),
    ("proposals", "KIẾN NGHỊ, ĐỀ XUẤT"),
)
_NOTHING = "…" * 34  # nothing written is not "nothing to say"


@dataclass(frozen=True, slots=True)
class Office:
    """Whoever issues the paper. `above`: the unit over it, "" = none; `level`: khien.orgs level code."""

    name: str
    short_name: str = ""
    above: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class RoundWords:
    """What a paper says of the round. `plan`: "Kế hoạch 05/KH-UBND"."""

    title: str
    plan: str
    plan_title: str
    first: dt.date
    cut_off: dt.date
    due_on: dt.date
    ask: str = ""


@dataclass(frozen=True, slots=True)
class LateName:
    """A late unit as a letter names it."""

    unit: str
    due_on: dt.date
    days_late: int


def day(on: dt.date) -> str:
    return f"{on:%d/%m/%Y}"


def about(words: RoundWords) -> str:
    """The abstract: "Kết quả thực hiện Kế hoạch 05/KH-UBND 6 tháng đầu năm 2026"."""
    period = re.sub(r"^báo cáo\s+", "", words.title, flags=re.IGNORECASE)
    return f"Kết quả thực hiện {words.plan} {period}".strip()


def unit_report(
    office: Office, words: RoundWords, figures: Figures, narrative: dict[str, str], *, year: int
) -> OfficialDocument:
    """The unit's report as it would be printed and signed."""
    body = (
        Prose(
            f"Thực hiện {words.plan}: {words.plan_title}, {office.name} báo cáo kết quả thực hiện từ ngày "
            f"{day(words.first)} đến ngày {day(words.cut_off)} như sau:"
        ),
        Division("section", _SECTIONS[0][1], _paragraphs(narrative.get("direction", ""))),
        Division("section", "KẾT QUẢ THỰC HIỆN", _results(figures, narrative)),
        Division(
            "section",
            "ĐÁNH GIÁ CHUNG",
            (
                Division(
                    "clause",
                    "Tồn tại, hạn chế, khó khăn",
                    _paragraphs(narrative.get("difficulties", "")),
                    title=True,
                ),
                Division("clause", "Nguyên nhân", _paragraphs(narrative.get("causes", "")), title=True),
            ),
        ),
        Division("section", _SECTIONS[4][1], _paragraphs(narrative.get("next_steps", ""))),
        Division("section", _SECTIONS[5][1], _paragraphs(narrative.get("proposals", ""))),
        Prose(f"Trên đây là báo cáo của {office.name}"),
    )
    return _document(office, "Báo cáo", about(words), body, year=year, recipients=("Cơ quan nhận báo cáo",))


def blank_form(
    office: Office, words: RoundWords, tasks: Sequence[tuple[str, str]], *, year: int
) -> OfficialDocument:
    """The same report with lines to write on, for a unit that has no account. `tasks`: (path, text)."""
    lines = tuple(Prose(DOTS, align="left") for _ in range(4))
    rows = [Row((path or str(n), text, "", "", "")) for n, (path, text) in enumerate(tasks, start=1)]
    rows += [Row(("", "", "", "", "")) for _ in range(max(3, 6 - len(rows)))]
    grid = Grid(
        (
            Column("Mục", 0.7, "centre"),
            Column("Nhiệm vụ, hoạt động đã thực hiện", 3.2),
            Column("Ngày", 0.9, "centre"),
            Column("Số người", 0.9, "centre"),
            Column("Kinh phí (đồng)", 1.2, "centre"),
        ),
        tuple(rows),
    )
    opening = (
        f"Kỳ báo cáo từ ngày {day(words.first)} đến ngày {day(words.cut_off)}. "
        f"Gửi về cơ quan thường trực trước ngày {day(words.due_on)}."
    )
    ask = (Prose(f"Nội dung cần nêu lần này: {words.ask}"),) if words.ask else ()
    body = (
        Prose(opening, italic=True),
        *ask,
        Division("section", _SECTIONS[0][1], lines),
        Division(
            "section",
            "KẾT QUẢ THỰC HIỆN",
            (Prose("Mỗi dòng ghi một hoạt động; ghi thêm dòng nếu thiếu."), grid),
        ),
        Division("section", "KHÓ KHĂN, NGUYÊN NHÂN", lines),
        Division("section", _SECTIONS[4][1], lines),
        Division("section", _SECTIONS[5][1], lines),
        Prose(f"Trên đây là báo cáo của {office.name}"),
    )
    return _document(office, "Báo cáo", about(words), body, year=year, recipients=("Cơ quan nhận báo cáo",))


def urging_letter(
    office: Office, words: RoundWords, late: Sequence[LateName], *, year: int, today: dt.date
) -> OfficialDocument:
    """ "Công văn đôn đốc": to one unit, or to all that are late."""
    several = len(late) > 1
    who = "các cơ quan, đơn vị" if several else "quý cơ quan"
    opening = (
        f"Thực hiện {words.plan}: {words.plan_title}; theo chế độ báo cáo đã quy định, {who} gửi "
        f"{_lowered(words.title)} trước ngày {day(words.due_on)}."
    )
    state = (
        f"Đến ngày {day(today)}, {office.name} chưa nhận được báo cáo của {len(late)} cơ quan, đơn vị có tên {'tại phụ lục' if len(late) > LONG_LIST else 'ở trên'}."
        if several
        else f"Đến ngày {day(today)}, {office.name} chưa nhận được báo cáo của {late[0].unit} "
        f"(quá hạn {late[0].days_late} ngày)."
    )
    body = (
        Prose(opening),
        Prose(state),
        Prose(
            f"{office.name} đề nghị {who} khẩn trương hoàn thành và gửi báo cáo (số liệu từ ngày {day(words.first)} "
            f"đến ngày {day(words.cut_off)}) trước ngày {day(_answer_by(today))} để tổng hợp, báo cáo cấp trên theo "
            "quy định. Nếu có vướng mắc, liên hệ cơ quan thường trực để được hướng dẫn"
        ),
    )
    many = len(late) > LONG_LIST
    return _document(
        office,
        "Công văn",
        f"đôn đốc gửi {_lowered(words.title)}",
        body,
        year=year,
        recipients=("Lãnh đạo cơ quan (để báo cáo)",),
        addressees=(TO_MANY,) if many else tuple(row.unit for row in late),
        annexes=(_late_annex(late),) if many else (),
    )


def _lowered(title: str) -> str:
    return f"{title[:1].lower()}{title[1:]}"


def _late_annex(late: Sequence[LateName]) -> Annex:
    columns = (
        Column("TT", 0.5, "centre"),
        Column("Cơ quan, đơn vị", 3.5),
        Column("Hạn gửi", 1.0, "centre"),
        Column("Số ngày quá hạn", 1.0, "centre"),
    )
    rows = tuple(
        Row((str(n), row.unit, day(row.due_on), str(row.days_late))) for n, row in enumerate(late, start=1)
    )
    return Annex("Phụ lục", "Danh sách cơ quan, đơn vị chưa gửi báo cáo", (Grid(columns, rows),))


def _answer_by(today: dt.date) -> dt.date:
    """Three working days on."""
    found, left = today, 3
    while left:
        found += dt.timedelta(days=1)
        left -= found.weekday() < 5
    return found


def _results(figures: Figures, narrative: dict[str, str]) -> tuple[Division | Prose | Grid, ...]:
    people = number_text(figures.people)
    overall = (
        f"Trong kỳ đã thực hiện {number_text(figures.activities)} hoạt động, tiếp cận {people} lượt người; "
        f"kinh phí đã sử dụng {number_text(figures.spent_vnd)} đồng; có {number_text(figures.evidence)} minh chứng."
    )
    columns = (
        Column("Mục", 1.1, "centre"),
        Column("Nhiệm vụ", 3.2),
        Column("Hoạt động", 0.9, "right"),
        Column("Lượt người", 1.0, "right"),
        Column("Sản phẩm", 1.5),
        Column("Kinh phí (đồng)", 1.3, "right"),
    )
    rows = tuple(
        Row(
            (
                task.path,
                task.text,
                number_text(task.activities),
                number_text(task.people),
                "; ".join(f"{number_text(n)} {name}" for name, n in task.products),
                number_text(task.spent_vnd),
            )
        )
        for task in figures.tasks
    )
    audiences = [
        f"{AUDIENCES.get(code, code)}: {number_text(n)}" for code, n in figures.by_audience.items() if n
    ]
    parts: list[Division | Prose | Grid] = [
        Division("clause", "Kết quả nổi bật", _paragraphs(narrative.get("results", "")), title=True),
    ]
    told: list[Prose | Grid] = [Prose(overall)]
    if audiences:
        told.append(Prose(f"Lượt người theo nhóm đối tượng: {'; '.join(audiences)}."))
    if rows:
        told.append(Grid(columns, rows))
        told.append(
            Prose("Một hoạt động có thể phục vụ nhiều nhiệm vụ; tổng chung chỉ đếm một lần.", italic=True)
        )
    parts.append(Division("clause", "Số liệu theo nhiệm vụ", tuple(told), title=True))
    return tuple(parts)


def _paragraphs(text: str) -> tuple[Prose | Division, ...]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return (Prose(_NOTHING),)
    return tuple(_paragraph(line) for line in lines)


def _paragraph(line: str) -> Prose | Division:
    if line[0] in "-–•*":
        bare = line.lstrip("-–•* ").strip()
        return Division("dash", bare) if bare else Prose(_NOTHING)
    return Prose(line)


def _document(
    office: Office,
    kind: str,
    title: str,
    body: tuple[Prose | Division | Grid, ...],
    *,
    year: int,
    recipients: Iterable[str],
    addressees: tuple[str, ...] = (),
    annexes: tuple[Annex, ...] = (),
) -> OfficialDocument:
    committee = office.name.lower().startswith(_COMMITTEE)
    area = AREA.search(office.name)
    place = area["name"] if area else _area_of(office.above) or BLANK
    return OfficialDocument(
        kind=kind,
        issuing_body=office.name,
        head_lines=_head_lines(office.name, committee),
        body_symbol=_symbol(office, committee),
        place=place,
        title=title,
        body=body,
        signature=Signature(
            position="CHỦ TỊCH" if committee else _head_of(office.name),
            name=BLANK,
            authority=("TM. ỦY BAN NHÂN DÂN",) if committee else (),
        ),
        year=year,
        superior_body="" if committee else office.above,
        recipients=tuple(recipients),
        addressees=addressees,
        annexes=annexes,
    )


def _area_of(name: str) -> str:
    area = AREA.search(name)
    return area["name"] if area else ""


def _head_lines(name: str, committee: bool) -> tuple[str, ...]:
    if not committee:
        return (name,)
    rest = name[len(_COMMITTEE[0]) :].strip()
    return ("ỦY BAN NHÂN DÂN", rest) if rest else ("ỦY BAN NHÂN DÂN",)


def _head_of(name: str) -> str:
    return "GIÁM ĐỐC" if name.startswith(("Sở ", "Công an tỉnh", "Trung tâm ")) else "THỦ TRƯỞNG ĐƠN VỊ"


def _symbol(office: Office, committee: bool) -> str:
    """ "UBND"; "SKHCN" from "Sở KH&CN" or "Sở Khoa học và Công nghệ"; "CAT" from "Công an tỉnh"."""
    if committee:
        return "UBND"
    capitals = "".join(letter for letter in office.short_name if letter.isupper())
    if len(capitals) >= 3:
        return capitals
    bare = office.short_name or AREA.sub("", office.name)
    words = [word for word in re.findall(r"\w+", bare) if word.lower() not in {"và", "của", "các"}]
    return "".join(word[0] for word in words).upper() or "……"


__all__ = [
    "LateName",
    "Office",
    "RoundWords",
    "about",
    "blank_form",
    "unit_report",
    "urging_letter",
]
