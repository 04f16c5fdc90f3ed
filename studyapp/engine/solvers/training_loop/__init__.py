"""Solvers of the chapter on training loop."""

from studyapp.domain.concept import Chapter
from studyapp.domain.text import Text

CHAPTER = Chapter("training-loop", Text(en="The training loop", zh="训练循环"))

ORDER = ("counting", "scale")
"""Its modules as the catalogue lists them."""
