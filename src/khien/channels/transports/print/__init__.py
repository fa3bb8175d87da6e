"""Print points: a campaign's poster becomes a list of places where it is to be hung."""
