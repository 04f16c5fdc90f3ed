"""A tolerance wider than half the gap to a mistake takes a rounded mistake for the answer."""

from collections.abc import Iterator
from fractions import Fraction

from studyapp.domain.variant import Variant
from studyapp.engine.answers.matching import is_number
from studyapp.engine.problems.plan import tolerance_of
from studyapp.engine.problems.problem import Part
from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.text.numbers import show

SHARE = 0.05
"""In how many of the variants that show the mistake it may be so."""
FEWEST = 2
"""Variants from which on it is a share at all: where few show the mistake, a single one is chance."""


def findings(pack: Linted) -> Iterator[Finding]:
    """Parts whose tolerance reaches more than half way to a visible mistake."""
    for _, level in pack.levels:
        for part in level.plan.parts:
            place, is_key = level.stated.place_of_part(part.name)
            names = {name for variant in level.variants for name in variant.mistakes[part.name]}
            for name in sorted(names):
                showing = [variant for variant in level.variants if name in variant.mistakes[part.name]]
                near = [variant for variant in showing if _is_near(variant, part, name)]
                if len(near) >= FEWEST and len(near) > SHARE * len(showing):
                    seed = near[0].seed
                    answer, value = near[0].answers[part.name], near[0].mistakes[part.name][name]
                    what = Message(
                        "{tolerance} reaches more than half way to the mistake {name} (level {level}, seed "
                        "{seed}: {answer} and {value}); ask for more precision, or choose other numbers",
                        tolerance=str(tolerance_of(part, answer)),
                        name=name,
                        level=level.plan.number,
                        seed=seed,
                        answer=show(answer),
                        value=show(value),
                    )
                    yield Finding(place, what, key=is_key)
                    break


def _is_near(variant: Variant, part: Part, name: str) -> bool:
    answer, value = variant.answers[part.name], variant.mistakes[part.name][name]
    if not (is_number(answer) and is_number(value)):
        return False
    gap = abs(Fraction(value) - Fraction(answer))
    return gap < 2 * tolerance_of(part, answer).allowance(answer)
