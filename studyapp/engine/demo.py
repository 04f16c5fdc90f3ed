"""A demonstration: knobs in, frames out; plain curves, bars, maps and captions, and no screen.

A demo is a frozen dataclass whose fields are its knobs. It lives in a file of its own in `engine/demos`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, ClassVar, Self, TypeAlias

from studyapp.domain.text import NOTHING, Text
from studyapp.domain.value import Number, Value
from studyapp.engine.knobs import Knob, knob
from studyapp.errors import GivenError
from studyapp.i18n import N_
from studyapp.text.numbers import show

__all__ = [
    "Bars",
    "Curves",
    "Demo",
    "Frame",
    "HeatMap",
    "Knob",
    "Series",
    "Shape",
    "knob",
]


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a plot, point by point."""

    label: Text
    xs: Sequence[float]
    ys: Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """Lines over one pair of axes."""

    say: Text
    """What is plotted."""
    series: tuple[Series, ...]
    x: Text = NOTHING
    """What runs along the bottom."""
    y: Text = NOTHING
    """What runs up the side."""
    x_range: tuple[float, float] | None = None
    """Kept from frame to frame, so that the axes stand still while lines grow; None fits the data."""
    y_range: tuple[float, float] | None = None
    same_scale: bool = False
    """Whether both axes must be drawn to one scale (a circle must look round)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Heights side by side, in one or several groups of one length."""

    say: Text
    labels: tuple[Text, ...]
    """What each place is."""
    groups: tuple[tuple[Text, tuple[float, ...]], ...]
    """The label of each group, and its height at each place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """A grid of numbers as shades."""

    say: Text
    cells: Sequence[Sequence[float]]
    """Rows from the top."""
    row_labels: tuple[str, ...] = ()
    column_labels: tuple[str, ...] = ()


Shape: TypeAlias = Curves | Bars | HeatMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One moment of a demonstration."""

    title: Text
    caption: Text
    """What is seen here and what to make of it (Markdown)."""
    shapes: tuple[Shape, ...]
    figures: Mapping[str, Value] = field(default_factory=dict)
    """The numbers of this moment by name, for tests and scripts."""


@dataclass(frozen=True, kw_only=True)
class Demo:
    """What every demonstration is: `title`, `about`, what to `notice`, knobs, and `frames`."""

    title: ClassVar[Text] = NOTHING
    about: ClassVar[Text] = NOTHING
    """What it does, in a sentence or two."""
    notice: ClassVar[Text] = NOTHING
    """What to look for while turning the knobs."""

    notes: tuple[Text, ...] = ()
    """What was changed when a problem's own numbers were taken over."""

    def __post_init__(self) -> None:
        for each in self.knobs():
            object.__setattr__(self, each.name, each.checked(getattr(self, each.name)))

    @classmethod
    def name(cls) -> str:
        """What it is called on the command line and in packs: its file's name, with hyphens."""
        return cls.__module__.rpartition(".")[2].replace("_", "-")

    @classmethod
    def knobs(cls) -> tuple[Knob, ...]:
        """The knobs, in the order of the fields."""
        kinds = {"int": int, "float": float, "bool": bool, int: int, float: float, bool: bool}
        return tuple(
            Knob(
                name=each.name,
                say=each.metadata["say"],
                kind=kinds[each.type],
                default=each.metadata["default"],
                least=each.metadata["least"],
                most=each.metadata["most"],
                step=each.metadata["step"],
            )
            for each in fields(cls)
            if each.metadata
        )

    @classmethod
    def knob(cls, name: str) -> Knob:
        """The knob of that name; raises GivenError where there is none."""
        known = {each.name: each for each in cls.knobs()}
        if name not in known:
            raise GivenError(
                N_("there is no knob '{parameter}'; there are: {known}"),
                parameter=name,
                known=", ".join(known),
            )
        return known[name]

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """The demo with a problem's own numbers, as far as they are its knobs and within their range."""
        taken: dict[str, Any] = {}
        notes: list[Text] = []
        for each in cls.knobs():
            value = givens.get(each.name)
            if isinstance(value, str | tuple | None):
                continue
            taken[each.name] = each.clamped(value)
            if taken[each.name] != each.kind(value):
                notes.append(out_of_range(each, value))
        return cls(**taken, notes=tuple(notes))

    def turned(self, name: str, turns: int) -> Self:
        """The same demo with one knob turned so many steps up, or down if negative."""
        return replace(self, **{name: self.knob(name).turned(getattr(self, name), turns)})

    def frames(self) -> Iterator[Frame]:
        """The moments in order; each is worked when it is asked for."""
        raise NotImplementedError


def out_of_range(each: Knob, value: Number) -> Text:
    """A note that a problem's number was brought into a knob's range."""
    asked, shown = show(value), show(each.clamped(value))
    return Text(
        en=f"The problem's {each.say.en}, {asked}, is beyond this demonstration: it shows {shown}.",
        zh=f"题目中的{each.say.zh} {asked} 超出了本演示的范围，这里用 {shown} 来演示。",
    )
