"""Declared tables of work."""
