"""The ways in which learners write a right answer, and junk that is none."""

from collections.abc import Iterator
from fractions import Fraction

from studyapp.domain.value import Number, Value
from studyapp.engine.answers.matching import is_number
from studyapp.engine.problems.problem import Part
from studyapp.text.numbers import is_shown_exactly, show

JUNK = ("1.2.3", "4 2 )", "--", "1e", "0x10", "42?", "inf", "nan", "one", "1/0", "(", "__import__")
"""What no part can take for an answer."""

_FULL_WIDTH = str.maketrans("0123456789.-", "０１２３４５６７８９．－")
_THOUSAND = 1000
_LONGEST_FRACTION = 100
"""In characters; (1 + rate/1200)^60 has hundreds, which nobody types and no field takes."""


def spelled(value: Value) -> str:
    """A value as a learner could type it, in full precision."""
    match value:
        case None:
            return "never"
        case tuple():
            return "[" + ", ".join(map(spelled, value)) + "]"
        case Fraction():
            written = f"{value.numerator}/{value.denominator}"
            return written if len(written) <= _LONGEST_FRACTION else repr(float(value))
    return repr(value) if isinstance(value, float) else str(value)


def spellings(part: Part, answer: Value) -> Iterator[str]:
    """The answer in every form that has to be taken: what is shown, in full, and as people write it."""
    yield spelled(answer)
    yield show(answer)
    if isinstance(answer, tuple):
        yield from _of_list(answer)
    elif is_number(answer):
        yield from _of_number(part, answer)


def _of_number(part: Part, answer: Number) -> Iterator[str]:
    plain = spelled(answer)
    yield f"  {plain} "
    yield f"= {plain}"
    yield f"+{plain}" if answer >= 0 else plain.replace("-", "−")
    yield plain.translate(_FULL_WIDTH)
    yield f"({plain})"
    yield f"a = {plain}; a"
    if isinstance(answer, int):
        yield f"{answer}.0"
        yield f"{answer - 1} + 1"
        if abs(answer) >= _THOUSAND:
            yield f"{answer:,}"
            yield f"{answer:,}".replace(",", " ")
    if isinstance(answer, Fraction) and is_shown_exactly(answer):
        yield f"{answer.numerator}÷{answer.denominator}"
    if part.percent:
        yield f"{spelled(answer * 100)}%" if isinstance(answer, int | float) else f"({plain})*100%"
    for unit in part.units:
        yield f"{plain} {unit}"


def _of_list(answer: tuple[Value, ...]) -> Iterator[str]:
    if any(isinstance(item, tuple) for item in answer):
        rows = [item for item in answer if isinstance(item, tuple)]
        if len(rows) == len(answer) and not any(isinstance(item, tuple) for row in rows for item in row):
            yield "; ".join(" ".join(map(spelled, row)) for row in rows)
            yield "\n".join(", ".join(map(spelled, row)) for row in rows)
        return
    items = [spelled(item) for item in answer]
    yield ", ".join(items)
    yield "，".join(items)
    if len(items) > 1 and not any("/" in item for item in items):
        yield " ".join(items)
        yield f"({'; '.join(items)})"
