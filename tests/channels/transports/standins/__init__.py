"""Services that carry our messages, written from their published interfaces. Strict: what those pages do not allow is
refused, so that a wrong field, token or size fails here and not at the service."""
