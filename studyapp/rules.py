"""What a setting may be: each rule reads what was typed, and says what is wrong with a value."""

import re
from collections.abc import Callable
from typing import TypeAlias
from unicodedata import normalize

from studyapp.errors import ConfigError
from studyapp.messages import Names

Setting: TypeAlias = str | int | float | bool

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LONGEST_STEP = 30 * 86400


class Rule:
    """What one setting may be."""

    def read(self, typed: str) -> Setting:
        """What was typed, full-width letters too, as a value; whether that fits is asked afterwards."""
        return normalize("NFKC", typed)

    def fault(self, value: object) -> ConfigError | None:
        """What is wrong with `value`, if anything is."""
        raise NotImplementedError


class OneOf(Rule):
    """One of a few words."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words

    def fault(self, value: object) -> ConfigError | None:  # noqa: D102
        if value in self.words:
            return None
        return ConfigError(
            "it must be one of {words}; it is {value}", words=Names(self.words), value=shown(value)
        )


class Between(Rule):
    """A number within bounds; a share of one may be typed as a percentage."""

    def __init__(self, low: float, high: float, *, whole: bool = False) -> None:
        self.low = low
        self.high = high
        self.whole = whole

    def read(self, typed: str) -> Setting:  # noqa: D102
        typed = normalize("NFKC", typed)
        if self.whole:
            return int(typed) if re.fullmatch(r"[+-]?[0-9]{1,9}", typed) else typed
        number = re.fullmatch(r"([0-9]{1,9}(?:\.[0-9]{0,15})?|\.[0-9]{1,15}) *(%?)", typed)
        if number is None:
            return typed
        return float(number[1]) / 100 if number[2] else float(number[1])

    def fault(self, value: object) -> ConfigError | None:  # noqa: D102
        kind = int if self.whole else int | float
        if isinstance(value, kind) and not isinstance(value, bool) and self.low <= value <= self.high:
            return None
        bounds = {"low": self.low, "high": self.high, "value": shown(value)}
        if self.whole:
            return ConfigError("it must be a whole number from {low} to {high}; it is {value}", **bounds)
        return ConfigError("it must be a number from {low} to {high}; it is {value}", **bounds)


class Switch(Rule):
    """On or off."""

    def read(self, typed: str) -> Setting:  # noqa: D102
        spoken = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
        return spoken.get(normalize("NFKC", typed).lower(), typed)

    def fault(self, value: object) -> ConfigError | None:  # noqa: D102
        if isinstance(value, bool):
            return None
        return ConfigError("it must be true or false; it is {value}", value=shown(value))


class Name(Rule):
    """A short name on one line, or nothing."""

    def __init__(self, longest: int) -> None:
        self.longest = longest

    def read(self, typed: str) -> Setting:  # noqa: D102
        return typed

    def fault(self, value: object) -> ConfigError | None:  # noqa: D102
        if isinstance(value, str) and len(value) <= self.longest and (value.isprintable() or not value):
            return None
        return ConfigError(
            "it must be a name of at most {longest} characters on one line; it is {value}",
            longest=self.longest,
            value=shown(value),
        )


class Listed(Rule):
    """Several things in one line, as one of the functions below reads it."""

    def __init__(self, parse: Callable[[str], object]) -> None:
        self.parse = parse

    def fault(self, value: object) -> ConfigError | None:  # noqa: D102
        if not isinstance(value, str) or len(value) > 500:
            return ConfigError("it must be a short text in quotes; it is {value}", value=shown(value))
        try:
            self.parse(value)
        except ConfigError as error:
            return error
        return None


def seconds_of(steps: str) -> tuple[int, ...]:
    """Waits such as `1m 10m`, in seconds; raises ConfigError."""
    waits = []
    for word in steps.replace(",", " ").split():
        found = re.fullmatch(r"([0-9]{1,6})([smhd])", word)
        seconds = int(found[1]) * _UNITS[found[2]] if found else 0
        if not 1 <= seconds <= _LONGEST_STEP:
            raise ConfigError(
                "it must be waits such as 30s, 10m or 1d with spaces between, at most 30d; {word} is none",
                word=shown(word),
            )
        waits.append(seconds)
    if len(waits) > 10:
        raise ConfigError("it must be at most 10 waits; there are {count}", count=len(waits))
    return tuple(waits)


def weekdays_of(days: str) -> tuple[int, ...]:
    """Weekdays such as `sat, sun`, Monday 0, in order and each once; raises ConfigError."""
    words = days.replace(",", " ").lower().split()
    for word in words:
        if word not in WEEKDAYS:
            raise ConfigError(
                "it must be some of {words}, with commas between; {word} is none",
                words=Names(WEEKDAYS),
                word=shown(word),
            )
    chosen = sorted({WEEKDAYS.index(word) for word in words})
    if len(chosen) == len(WEEKDAYS):
        raise ConfigError("not every day can be an easy one")
    return tuple(chosen)


def retentions_of(packs: str) -> tuple[tuple[str, float], ...]:
    """Packs with a retention of their own, such as `algebra: 0.85, history: 80%`; raises ConfigError."""
    retentions = {}
    for entry in filter(None, (part.strip() for part in packs.split(","))):
        pack, colon, typed = (part.strip() for part in entry.partition(":"))
        share = RETENTION.read(typed)
        if not colon or not pack or isinstance(share, str):
            raise ConfigError(
                "it must be packs and shares such as algebra: 0.85, with commas between; {entry} is none",
                entry=shown(entry),
            )
        if (fault := RETENTION.fault(share)) is not None:
            raise ConfigError("{pack}: {fault}", pack=pack, fault=fault)
        retentions[pack] = float(share)
    return tuple(sorted(retentions.items()))


RETENTION = Between(0.7, 0.99)
"""Below, more is forgotten than learnt; above, the reviews never end."""


def shown(value: object) -> str:
    """A value as a message quotes it."""
    told = repr(value) if isinstance(value, str) else str(value)
    return told if len(told) <= 60 else told[:57] + "…"
