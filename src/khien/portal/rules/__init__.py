"""Arithmetic and tables of the public site. No database, no web."""
