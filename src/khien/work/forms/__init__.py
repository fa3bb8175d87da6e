"""What is typed on pages of work, checked."""
