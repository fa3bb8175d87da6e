"""What a section is about, told by the wording of its heading.

Decides only the role of sections (objectives, tasks, funding …); reads nothing out of them. Wordings are
those of official plans, compared without marks and case ("NHIỆM VỤ, GIẢI PHÁP" = "Nhiệm vụ và giải pháp").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from vanban._headings import agency_heading
from vanban._language.actors import actors
from vanban._language.text import fold
from vanban._outline import Node, Outline

SectionRole = Literal[
    "grounds",  # căn cứ pháp lý, sự cần thiết
    "situation",  # thực trạng, kết quả: describes the present, holds no targets and no tasks
    "purpose",  # mục đích, yêu cầu, quan điểm
    "objectives",  # mục tiêu, chỉ tiêu
    "scope",  # phạm vi, đối tượng, thời gian, địa điểm
    "themes",  # nội dung tuyên truyền
    "tasks",  # nhiệm vụ, giải pháp, hình thức, nội dung thực hiện
    "funding",  # kinh phí
    "organisation",  # tổ chức thực hiện, phân công
    "reporting",  # chế độ báo cáo
    "other",
]

_COMMUNICATION = "(?:thong tin,? |cong tac |can |tap trung )*(?:tuyen truyen|truyen thong|pho bien|giao duc)"
# Order matters: the first that fits a stretch of the heading takes it, so the longer wordings come first.
_WORDINGS: tuple[tuple[SectionRole, str], ...] = (
    ("organisation", r"to chuc (?:va )?(?:trien khai )?thuc hien(?! cac nhiem vu| nhiem vu)|to chuc trien khai|phan cong|"
                     r"trach nhiem (?:cua |thuc hien|to chuc|thi hanh|cac )|(?:nhiem vu|trach nhiem)(?: cu the)? cua (?:cac )?(?:so|ban|co quan|don vi|bo)\b"
                     r"|dieu khoan thi hanh"),
    ("funding", r"kinh phi|nguon (?:luc|von|kinh phi)|co che tai chinh|du toan|tai chinh thuc hien"),
    ("reporting", r"(?:che do|cong tac) (?:thong tin,? )?bao cao|bao cao,? (?:so ket|danh gia|ket qua)|so ket|tong ket"
                  r"|kiem tra,? (?:giam sat|danh gia|don doc|bao cao)|thong tin,? bao cao|^bao cao$"),
    ("grounds", r"can cu|co so phap ly|su can thiet|co so (?:xay dung|thuc tien|chinh tri|ly luan|khoa hoc)"),
    ("situation", r"thuc trang|hien trang|danh gia (?:ket qua|tinh hinh|thuc|chung)|tinh hinh|ket qua (?:thuc hien|dat duoc|trien khai)|boi canh"
                  r"|ton tai|han che|khai quat|dac diem|du bao|bai hoc kinh nghiem|^danh gia"),
    ("objectives", r"muc tieu|chi tieu"),
    ("purpose", r"muc dich|yeu cau|quan diem|nguyen tac|tam nhin|phuong cham|dinh huong|y nghia"),
    ("themes", rf"noi dung (?:trong tam |chu yeu |chinh )?{_COMMUNICATION}|chu de {_COMMUNICATION}|thong diep {_COMMUNICATION}"),
    ("scope", r"pham vi|doi tuong|thoi gian|dia diem|dia ban|lo trinh|tien do|thoi han|giai thich tu ngu"),
    ("tasks", r"nhiem vu|giai phap|bien phap|hinh thuc|phuong thuc|cach thuc|hoat dong|noi dung|cong viec|chuong trinh,? du an|du an"),
)  # fmt: skip
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _WORDINGS)
_SPECIFIC = re.compile(  # a child with such a heading is a section of its own wherever it stands
    rf"^(?:cac )?(?:muc tieu(?: chung| tong quat| cu the| den nam \d+)?|chi tieu(?: cu the| chu yeu)?|noi dung {_COMMUNICATION}"
    rf"|hinh thuc {_COMMUNICATION}|hinh thuc(?: thuc hien| to chuc)?|to chuc thuc hien|kinh phi(?: thuc hien)?|nhiem vu(?:,| va)? giai phap(?: chu yeu)?"
    rf"|pham vi(?:,| va)? doi tuong|doi tuong(?: ap dung)?|thoi gian(?: thuc hien)?|che do bao cao)$"
)
_WORK_LED = re.compile(  # "II. CÔNG TÁC TUYÊN TRUYỀN", "III. ĐẨY MẠNH CHUYỂN ĐỔI SỐ": a section headed by its work
    r"^(?:cong tac|tang cuong|day manh|nang cao|hoan thien|phat trien|xay dung|trien khai|to chuc(?! thuc hien)|doi moi|huy dong|bao dam)\b"
)
_LONGEST_HEADING = 160


@dataclass(frozen=True, slots=True)
class Section:
    """A node with its role. A section of mixed content ("II. NỘI DUNG KẾ HOẠCH") is given as its children,
    each with a role of its own, so that `node.path` may be "II.3" as well as "III". Sections never overlap;
    `above` are the nodes it stands under, outermost first. In a directive whose items are addressed to
    agencies ("1. Công an tỉnh: …") each item is an organisation section by itself."""

    role: SectionRole
    node: Node
    above: tuple[Node, ...] = ()
    sure: bool = True  # False where the role was guessed from the contents, not read in the heading


def sections(outline: Outline) -> tuple[Section, ...]:
    """The sections of the plan, in document order. Annexes are not sections."""
    tops = outline.nodes or outline.decision
    found = [section for node in tops for section in _split(node, (), None)]
    return tuple(_with_guesses(found))


def role_of_heading(text: str) -> SectionRole | None:
    """The first role the wording of a heading names, or None."""
    roles = _roles(text)
    return roles[0] if roles else None


def _roles(text: str) -> tuple[SectionRole, ...]:
    """Every role a heading names, in the order it names them ("MỤC TIÊU, ĐỐI TƯỢNG" has two)."""
    heading = _heading(text)
    if not heading:
        return ()
    found: dict[SectionRole, int] = {}
    taken: list[tuple[int, int]] = []
    for role, pattern in _COMPILED:
        for match in pattern.finditer(heading):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            found.setdefault(role, match.start())
    return tuple(sorted(found, key=lambda role: found[role]))


def _heading(text: str) -> str:
    """The folded heading: what stands before a colon, or a short text."""
    short = text.split(":", 1)[0] if ":" in text[:_LONGEST_HEADING] else text
    if len(short) > _LONGEST_HEADING:
        return ""
    return fold(" ".join(short.split())).strip(" .;:")


def _split(node: Node, above: tuple[Node, ...], inherited: SectionRole | None) -> list[Section]:
    roles = _roles(node.text) if node.kind != "text" else ()
    if not roles and node.kind in {"section", "part", "chapter"} and _WORK_LED.match(_heading(node.text)):
        roles = ("tasks",)
    heads = [
        child for child in node.children if child.kind in {"section", "item", "point", "article", "chapter"}
    ]
    if _is_mixed(node, roles, heads):
        default = roles[0] if roles else inherited
        found: list[Section] = []
        for child in node.children:
            found += _split_child(child, (*above, node), default)
        return found
    if not roles and inherited is None:
        return [_guessed(node, above)]
    if {"tasks", "organisation"} <= set(roles) and by_agency(node):
        return [Section("organisation", node, above)]
    return [Section(roles[0] if roles else inherited or "other", node, above)]


def _split_child(child: Node, above: tuple[Node, ...], default: SectionRole | None) -> list[Section]:
    if child.kind in {"part", "chapter"}:
        return _split(child, above, default)
    roles = _roles(child.text) if child.kind in {"section", "item", "point", "article"} else ()
    if child.kind == "section":
        return _split(child, above, default)
    if default == "tasks" and not (roles and _SPECIFIC.match(_heading(child.text))):
        return [Section("tasks", child, above)]
    if roles and (len(child.text) <= _LONGEST_HEADING or ":" in child.text[:60]):
        return [Section(roles[0], child, above)]
    return [Section(default or "other", child, above, sure=default is not None)]


def _is_mixed(node: Node, roles: tuple[SectionRole, ...], heads: list[Node]) -> bool:
    if not heads:
        return False
    if node.kind in {"part", "chapter"}:
        return any(child.kind in {"section", "chapter", "article"} for child in heads)
    if node.kind == "article":
        return any(_roles(child.text) for child in heads)
    own = {
        role for child in heads if _SPECIFIC.match(_heading(child.text)) for role in _roles(child.text)[:1]
    }
    if node.kind == "section" and any(child.kind == "section" for child in heads):
        return len(roles) != 1 or bool(own - set(roles))
    if len(roles) > 1:
        children = {role for child in heads for role in _roles(child.text)[:1] if len(child.text) < 90}
        return len(children & set(roles)) >= 2 or (len(children & set(roles)) == 1 and bool(own))
    if not roles:
        return bool(own) or sum(1 for child in heads if _roles(child.text)) * 2 > len(heads)
    return bool(own - set(roles)) and roles[0] not in {"organisation", "situation", "funding"}


def _guessed(node: Node, above: tuple[Node, ...]) -> Section:
    if agency_heading(node.text) is not None:
        return Section("organisation", node, above, sure=node.kind == "item")
    if node.kind == "item" and actors(node.text).lead:
        return Section("organisation", node, above, sure=False)
    if by_agency(node):
        return Section("organisation", node, above, sure=False)
    return Section("other", node, above, sure=False)


def by_agency(node: Node) -> bool:
    """Whether most items directly under a heading are headings of agencies themselves."""
    named = [child for child in node.children if child.kind in {"item", "point"}]
    return len(named) > 1 and sum(1 for child in named if agency_heading(child.text)) * 2 > len(named)


def _with_guesses(found: list[Section]) -> list[Section]:
    """Where no section is headed as tasks, unknown sections with items of their own are taken for tasks, and so
    are the items of a directive that are addressed to nobody."""
    if any(section.role == "tasks" for section in found):
        return found
    known = any(section.role in {"objectives", "purpose", "organisation"} for section in found)
    listed = len(found) > 1 and all(section.node.kind == "item" and not section.above for section in found)
    return [
        Section("tasks", section.node, section.above, sure=False)
        if section.role == "other" and _may_be_task(section.node, known=known, listed=listed)
        else section
        for section in found
    ]


def _may_be_task(node: Node, *, known: bool, listed: bool) -> bool:
    if node.kind not in {"section", "item", "chapter", "part"}:
        return False
    return (known and bool(node.children)) or listed
