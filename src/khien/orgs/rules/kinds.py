"""Kinds and levels of unit. A kind says what a unit is, a level where in the state it stands.

Refuses to name laws or single units: those are data.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    MINISTRY = "ministry"  # ministries and bodies of that rank
    PARTY = "party"  # ban của Đảng, tỉnh ủy, đảng ủy
    ASSEMBLY = "assembly"  # Hội đồng nhân dân, Đoàn đại biểu Quốc hội
    PEOPLES_COMMITTEE = "peoples_committee"  # Ủy ban nhân dân
    STEERING = "steering"  # ban chỉ đạo, tiểu ban
    DEPARTMENT = "department"  # sở, ban, ngành
    DIVISION = "division"  # phòng chuyên môn
    POLICE = "police"
    MILITARY = "military"
    JUSTICE = "justice"  # tòa án, viện kiểm sát, thi hành án
    VERTICAL = "vertical"  # cơ quan ngành dọc: thuế, kho bạc, bảo hiểm xã hội …
    SCHOOL = "school"
    BANK = "bank"
    TELECOM = "telecom"
    MEDIA = "media"  # báo, đài
    FRONT = "front"  # Mặt trận Tổ quốc and the socio-political organisations
    ASSOCIATION = "association"
    ENTERPRISE = "enterprise"
    SERVICE = "service"  # đơn vị sự nghiệp: trung tâm, thư viện …
    OTHER = "other"


class Level(StrEnum):
    """DISTRICT ended on 2025-06-30; it stays because plans before that day speak of it."""

    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    SITE = "site"  # a school, a branch, a firm: no level of government
