"""Solvers of the chapter on upsampling."""

from studyapp.domain.concept import Chapter
from studyapp.domain.text import Text

CHAPTER = Chapter("upsampling", Text(en="Upsampling", zh="上采样"))

ORDER = ("sizes", "interpolate", "conv_transpose2d", "max_unpool2d")
"""Its modules as the catalogue lists them."""
