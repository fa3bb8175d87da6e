"""The public site: a campaign's notice stands on top of it for a time."""
