"""Pure rules of reports: states, figures. No database, no Django, no clock."""

from khien.reports.rules.figures import Figures, TaskFigure, figures_from_data, figures_to_data
from khien.reports.rules.states import ConsolidationState, RoundState, Step, SubmissionState

__all__ = [
    "ConsolidationState",
    "Figures",
    "RoundState",
    "Step",
    "SubmissionState",
    "TaskFigure",
    "figures_from_data",
    "figures_to_data",
]
