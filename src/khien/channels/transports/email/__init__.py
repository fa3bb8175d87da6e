"""Mail by SMTP: one connection per line, plain text and HTML, one-click unsubscribing (RFC 8058), DKIM when keys are
given; bounces (RFC 3464) come back as receipts. Providers' own interfaces are left out: all of them take SMTP."""
