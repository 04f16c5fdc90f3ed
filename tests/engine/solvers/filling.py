"""Arrays of any shape, filled with entries that are worth trying."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st


def filled(entries: Sequence[Any], shape: tuple[int, ...]) -> st.SearchStrategy[Any]:
    """Nested lists of this shape; for () a single entry."""
    values: st.SearchStrategy[Any] = st.sampled_from(entries)
    for length in reversed(shape):
        values = st.lists(values, min_size=length, max_size=length)
    return values
