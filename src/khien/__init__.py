"""Khiên: the platform. Storeys, rooms and doors are in docs/architecture.md; one document's way through
the house is in docs/tour.md."""

__version__ = "0.1.0"
