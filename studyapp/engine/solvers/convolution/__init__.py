"""Solvers of the chapter on convolution."""

from studyapp.domain.concept import Chapter
from studyapp.domain.text import Text

CHAPTER = Chapter("convolution", Text(en="Convolution", zh="卷积"))

ORDER = (
    "sizes",
    "pool_size",
    "cost",
    "savings",
    "conv2d",
    "max_pool2d",
    "avg_pool2d",
    "receptive_field",
)
"""Its modules as the catalogue lists them."""
