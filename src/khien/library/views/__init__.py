"""Pages of the library's workspace, for people signed in."""
