"""What plans tells whoever listens, inside the transaction in which it happens. Listeners enqueue, they do not work."""

from __future__ import annotations

from django.dispatch import Signal

adopted = Signal()  # plan_id: a plan became binding
