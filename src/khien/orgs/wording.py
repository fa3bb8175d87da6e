"""What kinds, levels, roles, events and fates are called on screen. Decides nothing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.orgs.rules import Kind, Level, Role

KIND_NAMES: dict[str, object] = {
    Kind.MINISTRY: _("Ministry or central body"),
    Kind.PARTY: _("Party body"),
    Kind.ASSEMBLY: _("People's Council"),
    Kind.PEOPLES_COMMITTEE: _("People's Committee"),
    Kind.STEERING: _("Steering committee"),
    Kind.DEPARTMENT: _("Department"),
    Kind.DIVISION: _("Division"),
    Kind.POLICE: _("Police"),
    Kind.MILITARY: _("Military"),
    Kind.JUSTICE: _("Court, procuracy"),
    Kind.VERTICAL: _("Vertical agency"),
    Kind.SCHOOL: _("School"),
    Kind.BANK: _("Bank"),
    Kind.TELECOM: _("Telecom company"),
    Kind.MEDIA: _("Newspaper, station"),
    Kind.FRONT: _("Fatherland Front, mass organisation"),
    Kind.ASSOCIATION: _("Association"),
    Kind.ENTERPRISE: _("Enterprise"),
    Kind.SERVICE: _("Public service unit"),
    Kind.OTHER: _("Other"),
}
LEVEL_NAMES: dict[str, object] = {
    Level.CENTRAL: _("Centre"),
    Level.PROVINCE: _("Province"),
    Level.DISTRICT: _("District (until 30/06/2025)"),
    Level.COMMUNE: _("Commune"),
    Level.SITE: _("Site of a unit"),
}
ROLE_NAMES: dict[str, object] = {
    Role.FOCAL_OFFICER: _("Focal officer"),
    Role.LEADER: _("Leader"),
    Role.EDITOR: _("Editor"),
    Role.APPROVER: _("Approver"),
    Role.TRAINER: _("Trainer"),
    Role.HELPLINE: _("Helpline operator"),
    Role.STANDING_OFFICE: _("Officer of the standing office"),
    Role.AUDITOR: _("Auditor"),
    Role.ADMINISTRATOR: _("Administrator"),
}
EVENT_NAMES: dict[str, object] = {
    "open": _("Opened"),
    "rename": _("Renamed"),
    "merge": _("Merged"),
    "split": _("Split"),
    "move": _("Moved under another unit"),
    "transfer": _("Some duties transferred"),
    "close": _("Ended"),
}
FATE_NAMES: dict[str, tuple[object, str]] = {  # fate → word, tone
    "new": (_("New"), "info"),
    "same": (_("Unchanged"), "idle"),
    "changed": (_("Changed"), "need"),
    "error": (_("Error"), "danger"),
}
