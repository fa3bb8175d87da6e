"""Roles and what they are for. Refuses to say who holds one: that is a membership."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A membership's role. Held in one unit, or everywhere (standing office, auditor, administrator)."""

    STANDING_OFFICE = "standing_office"
    LEADER = "leader"
    FOCAL_OFFICER = "focal_officer"
    EDITOR = "editor"
    APPROVER = "approver"
    TRAINER = "trainer"
    HELPLINE = "helpline"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


EVERYWHERE = frozenset({Role.STANDING_OFFICE, Role.AUDITOR, Role.ADMINISTRATOR})
NEED_SECOND_FACTOR = frozenset({Role.STANDING_OFFICE, Role.ADMINISTRATOR})
