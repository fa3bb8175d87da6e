"""Declared tables of channels; one file a part."""
