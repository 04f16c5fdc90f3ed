"""A tree of Python's own parser, walked by an allow-list into closures; never `eval`."""

import ast
import operator
from collections.abc import Callable, Collection, Mapping
from fractions import Fraction
from sys import float_info
from typing import Any, NoReturn, TypeAlias

from studyapp.engine.expression import arithmetic
from studyapp.engine.expression.functions import FUNCTIONS, MANY, Function
from studyapp.engine.expression.numbers import is_array, number, truth, whole, within_limits, within_size
from studyapp.engine.expression.source import MAX_DEPTH, Source
from studyapp.errors import ExpressionError, nearest
from studyapp.i18n import N_
from studyapp.messages import Names

Values: TypeAlias = Mapping[str, Any]
Work: TypeAlias = Callable[[Values], Any]
"""A part of an expression, compiled: values by name in, the part's value out."""

CONSTANTS: Mapping[str, float] = {"pi": 3.141592653589793}
"""Names that mean a number unless the caller uses them for something else."""

MOST_TOLD = 12
"""Known names that are listed where an unknown one is like none of them."""

_ELSEWHERE = {
    "lg": "log10",
    "average": "mean",
    "avg": "mean",
    "stdev": "std",
    "root": "sqrt",
    "product": "prod",
}
"""What textbooks and spreadsheets call some of our functions, where the nearest name would mislead."""
_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: arithmetic.add,
    ast.Sub: arithmetic.subtract,
    ast.Mult: arithmetic.multiply,
    ast.Div: arithmetic.divide,
    ast.FloorDiv: arithmetic.floor_divide,
    ast.Mod: arithmetic.modulo,
    ast.Pow: arithmetic.power,
}
_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: arithmetic.negate,
    ast.UAdd: arithmetic.positive,
    ast.Not: lambda value: not truth(value),
}
_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


class Compiler:
    """One walk over the tree; it collects the names used."""

    def __init__(
        self, source: Source, names: Collection[str] | None, functions: Mapping[str, Callable[..., Any]]
    ) -> None:
        self._source = source
        self._known = names
        self._functions = functions
        self._depth = 0
        self.used: set[str] = set()

    def compile(self, node: ast.expr) -> Work:
        """The closure for `node`."""
        method = _METHODS.get(type(node))
        if method is None:
            self._refuse(
                node, N_("`{part}` is not part of the expression language"), part=self._source.segment(node)
            )
        self._depth += 1
        if self._depth > 2 * MAX_DEPTH:
            self._refuse(node, N_("the expression is nested too deeply"))
        work = method(self, node)
        self._depth -= 1
        return work

    def _refuse(self, node: ast.expr, template: str, **values: object) -> NoReturn:
        raise ExpressionError(template, column=self._source.column(node), **values)

    def _constant(self, node: ast.Constant) -> Work:
        value: Any = node.value
        if type(value) is float:
            try:
                value = literal(self._source.segment(node))
            except ExpressionError as error:
                error.column = self._source.column(node)
                raise
        elif not (value is None or type(value) in (int, bool, str)):
            self._refuse(node, N_("`{part}` is not a number"), part=self._source.segment(node))
        if type(value) is int:
            within_limits(value)
        return lambda _: value

    def _name(self, node: ast.Name) -> Work:
        name = node.id
        if self._known is not None and name not in self._known:
            if name not in CONSTANTS:
                self._refuse_name(node, name, [*self._known, *CONSTANTS])
        elif self._known is not None or name not in CONSTANTS:
            self.used.add(name)
            return operator.itemgetter(name)
        return lambda _: CONSTANTS[name]

    def _refuse_name(self, node: ast.Name, name: str, known: Collection[str]) -> NoReturn:
        if close := nearest(name, known):
            self._refuse(
                node, N_("`{name}` is not known here; did you mean `{nearest}`?"), name=name, nearest=close
            )
        names = sorted({*known})
        told = names[:MOST_TOLD] + ["…"] * (len(names) > MOST_TOLD)
        self._refuse(
            node, N_("`{name}` is not known here; known here: {known}"), name=name, known=Names(told)
        )

    def _refuse_function(self, node: ast.Call, name: str) -> NoReturn:
        if close := _ELSEWHERE.get(name.casefold()) or nearest(name, [*FUNCTIONS, *self._functions]):
            self._refuse(
                node, N_("there is no function `{name}`; did you mean `{nearest}`?"), name=name, nearest=close
            )
        self._refuse(node, N_("there is no function `{name}`"), name=name)

    def _binop(self, node: ast.BinOp) -> Work:
        operation = _BINARY.get(type(node.op))
        if operation is None:
            self._refuse(
                node, N_("`{part}` is not part of the expression language"), part=self._source.segment(node)
            )
        left, right = self.compile(node.left), self.compile(node.right)
        return lambda values: operation(left(values), right(values))

    def _unaryop(self, node: ast.UnaryOp) -> Work:
        operation = _UNARY.get(type(node.op))
        if operation is None:
            self._refuse(
                node, N_("`{part}` is not part of the expression language"), part=self._source.segment(node)
            )
        operand = self.compile(node.operand)
        return lambda values: operation(operand(values))

    def _boolop(self, node: ast.BoolOp) -> Work:
        parts = [self.compile(part) for part in node.values]
        if isinstance(node.op, ast.And):
            return lambda values: all(truth(part(values)) for part in parts)
        return lambda values: any(truth(part(values)) for part in parts)

    def _compare(self, node: ast.Compare) -> Work:
        links = []
        for sign, right in zip(node.ops, node.comparators, strict=True):
            if type(sign) not in _COMPARISONS:
                self._refuse(right, N_("only ==, !=, <, <=, > and >= compare"))
            links.append((_COMPARISONS[type(sign)], self.compile(right)))
        first = self.compile(node.left)

        def work(values: Values) -> Any:
            left = first(values)
            for compare, part in links[:-1]:
                right = part(values)
                if not truth(_compared(compare, left, right)):
                    return False
                left = right
            compare, part = links[-1]
            return _compared(compare, left, part(values))

        return work

    def _ifexp(self, node: ast.IfExp) -> Work:
        test, then, otherwise = self.compile(node.test), self.compile(node.body), self.compile(node.orelse)
        return lambda values: then(values) if truth(test(values)) else otherwise(values)

    def _call(self, node: ast.Call) -> Work:
        if not isinstance(node.func, ast.Name):
            self._refuse(node.func, N_("only a function's name can be called"))
        name = node.func.id
        if name in self._functions:
            return self._outside_call(node, self._functions[name])
        function = FUNCTIONS.get(name)
        if function is None:
            self._refuse_function(node, name)
        if node.keywords:
            self._refuse(node, N_("{name} takes no arguments by name"), name=name)
        self._check_count(node, name, function)
        arguments = [self.compile(argument) for argument in node.args]
        call = function.call
        if len(arguments) == 1:
            (only,) = arguments
            return lambda values: call(only(values))
        return lambda values: call(*[argument(values) for argument in arguments])

    def _check_count(self, node: ast.Call, name: str, function: Function) -> None:
        count, fewest, most = len(node.args), function.fewest, function.most
        if not fewest <= count <= most:
            wanted = str(fewest) if fewest == most else f"{fewest}–{most}" if most < MANY else f"≥ {fewest}"
            self._refuse(
                node,
                N_("{name} can't take {count} values (it takes {wanted})"),
                name=name,
                count=count,
                wanted=wanted,
            )

    def _outside_call(self, node: ast.Call, call: Callable[..., Any]) -> Work:
        arguments = [self.compile(argument) for argument in node.args]
        by_name: dict[str, Work] = {}
        for named in node.keywords:
            if named.arg is None:
                self._refuse(named.value, N_("`**` can't be read here"))
            by_name[named.arg] = self.compile(named.value)
        return lambda values: call(
            *[argument(values) for argument in arguments],
            **{name: part(values) for name, part in by_name.items()},
        )

    def _list(self, node: ast.List | ast.Tuple) -> Work:
        items = [self.compile(item) for item in node.elts]
        return lambda values: within_size(tuple([item(values) for item in items]))

    def _subscript(self, node: ast.Subscript) -> Work:
        listed, place = self.compile(node.value), self.compile(node.slice)
        return lambda values: _item(listed(values), place(values))


_METHODS: Mapping[type[ast.expr], Callable[[Compiler, Any], Work]] = {
    ast.Constant: Compiler._constant,
    ast.Name: Compiler._name,
    ast.BinOp: Compiler._binop,
    ast.UnaryOp: Compiler._unaryop,
    ast.BoolOp: Compiler._boolop,
    ast.Compare: Compiler._compare,
    ast.IfExp: Compiler._ifexp,
    ast.Call: Compiler._call,
    ast.List: Compiler._list,
    ast.Tuple: Compiler._list,
    ast.Subscript: Compiler._subscript,
}
"""The allow-list: whatever node is not in it is refused."""


def literal(written: str) -> int | Fraction:
    """A decimal exactly as written: `0.1` is a tenth, `1e3` a whole number; `1e400` is refused."""
    mantissa, _, exponent = written.lower().replace("_", "").partition("e")
    if exponent and abs(int(exponent)) > float_info.max_10_exp:
        raise ExpressionError("`{number}` is beyond the numbers we work with", number=written)
    value = Fraction(mantissa) * Fraction(10) ** int(exponent or 0)
    return value.numerator if value.denominator == 1 else value


def _compared(compare: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
    if is_array(left) or is_array(right):
        from studyapp.engine.expression import arrays  # NumPy only where there are arrays

        return arrays.combine(compare, left, right)
    if compare not in (operator.eq, operator.ne):
        left, right = number(left), number(right)
    return compare(left, right)


def _item(listed: Any, place: Any) -> Any:
    """One value of a list by its place from 0, or of named values by name."""
    if isinstance(listed, Mapping):
        if place not in listed:
            raise ExpressionError("there is no `{name}` among {known}", name=place, known=Names(listed))
        return listed[place]
    if not is_array(listed):
        raise ExpressionError("only a list has places to pick from")
    index = whole(place, "[…]")
    if not -len(listed) <= index < len(listed):
        raise ExpressionError(
            "the list has {length} values; there is no place {place}", length=len(listed), place=index
        )
    item = listed[index]
    return item if is_array(item) or isinstance(item, (str, Mapping)) else number(item)
