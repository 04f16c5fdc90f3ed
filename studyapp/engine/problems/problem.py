"""A problem as drawing and grading know it: what varies, what is asked, how near an answer must come."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from studyapp.domain.text import NOTHING, Text
from studyapp.domain.value import Value
from studyapp.engine.answers.tolerance import Amount, Tolerance

if TYPE_CHECKING:
    from studyapp.engine.solving.solver import Solver

_PART = re.compile(r"(?P<step>[^\W\d]\w*)(?P<index>(\[\d+\])*)")


@dataclass(frozen=True, slots=True)
class Choices:
    """One of several values; with a shape, chosen element by element."""

    values: tuple[Value, ...]
    shape: tuple[int, ...] = ()
    """Empty for a single value."""
    distinct: bool = False
    """Whether no two elements may be equal."""


@dataclass(frozen=True, slots=True)
class Range:
    """An exact number from `start` in steps of `step`, the end included where the steps reach it."""

    start: Amount
    end: Amount
    step: Amount = 1
    shape: tuple[int, ...] = ()
    distinct: bool = False


Vary: TypeAlias = Choices | Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that the learner is asked for."""

    name: str
    """As a response names it: `output`, `params[2]`."""
    step: str
    """The solver's step whose value it is; or a given, asked backwards from what the prompt tells."""
    index: tuple[int, ...] = ()
    """Which value of a list, counted from 0; empty for the whole."""
    prompt: Text = NOTHING
    """A template as the problem's prompt is; empty: the step's own words."""
    tolerance: Tolerance | None = None
    """None: exact or half a per cent, by the kind of the answer."""
    units: tuple[str, ...] = ()
    percent: bool = False
    nullable: bool = False
    any_order: bool = False
    """Whether the values of a list may come in any order."""

    @classmethod
    def of(cls, name: str, **stated: Any) -> "Part":
        """The part that `ask` names: a step, or one value of it as `params[2]`.

        Raises ValueError for anything else.
        """
        found = _PART.fullmatch(name)
        if found is None:
            raise ValueError(f"{name!r} is neither a step nor one value of a step, such as params[2]")
        index = tuple(int(digits) for digits in re.findall(r"\d+", found["index"]))
        return cls(name=name, step=found["step"], index=index, **stated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How a problem is drawn and asked at one difficulty; everything of the lower levels is already in it."""

    prompt: Text
    """A template: `{name}` outside maths, `@{name}` inside."""
    parts: tuple[Part, ...]
    vary: Mapping[str, Vary] = field(default_factory=dict)
    fixed: Mapping[str, Value] = field(default_factory=dict)
    let: Mapping[str, str] = field(default_factory=dict)
    """Expressions worked after drawing, in this order."""
    where: tuple[str, ...] = ()
    """Conditions that every variant fulfils."""
    aim: tuple[str, ...] = ()
    """Ids of mistakes of which every variant shows at least one."""

    def overridden(
        self,
        *,
        vary: Mapping[str, Vary] | None = None,
        fixed: Mapping[str, Value] | None = None,
        let: Mapping[str, str] | None = None,
        **others: Any,
    ) -> "Level":
        """The next level: `vary`, `fixed` and `let` name by name (a name's new kind rules), others whole."""
        vary, fixed, let = vary or {}, fixed or {}, let or {}
        stated = {*vary, *fixed, *let}
        kept_vary = {name: how for name, how in self.vary.items() if name not in stated}
        kept_fixed = {name: value for name, value in self.fixed.items() if name not in stated}
        kept_let = {name: source for name, source in self.let.items() if name in let or name not in stated}
        return replace(
            self,
            vary={**kept_vary, **vary},
            fixed={**kept_fixed, **fixed},
            let={**kept_let, **let},
            **{name: value for name, value in others.items() if value is not None},
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Problem:
    """A template for numeric questions, compared by identity: what is compiled from it is kept with it."""

    id: str
    """`pack/slug`; with level and seed it fixes every variant for ever."""
    solver: "type[Solver]"
    """A solver of ours, or one made from an instructor's own steps and mistakes."""
    levels: Mapping[int, Level]
    """From 1."""
    hints: tuple[Text, ...] = ()
    """The author's own, before those made from the working."""
