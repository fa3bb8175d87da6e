"""One folder per kind of channel: transport, settings form, Console twin. `registry.py` is the table of them.

Each can be copied, read and deleted (docs/how-to/add-a-channel.md). Knows no model and no request.
"""
