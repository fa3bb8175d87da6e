"""Kinds of material and their life. Refuses words for the screen: those stand in `library.wording`."""

from __future__ import annotations

from enum import StrEnum


class MaterialKind(StrEnum):
    """What a material is. The kind decides which fields its writer sees, never who may read it."""

    ARTICLE = "article"  # bài viết
    GUIDE = "guide"  # hướng dẫn "làm gì khi …"
    SCAM = "scam"  # thủ đoạn lừa đảo
    POSTER = "poster"  # áp phích
    INFOGRAPHIC = "infographic"  # đồ họa thông tin
    LEAFLET = "leaflet"  # tờ rơi
    HANDBOOK = "handbook"  # cẩm nang
    CLIP = "clip"  # video có phụ đề
    SMS = "sms"  # tin nhắn
    BULLETIN = "bulletin"  # bản tin truyền thanh
    SLIDES = "slides"  # bộ trang chiếu
    SKIT = "skit"  # tiểu phẩm
    LESSON = "lesson"  # giáo án cho nhà trường
    PRESS_KIT = "press_kit"  # bộ tư liệu báo chí


class State(StrEnum):
    """Where a material stands in its life, for lists. A published one may have a newer draft beside it."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"  # with somebody who checks facts and wording
    IN_APPROVAL = "in_approval"  # with somebody who may approve
    RETURNED = "returned"  # sent back with what to mend
    SCHEDULED = "scheduled"  # approved, goes out at a set time
    PUBLISHED = "published"
    EXPIRED = "expired"  # its last day has passed
    WITHDRAWN = "withdrawn"  # taken down by a person, who said why


class Act(StrEnum):
    """What somebody did to a material; kept for ever beside her name."""

    SUBMITTED = "submitted"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    RETURNED = "returned"
    TAKEN_BACK = "taken_back"  # the writer called it back before it was approved
    PUBLISHED = "published"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    DELETED = "deleted"
    RESTORED = "restored"


class Licence(StrEnum):
    """What others may do with a material."""

    OPEN = "cc-by-4.0"  # use and change, naming the source
    UNCHANGED = "cc-by-nd-4.0"  # use as it is, naming the source
    INSIDE = "inside"  # only units of the programme
