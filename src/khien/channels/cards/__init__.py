"""What channels put into inboxes and onto the first page; one file a part."""
