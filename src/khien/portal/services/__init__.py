"""Changes of the public site's own rows."""
