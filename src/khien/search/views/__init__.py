"""Pages of the words of search."""
