"""The ledger's own words and arithmetic. Pure: no database, no Django, no clock.

Refuses to name a figure without how it was come by (`Basis`).
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from khien.base.periods import Kind, period_at


class ActivityKind(StrEnum):
    """What was done. OTHER keeps its name in the activity's title."""

    CLASS = "class"  # lớp tập huấn, bồi dưỡng
    TALK = "talk"  # buổi nói chuyện, tuyên truyền trực tiếp, sinh hoạt chuyên đề
    EVENT = "event"  # ngày hội, lễ phát động, hội nghị
    CONTEST = "contest"
    PRESS = "press"  # bài viết, tin, phóng sự, chuyên mục
    ONLINE = "online"  # đăng trên cổng, trang, mạng xã hội
    MESSAGE = "message"  # tin nhắn, thư điện tử, Zalo
    BROADCAST = "broadcast"  # truyền thanh cơ sở, loa
    DISPLAY = "display"  # pa nô, áp phích, băng rôn, màn hình
    HANDOUT = "handout"  # tờ rơi, cẩm nang phát tận tay
    PRODUCTION = "production"  # làm ra clip, đồ họa, tài liệu
    DOCUMENT = "document"  # ban hành văn bản
    MEETING = "meeting"
    INSPECTION = "inspection"
    SURVEY = "survey"
    DRILL = "drill"
    SUPPORT = "support"  # giúp người dân, xử lý sự cố
    OTHER = "other"


class Audience(StrEnum):
    OFFICIALS = "officials"
    PUPILS = "pupils"
    STUDENTS = "students"
    TEACHERS = "teachers"
    PARENTS = "parents"
    CHILDREN = "children"
    YOUTH = "youth"
    WOMEN = "women"
    WORKERS = "workers"
    ELDERLY = "elderly"
    DISABLED = "disabled"
    FIRMS = "firms"  # doanh nghiệp nhỏ, hộ kinh doanh
    JOURNALISTS = "journalists"
    PUBLIC = "public"


class Basis(StrEnum):
    """How a figure was come by. ESTIMATED carries low and high where known; TYPED says nothing more is known."""

    COUNTED = "counted"
    ESTIMATED = "estimated"
    SURVEYED = "surveyed"
    TYPED = "typed"


class Entry(StrEnum):
    """What an entry of the ledger is. A correction replaces an entry whole; a withdrawal leaves nothing in force."""

    RECORD = "record"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"


class EvidenceKind(StrEnum):
    PHOTO = "photo"
    FILE = "file"
    LINK = "link"


EARLIEST = dt.date(2020, 1, 1)  # no programme of this kind is older; a year typed wrong is caught here
AHEAD_DAYS = 0  # what has not happened is not recorded


def tally_month(day: dt.date) -> dt.date:
    """The first day of the reporting month a day belongs to (Decree 09/2019: 15th to 14th). Quarters, halves and
    years of reporting are whole sums of these."""
    return period_at(day, Kind.MONTH).first
