"""Diagnosing a wrong response: what it looks like, and failing that, where to look first. Never a guess."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from studyapp.domain.text import NOTHING, Text
from studyapp.domain.value import Value
from studyapp.engine.answers.digits import decimals
from studyapp.engine.answers.matching import arranged, elements, is_number, is_right, resembles, shape
from studyapp.engine.grading.case import Case
from studyapp.engine.grading.slips import Circumstances, factor_two, slips
from studyapp.engine.grading.wording import one_of_several, sentence, together
from studyapp.engine.grading.workslips import earlier_steps, slips_in_working
from studyapp.engine.solving.solver import Solver


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What explains a response."""

    ids: tuple[str, ...]
    feedback: Text


UNEXPLAINED = Diagnosis((), NOTHING)


def declared(case: Case, mistakes: Mapping[str, Value], solver: type[Solver]) -> Diagnosis | None:
    """The declared mistakes whose value this is: several where several explain it equally well."""
    if not mistakes:
        return None
    if case.part.any_order:
        mistakes = {name: arranged(wrong, case.value, case.tolerance) for name, wrong in mistakes.items()}
    fitting = {
        name: wrong for name, wrong in mistakes.items() if resembles(case.value, wrong, case.tolerance)
    }
    if not fitting and isinstance(case.answer, tuple):
        fitting = {name: wrong for name, wrong in mistakes.items() if _in_part(case, wrong)}
    if not fitting:
        return None
    ids = tuple(fitting) if len(fitting) == 1 else tuple(_nearest(case.value, fitting))
    return Diagnosis(ids, one_of_several([say_mistake(solver, name) for name in _told_once(solver, ids)]))


def general(case: Case, around: Circumstances, solver: Solver | None) -> Diagnosis | None:
    """The general slips that explain a value; with a solver, also those on the way to it."""
    on_the_way = slips_in_working(case, solver) if solver else ()
    found = [*slips(case, around), *on_the_way] or factor_two(case)
    if not found:
        return None
    ids = tuple(dict.fromkeys(slip.id for slip in found))
    return Diagnosis(ids, one_of_several([slip.say for slip in found]))


def say_mistake(solver: type[Solver], name: str) -> Text:
    """What a mistake's author says of it; of one made at an earlier step, which step that is."""
    step, _, own = name.rpartition(".")
    say = solver.spec.mistakes[own].say or NO_WORDS
    return sentence(AT_AN_EARLIER_STEP, step=solver.spec.step(step).say, say=say) if step else say


def _told_once(solver: type[Solver], ids: Collection[str]) -> list[str]:
    """The mistakes without those of earlier steps that say word for word what one of the step itself says."""
    spec = solver.spec
    own = {spec.mistakes[name].say for name in ids if "." not in name}
    return [name for name in ids if "." not in name or spec.mistakes[name.rpartition(".")[2]].say not in own]


def where_to_look(case: Case, solver: Solver, step: str, right: Collection[str] = ()) -> Text:
    """Help without a diagnosis: what is right so far, which way it is off, which step to check first.

    `right` are the steps that the learner is seen to have worked rightly.
    """
    if isinstance(case.answer, tuple):
        return _about_elements(case)
    return together(_direction(case), _first_check(solver, step, right))


def say_shape(value: Value, answer: Value) -> Text:
    """That the response has another shape than the answer."""
    given, wanted = shape(value), shape(answer)
    if len(given) == len(wanted) == 1:
        return sentence(OTHER_LENGTH, given=given[0], wanted=wanted[0])
    if not given:
        return sentence(NO_LIST, wanted=_sides(wanted))
    return sentence(OTHER_SHAPE, given=_sides(given), wanted=_sides(wanted))


def _sides(sides: tuple[int, ...]) -> str:
    return "×".join(map(str, sides))


def _in_part(case: Case, wrong: Value) -> bool:
    """Whether every wrong element is what the mistake gives in its place, and there is one."""
    if not case.fits_in_shape or shape(wrong) != shape(case.answer):
        return False
    seen = 0
    for given, right, other in zip(*map(elements, (case.value, case.answer, wrong)), strict=True):
        if given is None or is_right(given, right, case.tolerance):
            continue
        if not resembles(given, other, case.tolerance):
            return False
        seen += 1
    return seen > 0


def _nearest(value: Value, fitting: Mapping[str, Value]) -> Iterator[str]:
    """Of the mistakes within the tolerance, those that the typed digits cannot tell from the nearest one."""
    distances = {name: _distance(value, wrong) for name, wrong in fitting.items()}
    least = min(distances.values())
    slack = _typed_slack(value)
    return (name for name, distance in distances.items() if distance <= least + slack)


def _distance(value: Value, other: Value) -> Fraction:
    pairs = zip(elements(value), elements(other), strict=True)
    return max(
        (abs(Fraction(a) - Fraction(b)) for a, b in pairs if is_number(a) and is_number(b)),
        default=Fraction(0),
    )


def _typed_slack(value: Value) -> Fraction:
    """Half a unit of the last digit typed; the last bits of a double where it was worked, not typed."""
    slack = Fraction(0)
    for item in elements(value):
        if is_number(item):
            places = decimals(item)
            noise = abs(Fraction(item)) / 10**12
            slack = max(slack, noise if places is None or places <= 0 else Fraction(1, 2 * 10**places))
    return slack


def _about_elements(case: Case) -> Text:
    """How many elements are right, and the first that isn't."""
    pairs = list(zip(elements(case.value), elements(case.answer), strict=True))
    wrong = [
        place for place, (given, right) in enumerate(pairs, 1) if not is_right(given, right, case.tolerance)
    ]
    if len(wrong) == len(pairs):
        return NONE_RIGHT_YET
    return sentence(SOME_RIGHT, right=len(pairs) - len(wrong), all=len(pairs), first=wrong[0])


def _direction(case: Case) -> Text:
    if case.answer is None:
        return NEVER_WANTED
    if case.value is None:
        return NUMBER_WANTED
    if not (is_number(case.value) and is_number(case.answer)):
        return NOTHING
    value, answer = Fraction(case.value), Fraction(case.answer)
    if isinstance(case.answer, int) and value.denominator > 1:
        return WHOLE_WANTED
    return TOO_LARGE if value > answer else TOO_SMALL


def _first_check(solver: Solver, step: str, right: Collection[str]) -> Text:
    """Which step to work again first, of those that lead to this one and are not seen to be right."""
    spec = type(solver).spec
    proved = spec.needed(right)
    given = [solver.given_value(name) for name in spec.givens]
    open_steps = (name for name in earlier_steps(solver, step) if name not in proved)
    # A step that comes to what is given, as a kernel's span without dilation, is hardly where it went wrong
    first = next((name for name in open_steps if solver.value(name) not in given), "")
    if not first:
        return CHECK_THE_FORMULA
    return sentence(CHECK_FIRST, step=spec.step(first).say)


AT_AN_EARLIER_STEP = Text("At “{step}”: {say}", "在“{step}”这一步：{say}")
NO_WORDS = Text("Looks as if a known slip happened here.", "看起来这里出了一个常见的错。")
OTHER_LENGTH = Text(
    "{wanted} values are asked; yours are {given}.", "这里要 {wanted} 个值，你给了 {given} 个。"
)
OTHER_SHAPE = Text(
    "The answer has the shape {wanted}; yours has {given}.", "答案的形状是 {wanted}，你给的是 {given}。"
)
NO_LIST = Text("A list is asked here, of the shape {wanted}.", "这里要的是一组数，形状为 {wanted}。")
SOME_RIGHT = Text(
    "{right} of {all} values are right; look again at number {first}.",
    "{all} 个值里对了 {right} 个；再看看第 {first} 个。",
)
NONE_RIGHT_YET = Text(
    "The shape fits, the values don't yet: work the first one again, step by step.",
    "形状对了，但数值都还不对：先把第一个值一步一步重算一遍。",
)
NEVER_WANTED = Text("It never happens here: the answer is “never”.", "这里永远不会发生：答案是“永不”。")
NUMBER_WANTED = Text("It does happen: a number is the answer.", "这里是会发生的：答案是一个数。")
WHOLE_WANTED = Text("The answer is a whole number.", "答案应当是整数。")
TOO_LARGE = Text("That's too large.", "这个数偏大了。")
TOO_SMALL = Text("That's too small.", "这个数偏小了。")
CHECK_FIRST = Text("Check “{step}” first; the rest builds on it.", "先核对“{step}”，后面都从它算起。")
CHECK_THE_FORMULA = Text(
    "Compare your formula with the working, then the numbers you put in.",
    "先对照解答看公式对不对，再看代入的数对不对。",
)
