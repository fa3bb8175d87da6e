"""Background work of reports: rounds and reminders, and the consolidated report (`consolidation`)."""

from khien.reports.jobs import consolidation, rounds

__all__ = ["consolidation", "rounds"]
