"""Tables of money: estimates that units ask for, what decisions give them, explanations, sources and their level."""

from khien.budget.models.allocations import Allocation, AllocationBatch, AllocationDecision
from khien.budget.models.estimates import Estimate, EstimateStep
from khien.budget.models.notes import SourceLevel, VarianceNote

__all__ = [
    "Allocation",
    "AllocationBatch",
    "AllocationDecision",
    "Estimate",
    "EstimateStep",
    "SourceLevel",
    "VarianceNote",
]
