"""Reads of the library: frozen values for pages and for what is made of a material."""
