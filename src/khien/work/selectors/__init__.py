"""Reads that join or feed a page of work. They change nothing and ask no one who may see."""
