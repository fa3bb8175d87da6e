"""Changes of state of the library, each in five beats."""
