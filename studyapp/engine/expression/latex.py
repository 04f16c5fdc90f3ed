"""An expression's tree as LaTeX: with symbols for the names, or with their numbers put in."""

import ast
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from studyapp.engine.expression.numbers import is_array, truth
from studyapp.engine.expression.numerals import latex_value, words
from studyapp.engine.expression.source import Source
from studyapp.errors import ExpressionError

CHOICE, OR, AND, NOT, COMPARISON, SUM, REMAINDER, PRODUCT, SIGN, POWER, ATOM = range(11)
"""How tightly a piece holds together; a looser piece inside a tighter one takes brackets."""

MAX_ITEMS_SHOWN = 16
"""A longer list stays a symbol when the numbers are put in."""

_GREEK = re.compile(
    "alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|chi|psi|omega|"
    "Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Phi|Psi|Omega"
)
_COMPARED = {
    ast.Eq: ("=", r"\ne"),
    ast.NotEq: (r"\ne", "="),
    ast.Lt: ("<", r"\ge"),
    ast.LtE: (r"\le", ">"),
    ast.Gt: (">", r"\le"),
    ast.GtE: (r"\ge", "<"),
}
_FENCED = {
    "floor": (r"\left\lfloor ", r" \right\rfloor"),
    "ceil": (r"\left\lceil ", r" \right\rceil"),
    "abs": (r"\left| ", r" \right|"),
    "sqrt": (r"\sqrt{", "}"),
}
_NAMED = {
    "log": r"\ln",
    "ln": r"\ln",
    "log2": r"\log_{2}",
    "log10": r"\log_{10}",
    "sin": r"\sin",
    "cos": r"\cos",
    "tan": r"\tan",
    "tanh": r"\tanh",
    "min": r"\min",
    "max": r"\max",
    "gcd": r"\gcd",
    "sigmoid": r"\sigma",
}
_TALL = re.compile(r"\\frac|\\left|\\sqrt|\\begin|\\sum")
_NUMERAL = re.compile(r"\d+(\.\d+)?")
_FACTOR = re.compile(
    r"\\sqrt|\\[a-zA-Z]+(?<!\\frac)(?<!\\left)(?<!\\text)(?<!\\begin)(?<!\\sum)(?![a-zA-Z])|[^\W\d]|\("
)


class Piece(NamedTuple):
    """Some LaTeX and how tightly it holds together."""

    latex: str
    hold: int

    def within(self, hold: int) -> str:
        """The LaTeX for a place that asks for `hold`: in brackets where this one is looser."""
        return self.latex if self.hold >= hold else bracketed(self.latex)

    def after(self, hold: int) -> str:
        """The same behind an operator, where a leading minus takes brackets too."""
        return bracketed(self.latex) if self.latex.startswith("-") else self.within(hold)


def bracketed(latex: str) -> str:
    """`latex` in brackets that are as tall as it is."""
    return rf"\left( {latex} \right)" if _TALL.search(latex) else f"({latex})"


def symbol(name: str, symbols: Mapping[str, str]) -> str:
    """The LaTeX for a name: its own symbol, a letter, a Greek letter, or its words."""
    if name in symbols:
        return symbols[name]
    if _GREEK.fullmatch(name):
        return f"\\{name}"
    stem, digits = name.rstrip("0123456789"), name[len(name.rstrip("0123456789")) :]
    if len(stem) == 1 or _GREEK.fullmatch(stem):
        letter = stem if len(stem) == 1 else f"\\{stem}"
        return f"{letter}_{{{digits}}}" if digits else letter
    return words(name)


class Printer:
    """One walk over the tree. With `evaluate`, names in `values` are shown as numbers."""

    def __init__(
        self,
        source: Source,
        symbols: Mapping[str, str],
        values: Mapping[str, Any] | None = None,
        evaluate: Callable[[ast.expr], Any] | None = None,
    ) -> None:
        self._source = source
        self._symbols = symbols
        self._values = values or {}
        self._evaluate = evaluate

    def show(self, node: ast.expr) -> str:
        """The whole of `node` as LaTeX."""
        return self._piece(node).latex

    def _piece(self, node: ast.expr) -> Piece:
        piece: Piece = getattr(self, f"_{type(node).__name__.lower()}")(node)
        return piece

    def _constant(self, node: ast.Constant) -> Piece:
        if isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
            written = self._source.segment(node).lower().replace("_", "")
            mantissa, _, exponent = written.partition("e")
            if not exponent:
                return Piece(written, ATOM)
            power = f"10^{{{int(exponent)}}}"
            return (
                Piece(power, POWER)
                if mantissa in ("1", "1.0")
                else Piece(rf"{mantissa} \times {power}", PRODUCT)
            )
        return self._value(node.value)

    def _name(self, node: ast.Name) -> Piece:
        value = self._values.get(node.id)
        if node.id in self._values and not (is_array(value) and _items(value) > MAX_ITEMS_SHOWN):
            return self._value(value)
        return Piece(symbol(node.id, self._symbols), ATOM)

    @staticmethod
    def _value(value: Any) -> Piece:
        latex = latex_value(value)
        if latex.startswith("-"):
            return Piece(latex, SIGN)
        if r"\times" in latex and not is_array(value):
            return Piece(latex, PRODUCT)
        return Piece(latex, POWER if latex.startswith((r"\frac", "10^")) else ATOM)

    def _binop(self, node: ast.BinOp) -> Piece:
        left, right = self._piece(node.left), self._piece(node.right)
        match node.op:
            case ast.Add():
                return Piece(f"{left.within(SUM)} + {right.after(SUM)}", SUM)
            case ast.Sub():
                return Piece(f"{left.within(SUM)} - {right.after(REMAINDER)}", SUM)
            case ast.Mult():
                if _is_sum(node.right):  # it needs no brackets; a difference that begins with one does
                    return Piece(rf"{left.within(PRODUCT)} {right.latex}", PRODUCT)
                return Piece(_product(left.within(PRODUCT), right.after(PRODUCT)), PRODUCT)
            case ast.Div():
                return Piece(rf"\frac{{{left.latex}}}{{{right.latex}}}", POWER)
            case ast.FloorDiv():
                return Piece(rf"\left\lfloor \frac{{{left.latex}}}{{{right.latex}}} \right\rfloor", ATOM)
            case ast.Mod():
                return Piece(rf"{left.within(PRODUCT)}\ \text{{mod}}\ {right.after(SIGN)}", REMAINDER)
        return Piece(f"{left.within(ATOM)}^{{{right.latex}}}", POWER)

    def _unaryop(self, node: ast.UnaryOp) -> Piece:
        operand = self._piece(node.operand)
        if isinstance(node.op, ast.Not):
            return Piece(rf"\neg {operand.within(ATOM)}", NOT)
        return Piece(f"-{operand.after(PRODUCT)}", SIGN) if isinstance(node.op, ast.USub) else operand

    def _boolop(self, node: ast.BoolOp) -> Piece:
        sign, hold = (r"\land", AND) if isinstance(node.op, ast.And) else (r"\lor", OR)
        return Piece(f" {sign} ".join(self._piece(part).within(hold + 1) for part in node.values), hold)

    def _compare(self, node: ast.Compare) -> Piece:
        shown = self._piece(node.left).within(SUM)
        for sign, right in zip(node.ops, node.comparators, strict=True):
            shown += f" {_COMPARED[type(sign)][0]} {self._piece(right).within(SUM)}"
        return Piece(shown, COMPARISON)

    def _ifexp(self, node: ast.IfExp) -> Piece:
        if self._evaluate is not None:
            try:
                return self._piece(node.body if truth(self._evaluate(node.test)) else node.orelse)
            except ExpressionError:
                pass  # its names have no values (yet): both branches are shown
        then, otherwise = self.show(node.body), self.show(node.orelse)
        lines = rf"{then} & {self.show(node.test)} \\ {otherwise} & {self._opposite(node.test)}"
        return Piece(rf"\begin{{cases}} {lines} \end{{cases}}", CHOICE)

    def _opposite(self, test: ast.expr) -> str:
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            left, right = self._piece(test.left).within(SUM), self._piece(test.comparators[0]).within(SUM)
            return f"{left} {_COMPARED[type(test.ops[0])][1]} {right}"
        return rf"\neg {self._piece(test).within(ATOM)}"

    def _call(self, node: ast.Call) -> Piece:
        assert isinstance(node.func, ast.Name)  # the compiler has seen to it
        name = node.func.id
        if len(node.args) == 1 and not node.keywords:
            only = self._piece(node.args[0])
            if name in _FENCED:
                before, after = _FENCED[name]
                return Piece(f"{before}{only.latex}{after}", ATOM)
            if name == "exp":
                return Piece(f"e^{{{only.latex}}}", POWER)
            if name == "factorial":
                return Piece(f"{only.within(ATOM)}!", POWER)
            if name in ("sum", "prod"):
                return Piece(rf"\{name} {only.within(SIGN)}", REMAINDER)
        arguments = [self.show(argument) for argument in node.args]
        arguments += [f"{symbol(named.arg or '', {})} = {self.show(named.value)}" for named in node.keywords]
        function = _NAMED.get(name) or words(name)
        return Piece(f"{function}{bracketed(', '.join(arguments))}", POWER)

    def _list(self, node: ast.List) -> Piece:
        return Piece(f"[{', '.join(self.show(item) for item in node.elts)}]", ATOM)

    _tuple = _list

    def _subscript(self, node: ast.Subscript) -> Piece:
        if self._evaluate is not None and self._values:
            try:
                return self._value(self._evaluate(node))
            except ExpressionError:
                pass  # its names have no values (yet): the place is shown
        written = self._source.segment(node)
        if written in self._symbols:
            return Piece(self._symbols[written], ATOM)
        return Piece(f"{self._piece(node.value).within(ATOM)}_{{{self.show(node.slice)}}}", ATOM)


def _is_sum(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sum"


def _product(left: str, right: str) -> str:
    """Two factors side by side: `2P`, `2 \\times 3`, `K \\cdot K`."""
    if _NUMERAL.fullmatch(left) and _FACTOR.match(right) and not right.startswith("(-"):
        inside = right[1:2] if right.startswith("(") else right[:1]
        if not inside.isdigit() and not (right.startswith("(") and re.fullmatch(r"[^a-zA-Z]*", right)):
            return f"{left}{right}" if right.startswith("(") or right[:1].isalpha() else f"{left} {right}"
    beside_numbers = left[-1:].isdigit() and re.match(r"\(?-?\d", right)
    return rf"{left} \times {right}" if beside_numbers or _NUMERAL.match(right) else rf"{left} \cdot {right}"


def _items(value: Any) -> int:
    """How many numbers a list holds in all."""
    if isinstance(value, (tuple, list)):
        return sum(_items(item) if is_array(item) else 1 for item in value)
    return int(value.size)
