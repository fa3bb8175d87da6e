"""Forms of the ledger and of targets. They check what was typed; who may is asked in `access`."""
