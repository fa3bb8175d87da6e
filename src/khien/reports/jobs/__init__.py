"""Background work of reports: rounds and reminders, and the consolidated report (`consolidation`)."""
