"""The words of the Common Alerting Protocol 1.2 (OASIS, 1 July 2010, section 3.2) that this house uses, as codes.

Refuses values outside the standard: what is stored here stands in the XML as it is.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a message is in its chain. CAP's msgType."""

    ALERT = "alert"
    UPDATE = "update"
    CANCEL = "cancel"

    @property
    def cap(self) -> str:
        return self.value.capitalize()


class Status(StrEnum):
    """Whether people shall act on it. A drill is an exercise; a test only proves that the wires hold."""

    ACTUAL = "Actual"
    EXERCISE = "Exercise"
    TEST = "Test"


class Severity(StrEnum):
    EXTREME = "Extreme"
    SEVERE = "Severe"
    MODERATE = "Moderate"
    MINOR = "Minor"
    UNKNOWN = "Unknown"


class Certainty(StrEnum):
    OBSERVED = "Observed"
    LIKELY = "Likely"
    POSSIBLE = "Possible"
    UNLIKELY = "Unlikely"
    UNKNOWN = "Unknown"


class Urgency(StrEnum):
    IMMEDIATE = "Immediate"
    EXPECTED = "Expected"
    FUTURE = "Future"
    PAST = "Past"
    UNKNOWN = "Unknown"


class Category(StrEnum):
    """CAP's twelve; scams and leaks are "Security", broken services "Infra"."""

    GEO = "Geo"
    MET = "Met"
    SAFETY = "Safety"
    SECURITY = "Security"
    RESCUE = "Rescue"
    FIRE = "Fire"
    HEALTH = "Health"
    ENV = "Env"
    TRANSPORT = "Transport"
    INFRA = "Infra"
    CBRNE = "CBRNE"
    OTHER = "Other"


class Response(StrEnum):
    """What people shall do, in one word. CAP's responseType."""

    AVOID = "Avoid"
    MONITOR = "Monitor"
    PREPARE = "Prepare"
    EXECUTE = "Execute"
    ASSESS = "Assess"
    SHELTER = "Shelter"
    EVACUATE = "Evacuate"
    ALL_CLEAR = "AllClear"
    NONE = "None"


class Scope(StrEnum):
    """Who may read it. "Private" (named receivers) is not offered: a letter is no warning."""

    PUBLIC = "Public"
    RESTRICTED = "Restricted"


class Event(StrEnum):
    """What happens, in this house's own list; the XML carries it as an eventCode beside its words."""

    SCAM = "scam"
    IMPERSONATION = "impersonation"
    PHISHING = "phishing"
    MALWARE = "malware"
    LEAK = "leak"
    RUMOUR = "rumour"
    OUTAGE = "outage"
    OTHER = "other"


class State(StrEnum):
    """Where an alert is. Only the first three are stored; what became of an issued one is read from time and chain."""

    DRAFT = "draft"
    WAITING = "waiting"
    ISSUED = "issued"
    CURRENT = "current"
    EXPIRED = "expired"
    REPLACED = "replaced"
    DROPPED = "dropped"


LANGUAGES = ("vi", "en")
