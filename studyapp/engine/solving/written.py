"""Terms, sums and lists as LaTeX, for the steps that write their own line with the numbers put in."""

from collections.abc import Iterable, Sequence
from typing import Any

from studyapp.engine.expression import latex_value
from studyapp.engine.solving.working import latex_of

__all__ = ["MOST_TERMS", "bracketed", "dot_product", "fraction", "latex_of", "listed", "term", "total"]

MOST_TERMS = 9
"""Terms of a sum that are written out: a 3×3 kernel's; of a longer sum, the first few and the last."""


def term(value: Any) -> str:
    """A number as it stands in a sum or a product: negative ones in brackets."""
    latex = latex_value(value)
    return bracketed(latex) if latex.startswith("-") else latex


def bracketed(latex: str) -> str:
    """LaTeX in brackets as tall as it is."""
    return rf"\left( {latex} \right)" if "\\" in latex else f"({latex})"


def total(terms: Sequence[str]) -> str:
    """A sum of terms; the middle of a long one left out."""
    if len(terms) > MOST_TERMS:
        terms = [*terms[:3], r"\cdots", terms[-1]]
    return " + ".join(terms)


def dot_product(left: Iterable[Any], right: Iterable[Any]) -> str:
    """The products of two rows of numbers, added: `1 × 2 + (−3) × 4`."""
    return total([rf"{term(a)} \times {term(b)}" for a, b in zip(left, right, strict=True)])


def fraction(above: str, below: Any) -> str:
    """One thing over another."""
    return rf"\frac{{{above}}}{{{below if isinstance(below, str) else latex_value(below)}}}"


def listed(entries: Sequence[str], most: int = 2) -> str:
    """Several written-out entries as a list; empty where there are too many to be read."""
    if len(entries) > most:
        return ""
    return entries[0] if len(entries) == 1 else f"[{', '.join(entries)}]"
