"""What the solvers of images share: how large an answer may be, and parts of a working."""

from collections.abc import Sequence
from typing import Any

from studyapp.engine.solving.inputs import shown
from studyapp.errors import GivenError
from studyapp.i18n import N_

MOST_VALUES = 2**24
"""Values of an answer; a larger one is refused at once instead of filling the memory."""
MOST_EXACT = 4096
"""Values that are worked out as fractions; more of them are floats."""

TOO_LARGE = N_("{parameter} is {value}; that makes {count} values, and at most {most} are worked out")


def must_be_few(parameter: str, value: object, count: int) -> None:
    """Refuse what would make an answer that nobody can hold."""
    if count > MOST_VALUES:
        raise GivenError(
            TOO_LARGE, parameter=parameter, value=shown(value), count=shown(count), most=MOST_VALUES
        )


def both(pair: Any) -> tuple[int, int]:
    """A given pair as it is held: height and width."""
    height, width = pair
    return height, width


def as_batch(array: Any, axes: int) -> Any:
    """An array of one image as that of a batch, with axes of length 1 in front; one of a batch as it is."""
    return array.reshape((1,) * (axes - array.ndim) + array.shape)


def floats(array: Any) -> Any:
    """The same numbers as floats; floats as they are."""
    if array.dtype.kind == "f":
        return array
    from studyapp.engine.expression.arrays import as_float

    return as_float(array)


def plus(left: Any, right: Any) -> Any:
    """The sum of arrays; one that gets too large for a float is infinite, and refused as a result."""
    import numpy as np  # slow to load, and only arrays need it

    with np.errstate(over="ignore"):
        return left + right


def beginning(entries: Sequence[str], length: int) -> str:
    """The first few entries of a list of that length, with dots where there are more."""
    dots = [r"\ldots"] if length > len(entries) else []
    return rf"\left[ {', '.join([*entries, *dots])} \right]"


def corner(rows: Sequence[Sequence[str]], height: int, width: int) -> str:
    """The upper left corner of a matrix of that size, with dots where it goes on."""
    lines = [" & ".join([*row, r"\cdots"] if width > len(row) else row) for row in rows]
    if height > len(rows):
        across = len(rows[0]) + (width > len(rows[0]))
        lines.append(" & ".join([r"\vdots"] * across))
    body = r" \\ ".join(lines)
    return rf"\begin{{bmatrix}} {body} \end{{bmatrix}}"
