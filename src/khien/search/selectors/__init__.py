"""Reads of search: what is found, what is suggested, the pages of the office."""
