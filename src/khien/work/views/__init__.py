"""Pages of work, for people signed in."""
