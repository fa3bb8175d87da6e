"""The programme, its rounds and its ledger as the report rounds' tests have them."""

from __future__ import annotations

from tests.reports.conftest import did, half, hoa, programme, task, year

__all__ = ["did", "half", "hoa", "programme", "task", "year"]
