"""Solvers of the chapter on normalisation."""

from studyapp.domain.concept import Chapter
from studyapp.domain.text import Text

CHAPTER = Chapter("normalization", Text(en="Normalisation", zh="归一化"))

ORDER = (
    "scaling",
    "batch_norm",
    "batch_norm_inference",
    "running_statistics",
    "layer_norm",
    "group_norms",
    "fold",
)
"""Its modules as the catalogue lists them."""
