"""Maths for a terminal: on several rows, or on one line that means the same.

Both are ours. The library weighed for the rows (TeXicode) leaves no space around operators, draws a `?` for
`\\overline` or `\\lVert`, raises KeyError at `\\operatorname`, sets Chinese askew over its strokes and puts
the scripts of `w_i^2` on rows of their own: repairing all that would take more than drawing does.
"""

from functools import lru_cache

from studyapp.i18n import _
from studyapp.text.clean import clean
from studyapp.text.latex import FormulaError, read
from studyapp.text.layout import draw
from studyapp.text.linear import line
from studyapp.text.width import width


def maths_rows(latex: str, inline_only: bool = False) -> list[str]:
    """The formula as rows of equal width; one row where `inline_only` or where one is all it needs.

    A formula that cannot be read is shown as it is written: a card must never stop a session.
    """
    return list(_rows(_spoken(latex), inline_only))


def linear(latex: str) -> str:
    """The formula on one line: `⌊(W − K + 2P)/S⌋ + 1`."""
    return _rows(_spoken(latex), inline_only=True)[0]


def check(latex: str) -> FormulaError | None:
    """What is wrong with a formula, for whoever wrote it; None where it can be drawn."""
    try:
        read(latex)
    except FormulaError as error:
        return error
    return None


def _spoken(latex: str) -> str:
    """The formula with the engine's word for what has no value in the reader's language."""
    return latex.replace(r"\text{never}", rf"\text{{{_('never')}}}") if r"\text{never}" in latex else latex


@lru_cache(maxsize=512)
def _rows(latex: str, inline_only: bool) -> tuple[str, ...]:
    try:
        tree = read(clean(latex))
    except FormulaError:
        return (" ".join(clean(latex).split()),)
    if inline_only:
        return (line(tree).strip(),)
    rows = draw(tree).rows
    margin = min((len(row) - len(row.lstrip(" ")) for row in rows if row.strip()), default=0)
    trimmed = [row[margin:].rstrip() for row in rows]
    widest = max(map(width, trimmed))
    return tuple(row + " " * (widest - width(row)) for row in trimmed)
