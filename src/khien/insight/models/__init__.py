"""Figures kept by the day, and the public scorecard's switch."""

from khien.insight.models.figures import DayFigures
from khien.insight.models.scorecard import Scorecard

__all__ = ["DayFigures", "Scorecard"]
