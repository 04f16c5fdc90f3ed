"""What a solver is given: each value read strictly, once, or refused in a sentence that names it."""

from collections.abc import Mapping
from functools import reduce
from inspect import get_annotations
from operator import or_
from types import NoneType
from typing import Annotated, Any, TypeAlias, get_args

from studyapp.domain.text import NOTHING, Text
from studyapp.domain.value import Number
from studyapp.engine.solving import kinds
from studyapp.engine.solving.inputs import Bounds, Shape, entries_of, shown, shown_name
from studyapp.errors import GivenError
from studyapp.i18n import N_
from studyapp.messages import Names

Pair: TypeAlias = int | tuple[int, int]
"""A whole number, or [height, width]; held as (height, width)."""
Sides: TypeAlias = int | tuple[int, ...]
"""The same, but a single number stays one, and so does the result."""
Wholes: TypeAlias = tuple[int, ...]
"""A list of whole numbers, such as a shape."""
Array: TypeAlias = Any
"""A number or nested lists of numbers; held as a number or a NumPy array, exact where that is cheap."""
Arrays: TypeAlias = tuple[Any, ...]
"""A list of arrays, each of its own length."""
WholeArray: TypeAlias = Annotated[Any, "of whole numbers"]
"""A whole number or nested lists of them, such as labels; held as an int or an array of int64."""
ArrayOrArrays: TypeAlias = Annotated[Any, "one or several"]
"""One array, or several of their own shapes; several are held as a tuple."""
Numbers: TypeAlias = tuple[Number, ...]
"""A flat list of numbers, such as Adam's two betas."""
Factors: TypeAlias = Annotated[Any, "a number or two"]
"""A number, or [height, width]; held as (height, width)."""

MISSING = object()
"""The default of a given that has none."""


class Given:
    """One parameter of a solver: its kind, its range, its default and its words."""

    def __init__(
        self,
        *,
        default: object,
        symbol: str,
        axes: tuple[str, ...],
        say: Text,
        bounds: Bounds,
        choices: tuple[str, ...],
        shape: Shape,
        falls_back_to: str | None,
    ) -> None:
        self.name = ""
        self.default = default
        """As it is written; `stand_in` is the same as it is held."""
        self.stand_in = default
        self.symbol = symbol
        self.axes = axes
        self.say = say
        self.bounds = bounds
        self.choices = choices
        self.shape = shape
        self.falls_back_to = falls_back_to
        self.record: type[Record] | None = None
        self.kind = kinds.ANYTHING

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type) -> Any:
        """The given itself on the class, its value on an instance."""
        return self if instance is None else instance._values[self.name]

    def bind(self, annotation: object) -> None:
        """Take the kind of value from the field's annotation; without one, anything plain will do."""
        members = get_args(annotation)
        if NoneType in members:
            annotation = reduce(or_, [member for member in members if member is not NoneType])
        if len(members) == 2 and isinstance(members[0], type) and issubclass(members[0], Record):
            self.record = members[0]
            self.kind = kinds.RECORDS
        else:
            self.kind = KINDS[annotation]
        self.stand_in = self.default if self.required or self.default is None else self.read(self.default)

    @property
    def required(self) -> bool:
        """Whether it has no default."""
        return self.default is MISSING

    @property
    def range(self) -> str:
        """What it may be beyond its kind, in symbols: `0 ≤ p ≤ 1`; empty where all goes."""
        return " | ".join(self.choices) or self.bounds.said_of(self.name)

    def read(self, value: object) -> Any:
        """The value as solvers hold it; raises GivenError where it is none."""
        if value is None and self.default is None:
            return None
        return self.kind.read(self, value)

    def check(self, value: object) -> None:
        """Raise GivenError for a value that `read` would refuse; without making an array of it."""
        if value is not None or self.default is not None:
            (self.kind.check or self.kind.read)(self, value)


def given(
    *,
    default: object = MISSING,
    say: Text = NOTHING,
    symbol: str = "",
    axes: tuple[str, ...] = (),
    ge: Number | None = None,
    gt: Number | None = None,
    le: Number | None = None,
    lt: Number | None = None,
    choices: tuple[str, ...] = (),
    length: int | None = None,
    ndim: tuple[int, ...] | None = None,
    falls_back_to: str | None = None,
) -> Any:
    """Declare a parameter; its annotation says which kind of value it takes.

    `symbol` is LaTeX, `axes` the symbols of a list's entries. The bounds hold for every entry of a list.
    `length` is what a flat list must have, `ndim` how many axes an array may have (0: a number).
    `falls_back_to` names the given that stands in where this one is None.
    """
    return Given(
        default=default,
        symbol=symbol,
        axes=axes,
        say=say,
        bounds=Bounds(ge=ge, gt=gt, le=le, lt=lt),
        choices=choices,
        shape=Shape(length=length, ndim=ndim),
        falls_back_to=falls_back_to,
    )


class Record:
    """One entry of a list of records, such as a layer: an object of named givens, or a list of them."""

    def __init__(self, **fields: object) -> None:
        self._values = read_all(givens_of(type(self)), fields, of=type(self).__name__.lower())

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}({', '.join(f'{name}={value}' for name, value in self._values.items())})"
        )

    def plain(self) -> tuple[Any, ...]:
        """Its values in their order."""
        return tuple(self._values.values())

    @classmethod
    def read(cls, entry: object) -> "Record":
        """The record that an object, a list or another record stands for.

        Raises GivenError where it stands for none.
        """
        if isinstance(entry, cls):
            return entry
        if isinstance(entry, Mapping):
            return cls(**{str(name): value for name, value in entry.items()})
        names = tuple(givens_of(cls))
        values = entries_of(entry)
        if values is None or not 0 < len(values) <= len(names):
            raise GivenError(
                N_("{parameter} is {value}; it must be an object with {names}"),
                parameter="",
                value=shown(entry),
                names=Names(names),
            )
        return cls(**dict(zip(names, values, strict=False)))


def givens_of(owner: type) -> dict[str, Given]:
    """The givens that a class declares or inherits, bound to their kinds; required ones first."""
    found: dict[str, Given] = {}
    for base in reversed(owner.__mro__):
        for name, annotation in get_annotations(base).items():
            declared = vars(base).get(name)
            if isinstance(declared, Given):
                declared.bind(annotation)
                found[name] = declared
    return dict(sorted(found.items(), key=lambda entry: not entry[1].required))


def read_all(givens: Mapping[str, Given], inputs: dict[str, object], *, of: str) -> dict[str, Any]:
    """Read every given of `inputs`, with defaults for what is not there."""
    values: dict[str, Any] = {}
    met = 0
    for name, each in givens.items():
        if name in inputs:
            met += 1
            values[name] = each.read(inputs[name])
        elif each.required:
            _refuse_strangers(givens, inputs, of)  # a misspelt name is what is wrong, where there is one
            raise GivenError(N_("{parameter} is missing; {of} needs it"), parameter=name, of=of)
        else:
            values[name] = each.stand_in
        if values[name] is None and each.falls_back_to is not None:
            values[name] = values[each.falls_back_to]
    if met < len(inputs):
        _refuse_strangers(givens, inputs, of)
    return values


def _refuse_strangers(givens: Mapping[str, Given], inputs: Mapping[str, object], of: str) -> None:
    """Raise GivenError for the first name that is none of the givens."""
    for name in inputs:
        if name not in givens:
            raise GivenError(
                N_("{parameter} is no parameter of {of}, which takes {names}"),
                parameter=shown_name(name),
                of=of,
                names=Names(givens),
            )


KINDS: dict[object, kinds.Kind] = {
    int: kinds.WHOLE,
    Number: kinds.NUMBER,
    bool: kinds.FLAG,
    str: kinds.CHOICE,
    Pair: kinds.PAIR,
    Sides: kinds.SIDES,
    Wholes: kinds.WHOLES,
    Array: kinds.ARRAY,
    Arrays: kinds.ARRAYS,
    WholeArray: kinds.WHOLE_ARRAY,
    ArrayOrArrays: kinds.ARRAY_OR_ARRAYS,
    Numbers: kinds.NUMBERS,
    Factors: kinds.FACTORS,
    object: kinds.ANYTHING,
}
