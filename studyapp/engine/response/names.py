"""The constants and functions that a learner may write, by every name they go by."""

CONSTANTS = {"pi": 3.141592653589793, "π": 3.141592653589793, "e": 2.718281828459045}

_ARITHMETIC = {"sqrt", "floor", "ceil", "abs", "round", "min", "max", "factorial", "gcd"}
_CALLED = _ARITHMETIC | {"exp", "log", "ln", "log2", "log10", "sin", "cos", "tan", "tanh", "sigmoid"}
_ALSO_CALLED = {
    "lg": "log10",
    "log₂": "log2",
    "log₁₀": "log10",
    "log_2": "log2",
    "log_10": "log10",
    "ceiling": "ceil",
}


def function_name(name: str) -> str | None:
    """The language's own name for a function that learners may call; None where there is none."""
    name = _ALSO_CALLED.get(name, name)
    return name if name in _CALLED else None
