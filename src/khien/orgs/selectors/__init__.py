"""Reads that join or feed a page. They change nothing and ask no one who may see."""
