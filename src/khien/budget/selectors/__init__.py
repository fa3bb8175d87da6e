"""Reads of money: the budget table, sums by unit, estimates and allocations."""
