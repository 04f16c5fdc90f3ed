"""What a reference value is: a solver, what it is given, and what PyTorch makes of it."""

from dataclasses import dataclass
from typing import Any

REFUSED = "refused"
"""Expected where PyTorch raises an error."""


@dataclass(frozen=True)
class Case:
    """One comparison. Of a named result only the names in `expected` are compared."""

    solver: str
    inputs: dict[str, Any]
    expected: Any


def plain(value: Any) -> Any:
    """Tensors, shapes and tuples as JSON has them."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
