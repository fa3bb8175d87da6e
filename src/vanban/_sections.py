"""What a section is about, told by the wording of its heading.

Decides only the role of sections (objectives, tasks, funding …); reads nothing out of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vanban._outline import Node

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


@dataclass(frozen=True, slots=True)
class Section:
    """A node with its role. A section of mixed content ("II. NỘI DUNG KẾ HOẠCH") is given as its children,
    each with a role of its own, so that `node.path` may be "II.3" as well as "III". Sections never overlap;
    `above` are the nodes it stands under, outermost first."""

    role: SectionRole
    node: Node
    above: tuple[Node, ...] = ()
    sure: bool = True  # False where the role was guessed from the contents, not read in the heading
