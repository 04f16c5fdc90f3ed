"""What solvers of images share: one image or a batch, exact or in floats, and windows written out."""

from collections.abc import Callable, Sequence
from typing import Any

from studyapp.errors import ExpressionError, GivenError
from studyapp.i18n import N_

MOST_VALUES = 1 << 27
"""Values of a padded input or of an output: a gibibyte of doubles."""

MOST_EXACT_PRODUCTS = 1 << 14
"""Products of fractions that are worked in a blink; where there are more, floats have to do."""

MOST_PIXELS = 64
"""Values of an input of which windows are written out."""

MOST_WINDOWS = 9
"""Windows that are all written out, where they are not too long."""

LONGEST_ROW = 72
"""Letters beside each other in a matrix of sums."""

TOO_MANY_ZEROS = N_("{parameter} is {padding}; the padded input would have {values} values, more than {most}")


def batch(values: Any) -> Any:
    """An image (H, W) as a batch of one with one channel, a view; (N, C, H, W) as it is."""
    if getattr(values, "ndim", 0) not in (2, 4):
        raise ExpressionError("an image is a list of rows, a batch one of lists of them")
    return values[None, None] if values.ndim == 2 else values


def shaped_like(values: Any, images: Any) -> Any:
    """A batch in the form that was given: of (H, W), the one image."""
    return images[0, 0] if values.ndim == 2 else images


def as_list(numbers: Any) -> Any:
    """An array of one axis; of a single number, with one entry."""
    from studyapp.engine.expression.arrays import exact_array

    return numbers if getattr(numbers, "ndim", 0) else exact_array([numbers])


def workable(*arrays: Any) -> list[Any]:
    """Arrays as they can be worked together: all of fractions, or all of floats."""
    from studyapp.engine.expression.arrays import MAX_EXACT, as_float, exact_array

    held = [
        exact_array(array.tolist()) if array.dtype.kind in "iu" and array.size <= MAX_EXACT else array
        for array in arrays
    ]  # a NumPy array of whole numbers passes through the givens as it is
    if all(array.dtype == object for array in held):
        return held
    return [array if array.dtype.kind == "f" else as_float(array) for array in held]


def padded_with_zeros(values: Any, padding: tuple[int, int]) -> Any:
    """Zeros above and below, left and right of each image."""
    import numpy as np  # slow to load

    (down, right), (height, width) = padding, values.shape[-2:]
    found = np.zeros((*values.shape[:-2], height + 2 * down, width + 2 * right), values.dtype)
    found[..., down : down + height, right : right + width] = values
    return found


def must_fit_in_memory(values: Any, padding: Any) -> None:
    """Refuse a padding that would make far too many zeros."""
    *images, height, width = values.shape
    size = (height + 2 * padding[0]) * (width + 2 * padding[1])
    for length in images:
        size *= length
    if any(padding) and size > MOST_VALUES:
        told = list(padding) if padding[0] != padding[1] else padding[0]
        raise GivenError(TOO_MANY_ZEROS, parameter="padding", padding=told, values=size, most=MOST_VALUES)


def together(letter: str, pair: Any) -> list[str]:
    """A pair's symbols along both axes: `S` where both are the same, nothing where they are 1."""
    both = [letter, letter] if pair[0] == pair[1] else [f"{letter}_h", f"{letter}_w"]
    return ["" if number == 1 else symbol for number, symbol in zip(pair, both, strict=True)]


def tapped(axis: str, tap: str, stride: str, dilation: str) -> str:
    """Where a tap of a window lies: `i + u`, `S i + D u`."""
    return f"{stride} {axis} + {dilation} {tap}".replace("  ", " ").strip()


def written_windows(shape: Sequence[int], entry: Callable[[int, int], str]) -> str:
    """An output as a matrix in which the first window is written out, or all where there is room for them.

    `shape` is the output's, `entry` writes a position of the first image.
    """
    *images, rows, columns = shape
    cells = _first_of(entry(0, 0), rows > 1, columns > 1)
    if rows * columns <= MOST_WINDOWS:
        whole = [[entry(row, column) for column in range(columns)] for row in range(rows)]
        if all(sum(map(_length, row)) <= LONGEST_ROW for row in whole):
            cells = whole
    written = _matrix(cells)
    if any(length > 1 for length in images):
        samples, channels = images
        written = _matrix(_first_of(written, samples > 1, channels > 1))
    return written


def _length(latex: str) -> int:
    """About how many letters a sum takes on the screen."""
    return len(latex.replace(r"\times", "×"))


def _first_of(entry: str, down: bool, across: bool) -> list[list[str]]:
    """A matrix's first entry, and dots for what is below and beside it."""
    rows = [[entry, r"\cdots"], [r"\vdots", r"\ddots"]]
    return [row[: 1 + across] for row in rows[: 1 + down]]


def _matrix(cells: list[list[str]]) -> str:
    if len(cells) == len(cells[0]) == 1:
        return cells[0][0]
    body = r" \\ ".join(" & ".join(row) for row in cells)
    return rf"\begin{{bmatrix}} {body} \end{{bmatrix}}"
