"""Changes of state, each in the same five beats: transaction, rule, change, audit, announcement."""
