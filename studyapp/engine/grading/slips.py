"""General slips: ways to miss an answer that have nothing to do with its subject, told where they tell."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from studyapp.domain.text import Text
from studyapp.domain.value import Number, Value
from studyapp.engine.answers.matching import elements, is_number, is_right, resembles, shape
from studyapp.engine.answers.tolerance import Measure, Tolerance
from studyapp.engine.grading.case import Case
from studyapp.engine.grading.wording import sentence

_FARTHEST = 6
"""Places by which a decimal point slips at most."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip that explains a response."""

    id: str
    say: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What surrounds the response to one part."""

    others: Mapping[str, tuple[Text, Value, Value]] = field(default_factory=dict)
    """The other parts: their prompt, their answer, and what was answered there."""


def slips(case: Case, around: Circumstances) -> list[Slip]:
    """Every general slip that explains a wrong value."""
    value, answer, tolerance = case.value, case.answer, case.tolerance
    if isinstance(answer, tuple):
        found = [*_reordered(value, answer, tolerance), *_element_wise(value, answer, tolerance)]
    elif is_number(value) and is_number(answer):
        found = _of_numbers(value, answer, tolerance, case.part.percent)
    else:
        found = []
    return [*found, *_swapped_parts(case, around)]


def factor_two(case: Case) -> list[Slip]:
    """Twice or half the answer: so vague that it is only said where nothing else explains a value."""
    value, answer = case.value, case.answer
    if not (is_number(value) and is_number(answer) and answer and is_telling(answer)):
        return []
    if case.tolerance.accepts(value, _times(answer, Fraction(2))):
        return [TWICE]
    return [HALF] if case.tolerance.accepts(value, _times(answer, Fraction(1, 2))) else []


def is_telling(value: Value) -> bool:
    """Whether hitting this very value can hardly be chance: not so with a single digit."""
    if isinstance(value, tuple):
        return len(set(elements(value))) > 1
    return is_number(value) and not (isinstance(value, int) and abs(value) < 10)


def _of_numbers(value: Number, answer: Number, tolerance: Tolerance, percent: bool) -> list[Slip]:
    if answer == 0:
        return []
    found = []
    for slip in (_sign, _scale(percent), _off_by_one, _reciprocal, _whole):
        if made := slip(value, answer, tolerance):
            found.append(made)
    return found


def _sign(value: Number, answer: Number, tolerance: Tolerance) -> Slip | None:
    return SIGN if tolerance.accepts(value, -answer) else None


def _scale(percent: bool) -> Callable[[Number, Number, Tolerance], Slip | None]:
    """The slip of the decimal point, of which per cent for a share is the commonest."""

    def slip(value: Number, answer: Number, tolerance: Tolerance) -> Slip | None:
        is_share = percent or (0 < answer < 1)
        if is_share and tolerance.accepts(value, _times(answer, Fraction(100))):
            return PERCENT if not percent else PERCENT_WITH_SIGN
        if not is_telling(answer):
            return None
        places = _places_slipped(value, answer, tolerance)
        return _power_of_ten(places) if places else None

    return slip


def _places_slipped(value: Number, answer: Number, tolerance: Tolerance) -> int:
    """By how many places to the right the decimal point slipped; 0 where it didn't."""
    for places in range(1, _FARTHEST + 1):
        if tolerance.accepts(value, _times(answer, Fraction(10**places))):
            return places
        if tolerance.accepts(value, _times(answer, Fraction(1, 10**places))):
            return -places
    return 0


def _off_by_one(value: Number, answer: Number, tolerance: Tolerance) -> Slip | None:
    if not isinstance(answer, int) or tolerance.measure is not Measure.EXACT:
        return None  # a price of 2 counts nothing
    if abs(answer) < 2 or abs(value - answer) != 1:
        return None
    return ONE_TOO_MANY if value > answer else ONE_TOO_FEW


def _reciprocal(value: Number, answer: Number, tolerance: Tolerance) -> Slip | None:
    if abs(answer) == 1:
        return None
    upside_down: Number = 1 / Fraction(answer)
    return RECIPROCAL if resembles(value, upside_down, tolerance) else None


def _whole(value: Number, answer: Number, tolerance: Tolerance) -> Slip | None:  # noqa: ARG001
    """Rounded to a whole number, either way."""
    exact = Fraction(answer)
    if exact.denominator == 1 or abs(exact) < 1 or not isinstance(value, int):
        return None
    return WHOLE if abs(exact - value) < 1 else None


def _times(answer: Number, factor: Fraction) -> Number:
    """The answer times a factor, exactly: no float could overflow."""
    return Fraction(answer) * factor


def _reordered(value: Value, answer: Value, tolerance: Tolerance) -> Iterator[Slip]:
    """The right values in other places: transposed, or in another order."""
    if not (isinstance(value, tuple) and isinstance(answer, tuple)) or None in elements(value):
        return
    if len(shape(answer)) == 2 and is_right(_transposed(value), answer, tolerance):
        yield TRANSPOSED
    elif len(set(elements(answer))) > 1 and shape(value) == shape(answer):
        given, right = sorted(elements(value), key=_order), sorted(elements(answer), key=_order)
        if is_right(tuple(given), tuple(right), tolerance):
            yield SWAPPED_VALUES


def _order(value: Value) -> Number:
    return value if is_number(value) else 0


def _transposed(matrix: tuple[Value, ...]) -> Value:
    rows = [row for row in matrix if isinstance(row, tuple)]
    if len(rows) < len(matrix) or len({len(row) for row in rows}) != 1:
        return None
    return tuple(zip(*rows, strict=True))


def _element_wise(value: Value, answer: Value, tolerance: Tolerance) -> Iterator[Slip]:
    """One slip made with every element alike."""
    if shape(value) != shape(answer):
        return
    pairs = [
        (given, right)
        for given, right in zip(elements(value), elements(answer), strict=True)
        if is_number(given) and is_number(right) and (given or right)
    ]
    if len(pairs) < 2 or None in elements(value):
        return
    if all(tolerance.accepts(given, -right) for given, right in pairs):
        yield SIGN
    if any(map(is_telling, elements(answer))):
        places = {_places_slipped(given, right, tolerance) for given, right in pairs}
        if len(places) == 1 and (slipped := places.pop()):
            yield _power_of_ten(slipped)


def _swapped_parts(case: Case, around: Circumstances) -> Iterator[Slip]:
    """The answer of another part: swapped where that one holds this answer, else put in the wrong place."""
    for prompt, other_answer, other_value in around.others.values():
        other = Case(case.part, case.value, other_answer, case.tolerance)
        if is_right(other_answer, case.answer, case.tolerance) or not other.is_right:
            continue
        if is_right(other_value, case.answer, case.tolerance) or is_telling(other_answer):
            yield Slip("slip.swapped", sentence(SWAPPED_PARTS, other=prompt))


def _power_of_ten(places: int) -> Slip:
    return Slip("slip.power_of_ten", sentence(ONE_PLACE if abs(places) == 1 else PLACES, places=abs(places)))


SIGN = Slip(
    "slip.sign",
    Text("The size is right; looks as if the sign is turned round.", "数的大小对了，看起来只是正负号反了。"),
)
PERCENT = Slip(
    "slip.percent",
    Text(
        "Looks as if you gave it in per cent; here the share itself is asked: divide by 100.",
        "看起来你写的是百分数；这里要的是小数，再除以 100 就对了。",
    ),
)
PERCENT_WITH_SIGN = Slip(
    "slip.percent",
    Text(
        "Looks as if you mean per cent: write the % sign, or divide by 100.",
        "看起来你想写的是百分数：请加上 %，或者除以 100。",
    ),
)
ONE_PLACE = Text(
    "The digits are right; looks as if the decimal point slipped by one place.",
    "数字都对，看起来只是小数点错了一位。",
)
PLACES = Text(
    "The digits are right; looks as if the decimal point slipped by {places} places.",
    "数字都对，看起来只是小数点错了 {places} 位。",
)
ONE_TOO_MANY = Slip(
    "slip.off_by_one",
    Text(
        "Looks as if one too many was counted: check both ends.",
        "看起来多数了一个：检查一下首尾是不是都算进去了。",
    ),
)
ONE_TOO_FEW = Slip(
    "slip.off_by_one",
    Text(
        "Looks as if one was missed in counting: check both ends.",
        "看起来少数了一个：检查一下首尾有没有漏掉。",
    ),
)
RECIPROCAL = Slip(
    "slip.reciprocal",
    Text(
        "Looks as if a fraction is upside down: this is 1 divided by the answer.",
        "看起来分子和分母颠倒了：这正好是答案的倒数。",
    ),
)
TWICE = Slip(
    "slip.factor_two",
    Text(
        "This is exactly twice the answer: looks as if a 2 too many got in.",
        "这正好是答案的两倍：看起来多乘了一个 2。",
    ),
)
HALF = Slip(
    "slip.factor_two",
    Text(
        "This is exactly half the answer: looks as if a 2 got lost.",
        "这正好是答案的一半：看起来漏乘了一个 2。",
    ),
)
WHOLE = Slip(
    "slip.rounded",
    Text(
        "Looks as if you rounded to a whole number; here the decimals count.",
        "看起来你取了整；这里小数部分也要保留。",
    ),
)
TRANSPOSED = Slip(
    "slip.transposed",
    Text("Looks as if rows and columns are swapped (transposed).", "看起来行和列写反了（转置了）。"),
)
SWAPPED_VALUES = Slip(
    "slip.swapped",
    Text(
        "The values are all there; looks as if their order got mixed up.", "每个数都在，看起来只是顺序乱了。"
    ),
)
SWAPPED_PARTS = Text(
    "This is the value for “{other}”: looks as if two answers changed places.",
    "这是“{other}”的值：看起来填错了位置。",
)
