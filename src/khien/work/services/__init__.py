"""Changes of state of work, each in the same five beats: transaction, rule, change, audit, announcement."""
