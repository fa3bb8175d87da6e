"""Changes of state of search."""
