"""The `khien` command."""
