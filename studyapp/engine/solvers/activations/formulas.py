"""How the activation functions are written: with symbols, or with the numbers put in."""

import math
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from studyapp.engine.expression import Expression, compile_expression
from studyapp.engine.solvers.activations.functions import DEFAULTS
from studyapp.engine.solvers.activations.values import SELU_ALPHA, SELU_SCALE
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.written import listed

MOST_ENTRIES = 3
"""Entries of an array that are written out with their numbers."""
LONGEST = 240
"""Characters of LaTeX that they may take together; a single number may take more."""

GATES = {
    "silu": "1/(1 + exp(-beta*x))",
    "gelu": "(1 + erf(x/sqrt(2)))/2",
    "mish": "tanh(log(1 + exp(x)))",
    "hardswish": "min(max(0, x + 3), 6)/6",
    "smu": "erf(mu*(1 - alpha)*x)",
}
"""What the functions that let x pass more or less take it times; it is worked first."""

FORMULAS = {
    "identity": "x",
    "sigmoid": "1/(1 + exp(-x))",
    "tanh": "(exp(x) - exp(-x))/(exp(x) + exp(-x))",
    "relu": "max(0, x)",
    "relu6": "min(max(0, x), 6)",
    "leaky_relu": "x if x > 0 else negative_slope*x",
    "prelu": "x if x > 0 else weight*x",
    "elu": "x if x > 0 else alpha*(exp(x) - 1)",
    "selu": "scale*x if x > 0 else scale*selu_alpha*(exp(x) - 1)",
    "softplus": "log(1 + exp(beta*x))/beta",
    "softsign": "x/(1 + abs(x))",
    "silu": "x*gate",
    "gelu": "x*gate",
    "mish": "x*gate",
    "hardsigmoid": "min(max(0, x/6 + 1/2), 1)",
    "hardtanh": "min(max(-1, x), 1)",
    "hardswish": "x*gate",
    "smu": "((1 + alpha)*x + (1 - alpha)*x*gate)/2",
}

SLOPES = {
    "identity": "1",
    "sigmoid": "output*(1 - output)",
    "tanh": "1 - output**2",
    "relu": "1 if x > 0 else 0",
    "relu6": "1 if abs(x - 3) < 3 else 0",
    "leaky_relu": "1 if x > 0 else negative_slope",
    "prelu": "1 if x > 0 else weight",
    "elu": "1 if x > 0 else alpha*exp(x)",
    "selu": "scale if x > 0 else scale*selu_alpha*exp(x)",
    "softplus": "1/(1 + exp(-beta*x))",
    "softsign": "1/(1 + abs(x))**2",
    "silu": "gate + beta*output*(1 - gate)",
    "gelu": "gate + x*exp(-(x**2/2))/sqrt(2*pi)",
    "mish": "gate + x*(1 - gate**2)/(1 + exp(-x))",
    "hardsigmoid": "1/6 if abs(x) < 3 else 0",
    "hardtanh": "1 if abs(x) < 1 else 0",
    "hardswish": "x/3 + 1/2 if abs(x) < 3 else (1 if x > 0 else 0)",
    "smu": "(1 + alpha + (1 - alpha)*(gate + 2/sqrt(pi)*mu*(1 - alpha)*x*exp(-(mu*(1 - alpha)*x)**2)))/2",
}
"""The derivatives; where it is shorter, from the function's own value or its gate."""

BY_TANH = {
    "(1 + erf(x/sqrt(2)))/2": "(1 + tanh(sqrt(2/pi)*(x + 0.044715*x**3)))/2",
    "gate + x*exp(-(x**2/2))/sqrt(2*pi)": "gate + 2*x*gate*(1 - gate)*sqrt(2/pi)*(1 + 0.134145*x**2)",
}
"""The same for GELU's approximation."""

CONSTANTS = {"scale": SELU_SCALE, "selu_alpha": SELU_ALPHA}

SYMBOLS = {
    "x": "x",
    "gate": "g",
    "output": "f(x)",
    "negative_slope": "a",
    "weight": "w",
    "alpha": r"\alpha",
    "beta": r"\beta",
    "mu": r"\mu",
    "scale": r"\lambda",
    "selu_alpha": r"\alpha",
}


WRITTEN = {
    SLOPES["hardswish"]: r"\begin{cases} 0 & x \le -3 \\ \frac{x}{3} + \frac{1}{2} & -3 < x < 3 \\ "
    r"1 & x \ge 3 \end{cases}",
}
"""Formulas that read better than the language would write them."""


def formula(table: Mapping[str, str], name: str, parameters: Mapping[str, Any]) -> str:
    """A function's formula out of one of the tables, as short as its parameters let it be."""
    source = _shortest(table[name], parameters)
    if parameters.get("approximate") == "tanh":
        source = BY_TANH.get(source, source)
    return source


@cache
def expression(source: str) -> Expression:
    """A formula of the tables, read."""
    return compile_expression(source, functions={"erf": math.erf})


def latex(source: str) -> str:
    """A formula of the tables in symbols."""
    return WRITTEN.get(source) or expression(source).latex(SYMBOLS)


def latex_numbers(source: str, **numbers: Any) -> str:
    """A formula of the tables with numbers for its names; of arrays, for each of a few entries."""
    used = {name: number for name, number in numbers.items() if name in expression(source).names}
    if not used:
        return ""
    entries = [_put_in(source, entry) for entry in _entries(used)]
    if len(entries) > 1 and sum(map(len, entries)) > LONGEST:
        return ""
    return listed(entries, most=MOST_ENTRIES)


def usual_latex(name: str, symbol: str, x: Any = None) -> str:
    """A function with its default parameters and its gate written out: of a symbol, or of a number."""
    source = _shortest(FORMULAS[name].replace("gate", f"({GATES.get(name, '')})"), DEFAULTS[name])
    source = source.replace("x*(1/(1 + exp(-x)))", "x/(1 + exp(-x))")
    numbers = {**CONSTANTS, **DEFAULTS[name]} | ({} if x is None else {"x": x})
    return expression(source).latex_numbers(numbers, {**SYMBOLS, "x": symbol})


def _shortest(source: str, parameters: Mapping[str, Any]) -> str:
    """The formula without parameters that are 1."""
    for name, number in parameters.items():
        if number == 1:
            source = source.replace(f"{name}*", "").replace(f"/{name}", "")
    return source


def _put_in(source: str, numbers: Mapping[str, Any]) -> str:
    return expression(source).latex_numbers({**CONSTANTS, **numbers}, SYMBOLS)


def _entries(numbers: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The numbers entry by entry; those that are no array stay the same."""
    columns = {name: flat(number) for name, number in numbers.items()}
    for at in range(min(MOST_ENTRIES + 1, max(map(len, columns.values())))):
        yield {name: column[at if len(column) > 1 else 0] for name, column in columns.items()}
