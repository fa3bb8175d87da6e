"""The only way a view gets an item of work, and what of the work a person may see at all."""
