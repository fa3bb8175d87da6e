"""Changes of state of money."""
