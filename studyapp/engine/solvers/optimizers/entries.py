"""Rules for lists with one entry a step, each entry worked from those of the step before."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Protocol, cast

from studyapp.domain.text import Text
from studyapp.engine.expression import latex_value
from studyapp.engine.expression.numbers import is_array
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.steps import Formula, Mistake, Step, Workable
from studyapp.text.maths import linear
from studyapp.text.numbers import is_endless
from studyapp.text.width import width

LAST = "last_"
"""Before a list's name it means the entry of the step before: `last_params`."""

MOST_WRITTEN = 3
"""Steps whose numbers are put in; of a longer run, the first two and the last."""
WIDEST_WRITTEN = 3
"""Entries of a parameter whose steps are still written out, where there are two of them at most."""
WIDEST_LINE = 92
"""Columns that the numbers put in may take; of a wider line only the first steps are kept."""
LARGEST_EXACT = 10**40


class Running(Workable, Protocol):
    """A solver that runs from step to step, as the rules of its lists see it."""

    param: Any
    grads: Sequence[Any]
    theirs: frozenset[str]
    """The lists that are taken as given."""

    @property
    def lists(self) -> Mapping[str, "Entry"]:
        """The rules of all lists, in the order in which a step works them."""

    def in_use(self, name: str) -> bool:
        """Whether the method keeps this list."""

    def in_place_of(self, name: str) -> str:
        """The list or given that formulas take for this name."""

    def run(self, wanted: str, rules: Mapping[str, Formula], taken: frozenset[str]) -> list[Any]:
        """All entries of a list."""

    def seen_by(self, rule: "Entry", at: int) -> dict[str, Any]:
        """What a rule's formula is worked from at a step."""


class Entry(Formula):
    """A rule for one entry of a list a step.

    In its formula a list's name means this step's entry, `last_` before it the one of the step before, `t`
    the step's number from 1, and `grads` this step's gradient.
    """

    def __init__(
        self,
        source: str,
        *,
        in_general: str = "",
        when: str = "",
        otherwise: str = "",
        start: str = "",
        least: int | None = None,
    ) -> None:
        super().__init__(source)
        self.in_general = in_general
        """LaTeX that takes the formula's place where nothing is given yet."""
        self.own = ""
        """The name of its list."""
        self.when = Formula(when) if when else None
        """With which givens the method keeps the list; without, `otherwise` stands in for it."""
        self.otherwise = otherwise
        self.start = start
        """The given that is the entry before the first; without, that is 0."""
        self.least = least

    @property
    def names(self) -> frozenset[str]:
        """The givens and lists that this step's entry is worked from."""
        used = {name for name in self.expression.names if name != "t" and not name.startswith(LAST)}
        return frozenset(used | ({self.otherwise, self.start} - {""}))

    @property
    def reads(self) -> frozenset[str]:
        """All that its value may hang on: the lists of the step before as well."""
        return self.names | {name.removeprefix(LAST) for name in self.expression.names}

    def work(self, solver: Workable) -> Any:
        """The whole list; None where the method keeps none."""
        running = cast("Running", solver)
        if not running.in_use(self.own):
            return None
        lists = {running.in_place_of(name) for name in self.names - {self.own}}
        return running.run(self.own, {}, taken=frozenset(lists & running.lists.keys()))

    def latex(self, symbols: Mapping[str, str], solver: Workable | None = None) -> str:
        """The formula of a step t; with a solver, without what its givens switch off."""
        if solver is None:
            return self.in_general or self.expression.latex(_with_last(symbols))
        running = cast("Running", solver)
        kept = {name: symbols[running.in_place_of(name)] for name in running.lists}
        values = running.seen_by(self, len(running.grads))
        return self.expression.latex(_with_last({**symbols, **kept}), values)

    def numbers(self, solver: Workable, symbols: Mapping[str, str]) -> str:
        """The formula with the numbers of each step; empty where that gets too long, or says nothing more."""
        running = cast("Running", solver)
        steps, entries = len(running.grads), len(flat(running.param))
        if entries > 1 and (entries > WIDEST_WRITTEN or steps > 2):
            return ""
        shown = range(1, steps + 1) if steps <= MOST_WRITTEN else (1, 2, steps)
        put_in = [self.expression.latex_numbers(running.seen_by(self, at), symbols) for at in shown]
        found = running.worked(self.own)
        if put_in == [latex_value(found[at - 1]) for at in shown]:
            return ""
        return _line(put_in, cut=steps > MOST_WRITTEN)


class Series(Step):
    """A step whose value is a list with one entry a step of the run."""

    rule: Entry

    def __set_name__(self, owner: type, name: str) -> None:
        super().__set_name__(owner, name)
        self.rule.own = self.name


class _NoRoom(ArithmeticError):
    """A mistake that cannot be made with these givens."""


class WrongEntry(Entry):
    """The whole run with one rule replaced, or several."""

    def __init__(self, of: Step, source: str, also: Mapping[str, str], when: str) -> None:
        super().__init__(source, when=when)
        self.of = of
        self.also = {name: Formula(other) for name, other in also.items()}

    def work(self, solver: Workable) -> Any:
        """The list that comes out; None where the method keeps none."""
        running = cast("Running", solver)
        if not running.in_use(self.of.name):
            return None
        if self.when is not None and not self.when.work(solver):
            raise _NoRoom
        return running.run(self.of.name, {self.of.name: self, **self.also}, taken=running.theirs)


def each(
    formula: str,
    *,
    symbol: str,
    say: Text,
    **terms: Any,
) -> Series:
    """Declare a list by the formula of its entry at step t.

    Where `when` does not hold there is no such list, and `otherwise` names what formulas take instead.
    `start` names the given that is the entry before the first (else 0). No entry is below `least`.
    `in_general` is the formula as LaTeX where nothing is given, if its own has too many cases.
    """
    return Series(Entry(formula, **terms), symbol=symbol, say=say, null=r"\text{–}")


def each_wrong(
    of: Step, formula: str, *, say: Text, also: Mapping[str, str] | None = None, when: str = ""
) -> Mistake:
    """Declare a wrong way to work a list: the run with this formula for it (and others, by `also`).

    Where `when` does not hold nobody can go that way.
    """
    return Mistake(of, WrongEntry(of, formula, also or {}, when), say)


def shortened(entry: Any) -> Any:
    """A number as it is kept from step to step: exact while it is a short decimal, else a float."""
    if is_array(entry):
        if entry.dtype == object and any(is_endless(number) for number in entry.flat):
            return entry.astype(float)
        return entry
    if isinstance(entry, Fraction):
        return float(entry) if is_endless(entry) else entry
    return float(entry) if abs(entry) > LARGEST_EXACT else entry


def _line(put_in: list[str], *, cut: bool) -> str:
    """The numbers of the steps on one line; of a wide one only the first steps, as long as there is one."""
    first, *others = put_in
    dots = [r"\ldots"]
    ways = [[first, *others], [first, *others[:1], *dots], [first, *dots]]
    if cut:
        ways[0] = [*put_in[:-1], *dots, put_in[-1]]
    for way in ways[: len(put_in)]:
        line = r",\; ".join(way)
        if width(linear(line)) <= WIDEST_LINE:
            break
    return line


def _with_last(symbols: Mapping[str, str]) -> dict[str, str]:
    """The symbols, and those of the step before."""
    last = {LAST + name: symbol.replace("_t", "_{t-1}") for name, symbol in symbols.items()}
    return {**symbols, **last, "t": "t"}
