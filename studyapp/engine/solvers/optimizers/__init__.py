"""Solvers of the chapter on optimisers and learning-rate schedules."""

from studyapp.domain.concept import Chapter
from studyapp.domain.text import Text

CHAPTER = Chapter("optimizers", Text(en="Optimisers", zh="优化器"))

ORDER = ("sgd", "adagrad", "rmsprop", "adadelta", "adam", "gradient_descent", "lr_schedule")
"""Its modules as the catalogue lists them."""
