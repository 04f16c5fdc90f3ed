"""Indices as steps hold them, also those that a learner gave."""

from typing import Any


def whole(indices: Any, count: int) -> list[int]:
    """Indices of a list of `count` as plain whole numbers; ArithmeticError for what are none."""
    found = [int(index) for index in indices]
    if any(index != given or not 0 <= index < count for index, given in zip(found, indices, strict=True)):
        raise ArithmeticError
    return found
