"""Solvers of the chapter on losses."""

from studyapp.domain.concept import Chapter
from studyapp.domain.text import Text

CHAPTER = Chapter("losses", Text(en="Loss functions", zh="损失函数"))

ORDER = (
    "squared",
    "absolute",
    "huber",
    "smooth_l1",
    "binary",
    "binary_with_logits",
    "cross_entropy",
    "nll",
    "focal",
    "weighting",
)
"""Its modules as the catalogue lists them."""
