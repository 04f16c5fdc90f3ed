"""Follow-through: a later part worked again with the learner's own earlier values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.answers.matching import elements, is_right, shape
from studyapp.engine.grading.wording import said, sentence
from studyapp.engine.problems.plan import picked, tolerance_of
from studyapp.engine.problems.problem import Part
from studyapp.engine.solving.solver import Solver
from studyapp.engine.solving.steps import UNWORKABLE
from studyapp.errors import ExpressionError


@dataclass(frozen=True, slots=True)
class Own:
    """A value that the learner gave for an earlier part."""

    part: Part
    value: Value
    answer: Value
    correct: bool
    say: Text
    """What the part asks for."""


@dataclass(slots=True)
class OwnValues:
    """The learner's values of the parts graded so far."""

    solver: Solver
    values: list[Own] = field(default_factory=list)

    def before(self, part: Part) -> list[Own]:
        """Those that the part's step is worked from and that are not exactly the true ones."""
        spec = type(self.solver).spec
        step = spec.step(part.step).name
        needed = spec.needed([step]) - {step}
        return [
            own
            for own in self.values
            if spec.step(own.part.step).name in needed
            and own.value != own.answer
            and shape(own.value) == shape(own.answer)
            and None not in elements(own.value)
        ]

    def right_steps(self) -> set[str]:
        """Those whose whole value the learner gave rightly."""
        spec = type(self.solver).spec
        return {spec.step(own.part.step).name for own in self.values if own.correct and not own.part.index}

    def given_steps(self, chosen: list[Own]) -> dict[str, Value]:
        """Step to value, as the solver takes it up."""
        spec = type(self.solver).spec
        given: dict[str, Value] = {}
        for own in chosen:
            name = spec.step(own.part.step).name
            whole = given.get(name, self.solver.value(name))
            given[name] = _replaced(whole, own.part.index, own.value)
        return given


@dataclass(frozen=True, slots=True)
class Followed:
    """What a part comes to when it is worked from the learner's own values."""

    answer: Value
    given_steps: Mapping[str, Value]
    from_own: tuple[Own, ...]
    trivial: bool
    """Whether the earlier slip leaves nothing to work, so that hitting the value earns nothing."""

    def say(self, answer: Value) -> Text:
        """Why the response counts although the answer is another."""
        return sentence(RIGHT_FROM_YOUR_OWN, part=self.from_own[0].say, answer=said(answer))

    def say_trivial(self) -> Text:
        """Why a value that follows from the learner's own earns nothing here."""
        return sentence(NOTHING_LEFT_TO_WORK, part=self.from_own[0].say)

    def say_start(self) -> Text:
        """Where to begin when neither the right nor her own earlier value leads to the response."""
        return sentence(START_EARLIER, part=self.from_own[0].say)


def followings(own_values: OwnValues, part: Part, answer: Value) -> Iterator[Followed]:
    """What the part comes to from the learner's wrong values, and from all of them (rounded ones too)."""
    before = own_values.before(part)
    wrong = [own for own in before if not own.correct]
    for chosen in [wrong, before] if wrong and len(wrong) < len(before) else [before]:
        if chosen and (followed := _followed(own_values, part, answer, chosen)):
            yield followed


def _followed(own_values: OwnValues, part: Part, answer: Value, chosen: list[Own]) -> Followed | None:
    given = own_values.given_steps(chosen)
    try:
        value = picked(own_values.solver.following(given).value(part.step), part)
    except UNWORKABLE:
        return None  # with her value the rest has no answer
    if is_right(value, answer, tolerance_of(part, answer)):
        return None
    return Followed(value, given, tuple(chosen), _is_trivial(value, answer, own_values.values))


def _is_trivial(value: Value, answer: Value, given: list[Own]) -> bool:
    """Nothing was left to work: all became zero (or one, as a power of zero does), or her own value."""
    outcome, true = set(elements(value)), set(elements(answer))
    if outcome == {0} != true:
        return True
    if outcome == {1} != true and any(own.value == 0 != own.answer for own in given):
        return True
    return any(own.value == value and own.answer != answer for own in given)


def _replaced(whole: Value, index: tuple[int, ...], value: Value) -> Value:
    """A step's value with one of its entries replaced."""
    if not index:
        return value
    if not isinstance(whole, tuple):
        raise ExpressionError("a single value has no entries")
    place, *rest = index
    inner = _replaced(whole[place], tuple(rest), value)
    return (*whole[:place], inner, *whole[place + 1 :])


RIGHT_FROM_YOUR_OWN = Text(
    "Right, as it follows from your own “{part}”; with the right one it would be {answer}.",
    "从你自己的“{part}”算下来，这一步是对的；若前面也对，应为 {answer}。",
)
NOTHING_LEFT_TO_WORK = Text(
    "Your “{part}” leaves nothing to work here, so it can't count; try again with the right one.",
    "按你的“{part}”，这一步已经不用算了，所以不能计分；用正确的值再算一遍吧。",
)
START_EARLIER = Text(
    "Start at “{part}”: it isn't right yet, and this builds on it.",
    "先看“{part}”：那里还不对，而这一步要用到它。",
)
