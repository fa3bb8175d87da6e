"""Words of reports on screens: rounds and submissions (`rounds`), the consolidated report (`consolidation`)."""
