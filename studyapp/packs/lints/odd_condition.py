"""A condition is true or false; a number would always pass for true."""

from collections.abc import Iterator

from studyapp.engine.problems.plan import Values
from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.text.numbers import show

FAULT = True


def findings(pack: Linted) -> Iterator[Finding]:
    """Conditions whose value is no truth value."""
    for _, level in pack.levels:
        variant, spot = level.variants[0], level.stated.origin("where")
        values = Values(variant.givens, level.plan.solver_for(variant.givens))
        for index, condition in enumerate(level.plan.where):
            value = condition.expression(values)
            if not isinstance(value, bool) and not hasattr(value, "dtype"):
                example = f"{condition.source} > 0"
                what = Message(
                    "is {value}, no condition; compare it with something, such as {example}",
                    value=show(value),
                    example=example,
                )
                yield Finding(spot.at(index) if isinstance(spot.data, list) else spot, what)
