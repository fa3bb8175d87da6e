"""What search knows without a database: folding, weights, how a typed text becomes a question, highlights."""
