"""Forms of reports: rounds and submissions (`rounds`), the consolidated report (`consolidation`)."""
