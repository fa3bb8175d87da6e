"""Background work of reports: rounds, reminders, and the consolidated report (`consolidation`)."""

from khien.reports.jobs import consolidation, reminders, rounds

__all__ = ["consolidation", "reminders", "rounds"]
