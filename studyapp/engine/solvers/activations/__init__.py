"""Solvers of the chapter on activation functions."""

from studyapp.domain.concept import Chapter
from studyapp.domain.text import Text

CHAPTER = Chapter("activations", Text(en="Activation functions", zh="激活函数"))

ORDER = (
    "activation",
    "activation_derivative",
    "softmax",
    "log_softmax",
    "neuron",
    "gradient_bound",
    "linear",
)
"""Its modules as the catalogue lists them."""
