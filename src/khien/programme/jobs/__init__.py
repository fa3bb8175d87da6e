"""What the programme does by itself: each part declares its jobs in a module of its own, named here."""

from khien.programme.jobs import ledger, targets

__all__ = ["ledger", "targets"]
