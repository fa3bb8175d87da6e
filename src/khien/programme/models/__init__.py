"""What a plan asks for (`programme`), what was done (`ledger`), how far the targets are (`targets`)."""

from khien.programme.models.desk import (
    ActivityDraft,
    ActivityImport,
    ActivityWords,
    DraftUpload,
    EvidenceAlbum,
)
from khien.programme.models.ledger import (
    Activity,
    ActivityProduct,
    ActivityReach,
    ActivityTarget,
    ActivityTask,
    Evidence,
    LedgerBook,
    LedgerLock,
    LedgerTally,
)
from khien.programme.models.programme import (
    AssignedUnit,
    Assignment,
    BudgetLine,
    DutyAgency,
    DutyToReport,
    Programme,
    ProgrammeQuerySet,
    Target,
    Task,
    Theme,
)
from khien.programme.models.targets import (
    TargetDefinition,
    TargetMilestone,
    TargetReading,
    TargetSnapshot,
)

__all__ = [
    "Activity",
    "ActivityDraft",
    "ActivityImport",
    "ActivityProduct",
    "ActivityReach",
    "ActivityTarget",
    "ActivityTask",
    "ActivityWords",
    "AssignedUnit",
    "Assignment",
    "BudgetLine",
    "DraftUpload",
    "DutyAgency",
    "DutyToReport",
    "Evidence",
    "EvidenceAlbum",
    "LedgerBook",
    "LedgerLock",
    "LedgerTally",
    "Programme",
    "ProgrammeQuerySet",
    "Target",
    "TargetDefinition",
    "TargetMilestone",
    "TargetReading",
    "TargetSnapshot",
    "Task",
    "Theme",
]
