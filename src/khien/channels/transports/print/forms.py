"""Nothing to set: the channel is our own."""

from __future__ import annotations

from khien.channels.transports.forms import ServiceForm


class PrintForm(ServiceForm):
    pass
