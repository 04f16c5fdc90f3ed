"""The tree of a formula, and the space that its parts keep from one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from studyapp.text.symbols import TIGHT, Kind


@dataclass(frozen=True, slots=True)
class Sign:
    """A letter, number, word, operator or bracket."""

    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Row:
    """Things side by side."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with what stands below and above at its right."""

    base: "Node"
    below: "Node | None" = None
    above: "Node | None" = None


@dataclass(frozen=True, slots=True)
class Fraction:
    """One over the other."""

    top: "Node"
    bottom: "Node"


@dataclass(frozen=True, slots=True)
class Root:
    """A square root, or another by its degree."""

    inside: "Node"
    degree: "Node | None" = None


@dataclass(frozen=True, slots=True)
class Accent:
    """A mark over (or a line under) something; `name` is the command's."""

    name: str
    inside: "Node"


@dataclass(frozen=True, slots=True)
class Fenced:
    """Something between brackets, which grow with it; a side without a bracket is None."""

    left: str | None
    inside: "Node"
    right: str | None


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix, cases, or aligned lines; `name` is the environment's."""

    name: str
    rows: tuple[tuple["Node", ...], ...]


Node: TypeAlias = Sign | Row | Scripts | Fraction | Root | Accent | Fenced | Grid
EMPTY = Row(())


_ATOMS = frozenset(
    (Kind.LETTER, Kind.NUMBER, Kind.WORD, Kind.FRACTION, Kind.FENCE, Kind.CLOSE, Kind.FUNCTION, Kind.BIG)
)
_LETTERS = frozenset((Kind.LETTER, Kind.NUMBER, Kind.WORD))
# After these a plus or minus belongs to what follows it.
_BEFORE_SIGN = frozenset(
    (
        Kind.PLUS,
        Kind.UNARY,
        Kind.TIMES,
        Kind.TIGHT,
        Kind.RELATION,
        Kind.OPEN,
        Kind.COMMA,
        Kind.FUNCTION,
        Kind.BIG,
    )
)


def parts(node: Node) -> tuple[Node, ...]:
    """What stands side by side at the top of a tree."""
    return node.items if isinstance(node, Row) else (node,)


def kinds(items: Sequence[Node]) -> list[Kind]:
    """How each thing of a row behaves there: a minus is a sign or an operator by what precedes it."""
    found: list[Kind] = []
    before: Kind | None = None
    for item in items:
        kind = kind_of(item)
        if kind is Kind.PLUS and (before is None or before in _BEFORE_SIGN):
            kind = Kind.UNARY
        elif kind is Kind.TIMES and isinstance(item, Sign) and item.text in TIGHT:
            kind = Kind.TIGHT
        found.append(kind)
        before = before if kind is Kind.SPACE else kind
    return found


def kind_of(node: Node) -> Kind:
    """How a part behaves beside others."""
    match node:
        case Sign():
            return node.kind
        case Scripts():
            return kind_of(node.base)
        case Fraction():
            return Kind.FRACTION
        case Fenced() | Grid():
            return Kind.FENCE
        case _:
            return Kind.LETTER


def gap(left: Kind, right: Kind, script: bool = False) -> int:
    """The spaces between two neighbours; fewer within a script."""
    if Kind.SPACE in (left, right) or left is Kind.OPEN or right in (Kind.CLOSE, Kind.COMMA):
        return 0
    if Kind.BIG in (left, right) or Kind.FUNCTION in (left, right):
        if left is Kind.FUNCTION and right in (Kind.FENCE, Kind.OPEN):
            return 0
        if left in (Kind.FUNCTION, Kind.BIG):
            return 1
        if left in _ATOMS:
            return 1
    if Kind.WORD in (left, right) and left in _LETTERS and right in _LETTERS:
        return 1
    if Kind.FRACTION in (left, right) and left in _ATOMS and right in _ATOMS:
        return 1
    if script or left is Kind.UNARY or Kind.TIGHT in (left, right):
        return 0
    loose = (Kind.PLUS, Kind.TIMES, Kind.RELATION, Kind.COMMA)
    return 1 if left in loose or right in loose else 0


def is_crowded(around: Sequence[Kind], at: int) -> bool:
    """Whether something there multiplies or is multiplied, so that a fraction needs brackets."""
    neighbours = (
        next((kind for kind in reversed(around[:at]) if kind is not Kind.SPACE), None),
        next((kind for kind in around[at + 1 :] if kind is not Kind.SPACE), None),
    )
    return any(kind in _ATOMS or kind in (Kind.TIMES, Kind.TIGHT) for kind in neighbours)


def is_followed_closely(around: Sequence[Kind], at: int) -> bool:
    """Whether what comes next could be read as one with what stands at that place."""
    return next((kind in _ATOMS for kind in around[at + 1 :] if kind is not Kind.SPACE), False)
