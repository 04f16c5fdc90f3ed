"""The panels of the progress screen, in their order."""

from studyapp.tui.widgets.list_panels import ConceptsPanel, LeechesPanel, SlipsPanel
from studyapp.tui.widgets.panel import Panel
from studyapp.tui.widgets.plot_panels import (
    CalibrationPanel,
    ForecastPanel,
    LoadPanel,
    RetentionPanel,
    StagesPanel,
    TimePanel,
)

PANELS: tuple[type[Panel], ...] = (
    RetentionPanel,
    CalibrationPanel,
    ForecastPanel,
    StagesPanel,
    LoadPanel,
    TimePanel,
    ConceptsPanel,
    SlipsPanel,
    LeechesPanel,
)
"""In their order; where there is room, two that belong together stand beside each other."""
