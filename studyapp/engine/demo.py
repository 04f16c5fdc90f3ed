"""A demonstration: knobs in, frames out; plain curves, bars, maps and captions, and no screen.

A demo is a frozen dataclass whose fields are its knobs. It lives in a file of its own in `engine/demos`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar, Self

from studyapp.domain.text import NOTHING, Text
from studyapp.domain.value import Number, Value
from studyapp.engine.frames import Frame
from studyapp.engine.knobs import Knob, choice, knob
from studyapp.errors import GivenError, UnknownNameError
from studyapp.i18n import N_
from studyapp.messages import Names
from studyapp.text.numbers import show

__all__ = ["Demo", "Knob", "Preset", "choice", "knob"]


@dataclass(frozen=True, slots=True)
class Preset:
    """Knobs set to show one thing, under a name of their own: "too high a rate", "dead ReLUs"."""

    name: str
    """What it is called on the command line."""
    say: Text
    settings: Mapping[str, Any]
    """The knobs that differ from their defaults."""


@dataclass(frozen=True, kw_only=True)
class Demo:
    """What every demonstration is: `title`, `about`, what to `notice`, knobs, and `frames`."""

    title: ClassVar[Text] = NOTHING
    about: ClassVar[Text] = NOTHING
    """What it does, in a sentence or two."""
    notice: ClassVar[Text] = NOTHING
    """What to look for while turning the knobs."""
    question: ClassVar[Text] = NOTHING
    """What a learner who has seen it should be able to answer; the cards of its chapter ask on."""
    chapter: ClassVar[str] = ""
    """The chapter of the built-in pack whose cards ask for what is shown."""
    presets: ClassVar[tuple[Preset, ...]] = ()
    is_working: ClassVar[bool] = False
    """Whether each moment is a line of a working of its own, which words must not leave out."""

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
        kinds = {"int": int, "float": float, "bool": bool, "str": str}
        return tuple(
            Knob(
                name=each.name,
                say=each.metadata["say"],
                kind=kinds[str(getattr(each.type, "__name__", each.type))],
                default=each.metadata["default"],
                least=each.metadata["least"],
                most=each.metadata["most"],
                step=each.metadata["step"],
                options=each.metadata["options"],
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
                known=Names(known),
            )
        return known[name]

    @classmethod
    def preset(cls, name: str) -> Self:
        """The demo with the knobs of a preset; raises UnknownNameError where there is none."""
        known = {each.name: each for each in cls.presets}
        if name not in known:
            told = N_("there is no preset '{name}'; there are: {presets}")
            raise UnknownNameError(told, name=name, known=known, presets=Names(known))
        return cls(**known[name].settings)

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """The demo with a problem's own numbers, as far as they are its knobs and within their range."""
        taken: dict[str, Any] = {}
        notes: list[Text] = []
        for each in cls.knobs():
            value = givens.get(each.name)
            if isinstance(value, tuple | None) or isinstance(value, str) != (each.kind is str):
                continue
            if isinstance(value, str):
                if value in each.names:
                    taken[each.name] = value
                continue
            taken[each.name] = each.clamped(value)
            if taken[each.name] != each.kind(value):
                notes.append(out_of_range(each, value))
        return cls(**taken, notes=tuple(notes))

    @property
    def idle_knobs(self) -> frozenset[str]:
        """Knobs that change nothing as the others are set, or that a problem's own numbers stand for."""
        return frozenset()

    def turned(self, name: str, turns: int) -> Self:
        """The same demo with one knob turned so many steps up, or down if negative."""
        return replace(self, **{name: self.knob(name).turned(getattr(self, name), turns)})

    def frames(self) -> Iterator[Frame]:
        """The moments in order; each is worked when it is asked for."""
        raise NotImplementedError


def out_of_range(each: Knob, value: Number, shown: Number | None = None) -> Text:
    """A note that a problem's number was brought into a knob's range, or to what else can be shown."""
    asked, instead = show(value), show(each.clamped(value) if shown is None else shown)
    return Text(
        en=f"The problem's {each.say.en}, {asked}, is beyond this demonstration: it shows {instead}.",
        zh=f"题目中的{each.say.zh} {asked} 超出了本演示的范围，这里用 {instead} 来演示。",
    )
