"""What can be turned in a demonstration: a number, a switch or a choice, with its range and its steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Any

from studyapp.domain.text import NOTHING, Text
from studyapp.engine.response import read_response
from studyapp.errors import GivenError, ResponseError
from studyapp.i18n import N_, _, language
from studyapp.messages import Names
from studyapp.text.numbers import show

_SWITCHED = {
    "true": True,
    "yes": True,
    "on": True,
    "1": True,
    "false": False,
    "no": False,
    "off": False,
    "0": False,
}
_LADDER = (1, 2, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Knob:
    """One setting of a demonstration."""

    name: str
    say: Text
    kind: type
    """`int`, `float`, `bool`, or `str` for a choice."""
    default: Any
    least: float
    most: float
    step: float | None
    """How far one turn goes; None turns along 1, 2, 5, 10, 20, 50, …"""
    options: tuple[tuple[str, Text], ...] = ()
    """What there is to choose from: the value, and how it is called."""

    @property
    def names(self) -> tuple[str, ...]:
        """The values that there are to choose from."""
        return tuple(name for name, _say in self.options)

    @property
    def ends(self) -> tuple[Any, ...]:
        """Its extremes: the least and the most, off and on, or every choice."""
        if self.kind is str:
            return self.names
        return (False, True) if self.kind is bool else (self.kind(self.least), self.kind(self.most))

    def said(self, value: Any) -> str:
        """A value as a learner reads it."""
        if self.kind is str:
            return dict(self.options)[value].say(language())
        if self.kind is bool:
            return _("on") if value else _("off")
        return show(value)

    def checked(self, value: object) -> Any:
        """The value as the demonstration takes it; raises GivenError where it cannot."""
        if self.kind is str:
            if value not in self.names:
                raise GivenError(
                    N_("{parameter} is {value}; there are: {known}"),
                    parameter=self.name,
                    value=value if isinstance(value, str) else show(value),
                    known=Names(self.names),
                )
            return value
        if self.kind is bool:
            if not isinstance(value, bool):
                raise GivenError(
                    N_("{parameter} is on or off, not {value}"), parameter=self.name, value=value
                )
            return value
        if isinstance(value, float) and not isfinite(value):
            value = str(value)
        if isinstance(value, bool) or not isinstance(value, int | float | Fraction):
            raise GivenError(N_("{parameter} is a number, not {value}"), parameter=self.name, value=value)
        if self.kind is int and value != int(value):
            raise GivenError(
                N_("{parameter} is a whole number, not {value}"), parameter=self.name, value=show(value)
            )
        if not self.least <= value <= self.most:
            raise GivenError(
                N_("{parameter} is {value}; it goes from {least} to {most}"),
                parameter=self.name,
                value=show(value),
                least=show(self.least),
                most=show(self.most),
            )
        return self.kind(value)

    def read(self, typed: str) -> Any:
        """The value that somebody typed: `0.05`, `1/3`, `on`; raises GivenError where it cannot be read."""
        text = typed.strip()
        if self.kind is str:
            return self.checked(text)
        if self.kind is bool:
            return self.checked(_SWITCHED.get(text.lower(), text))
        try:
            return self.checked(read_response(text).value)
        except ResponseError:
            return self.checked(text)

    def clamped(self, value: float | Fraction) -> Any:
        """The nearest value in the knob's range."""
        if self.kind is bool:
            return bool(value)
        return self.kind(min(max(value, self.least), self.most))

    def turned(self, value: Any, turns: int) -> Any:
        """The value after so many turns up (or down, if negative), within the range; choices go round."""
        if self.kind is str:
            return self.names[(self.names.index(value) + turns) % len(self.names)]
        if self.kind is bool:
            return bool(value) ^ bool(turns % 2)
        for _turn in range(abs(turns)):
            value = self._next(value, up=turns > 0)
        return self.clamped(value)

    def _next(self, value: float, up: bool) -> float:
        """The neighbouring stop. Reckoned in decimals, as 0.1 + 0.2 should be 0.3."""
        at = Decimal(str(value))
        if self.step is None:
            return float(_next_rung(at, up))
        step = Decimal(str(self.step))
        stops = (at / step).to_integral_value("ROUND_FLOOR" if up else "ROUND_CEILING")
        return float((stops + (1 if up else -1)) * step)


def knob(default: float, *, ge: float = 0, le: float = 1, step: float | None = 1, say: Text = NOTHING) -> Any:
    """Declare a knob as a field of a demonstration: `epochs: int = knob(5, ge=1, le=50, say=Text(…))`."""
    return field(
        default=default,
        metadata={"default": default, "least": ge, "most": le, "step": step, "say": say, "options": ()},
    )


def choice(default: str, options: Mapping[str, Text], *, say: Text = NOTHING) -> Any:
    """Declare a knob that chooses: `activation: str = choice("relu", {"relu": Text.same("ReLU"), …})`."""
    return field(
        default=default,
        metadata={
            "default": default,
            "least": 0,
            "most": 0,
            "step": None,
            "say": say,
            "options": tuple(options.items()),
        },
    )


def _next_rung(at: Decimal, up: bool) -> Decimal:
    """The next of …, 0.1, 0.2, 0.5, 1, 2, 5, 10, … beyond a value."""
    if at <= 0:
        return Decimal(1)
    power = Decimal(10) ** at.adjusted()
    rungs = [rung * scale for scale in (power / 10, power, power * 10) for rung in _LADDER]
    return min(rung for rung in rungs if rung > at) if up else max(rung for rung in rungs if rung < at)
