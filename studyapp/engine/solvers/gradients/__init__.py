"""Solvers of the chapter on gradients: how they vanish and explode, and what is done about it."""

from studyapp.domain.concept import Chapter
from studyapp.domain.text import Text

CHAPTER = Chapter("gradients", Text(en="Gradients", zh="梯度"))

ORDER = ("chains", "clipping", "initialization", "signals")
"""Its modules as the catalogue lists them."""
