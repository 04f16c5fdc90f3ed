"""A formula: read once, worked with values by name, shown as LaTeX with symbols or with the numbers."""

import ast
from collections.abc import Callable, Collection, Mapping
from fractions import Fraction
from typing import Any

from studyapp.engine.expression import latex
from studyapp.engine.expression.compiler import Compiler, Values, Work
from studyapp.engine.expression.numbers import is_array, within_limits
from studyapp.engine.expression.source import source_of
from studyapp.errors import ExpressionError


class Expression:
    """A formula: call it with values by name; ask it for its LaTeX."""

    __slots__ = ("_functions", "_source", "_work", "names", "source")

    source: str
    names: frozenset[str]
    """The names that need a value."""

    def __init__(
        self, source: str, names: Collection[str] | None, functions: Mapping[str, Callable[..., Any]]
    ) -> None:
        self.source = source
        self._source = source_of(source)
        self._functions = functions
        compiler = Compiler(self._source, names, functions)
        self._work = compiler.compile(self._source.tree)
        self.names = frozenset(compiler.used)

    def __call__(self, values: Values) -> Any:
        """The value, exact where it can be: whole numbers and fractions give whole numbers and fractions."""
        value = self._run(self._work, values)
        if isinstance(value, (int, str, Fraction)) or value is None:
            return value
        if isinstance(value, float):
            return within_limits(float(value))
        if is_array(value) and not isinstance(value, (tuple, list)):
            from studyapp.engine.expression import arrays  # NumPy only where there are arrays

            arrays.check_finite(value)
        return value

    def latex(self, symbols: Mapping[str, str] | None = None, values: Values | None = None) -> str:
        """The formula as LaTeX, names by their symbols; with values, of a choice only the branch taken."""
        evaluate = None if values is None else lambda node: self._evaluate(node, values)
        return latex.Printer(self._source, symbols or {}, evaluate=evaluate).show(self._source.tree)

    def latex_numbers(self, values: Values, symbols: Mapping[str, str] | None = None) -> str:
        """The same with the numbers put in; of a choice by condition only the branch that is taken."""
        printer = latex.Printer(
            self._source, symbols or {}, values, lambda node: self._evaluate(node, values)
        )
        return printer.show(self._source.tree)

    def _evaluate(self, node: ast.expr, values: Values) -> Any:
        work = Compiler(self._source, self.names, self._functions).compile(node)
        return self._run(work, values)

    def _run(self, work: Work, values: Values) -> Any:
        try:
            return work(values)
        except ZeroDivisionError as error:
            raise ExpressionError("`{source}` divides by zero", source=self.source) from error
        except OverflowError as error:
            raise ExpressionError("`{source}` gets too large", source=self.source) from error
        except KeyError as error:
            if missing := sorted(self.names - values.keys()):
                raise ExpressionError("`{name}` has no value", name=missing[0]) from error
            raise

    def __repr__(self) -> str:
        return f"Expression({self.source!r})"


def compile_expression(
    source: str,
    names: Collection[str] | None = None,
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> Expression:
    """`source` read and compiled.

    `names` are those that may be used (None: any); `functions` may be called beside the built-in ones, with
    arguments by name too. Raises ExpressionError with the column in `source`.
    """
    return Expression(source, names, functions or {})
