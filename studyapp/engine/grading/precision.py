"""Value and precision judged apart: right to fewer digits than asked is not wrong."""

from fractions import Fraction

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.answers.digits import decimals, digits_right, digits_wanted
from studyapp.engine.answers.matching import elements, is_number, is_right
from studyapp.engine.answers.tolerance import MOST_DIGITS, Measure, Tolerance
from studyapp.engine.grading.case import Case
from studyapp.engine.grading.wording import sentence


def is_imprecise(value: Value, answer: Value, tolerance: Tolerance) -> bool:
    """Whether a value that is not right is the answer rounded too far; in a list, each element or right."""
    if isinstance(answer, tuple):
        pairs = zip(elements(value), elements(answer), strict=True)
        return all(
            is_right(given, right, tolerance) or is_imprecise(given, right, tolerance)
            for given, right in pairs
        )
    if not (is_number(value) and is_number(answer)):
        return False
    digits = digits_right(value, answer)
    if digits is None or digits < 1:
        return False
    if isinstance(answer, int):  # 110 for 113 is another number; 1.23e9 for 1234567890 is the same in short
        return digits >= 3 and abs(answer) >= 10**6
    if digits >= 2:
        return True
    # A single digit says little: 0.7 for 0.7071 is rounded, 2 for 2.4 may be anything.
    typed_decimals = (decimals(value) or 0) > 0
    return typed_decimals and abs(Fraction(value) - Fraction(answer)) <= abs(Fraction(answer)) / 8


def say_precision(case: Case) -> Text:
    """That the value is right, and how many digits are wanted."""
    if case.tolerance.measure is Measure.EXACT:
        return EXACT_WANTED
    numbers = [item for item in elements(case.answer) if is_number(item) and item]
    digits = [digits_wanted(number, case.tolerance) or MOST_DIGITS for number in numbers]
    return sentence(DIGITS_WANTED, digits=max(2, *digits))


EXACT_WANTED = Text(
    "Right as far as it goes, but the exact value is asked: give all digits, or a fraction.",
    "数值是对的，但这里要精确值：请写出全部位数，或者用分数。",
)
DIGITS_WANTED = Text(
    "Right as far as it goes: give at least {digits} significant digits.",
    "数值是对的，但还不够精确：请至少保留 {digits} 位有效数字。",
)
