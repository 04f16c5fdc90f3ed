"""Solvers of the chapter on generalisation."""

from studyapp.domain.concept import Chapter
from studyapp.domain.text import Text

CHAPTER = Chapter("generalization", Text(en="Generalisation", zh="泛化"))

ORDER = ("penalties", "penalty_steps", "l1_vs_l2", "dropout", "early_stopping")
"""Its modules as the catalogue lists them."""
