"""How many different variants a problem has: counted where that is feasible, else estimated."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, permutations, product

from studyapp.domain.value import Value
from studyapp.engine.problems.drawing import drawn, refusal
from studyapp.engine.problems.plan import Plan, plan_of
from studyapp.engine.problems.problem import Problem, Vary
from studyapp.engine.problems.sampling import count, option, shaped

MOST_COUNTED = 10_000
"""Combinations of numbers that are tried one by one; of more, a sample tells."""
SAMPLE = 500
_LUCK = 3
"""Draws for each variant that is looked for before all are counted."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of variants."""

    variants: int
    exact: bool


def count_variants(problem: Problem, level: int = 1) -> Count:
    """How many sets of numbers meet the level's conditions and its aim. DrawError without the level."""
    plan = plan_of(problem, level)
    total = math.prod(map(_ways, plan.level.vary.values()))
    if total <= MOST_COUNTED:
        return Count(sum(not refusal(plan, 0, givens) for givens in _all_givens(plan)), exact=True)
    met = sum(not refusal(plan, 0, drawn(plan, 0, attempt)) for attempt in range(SAMPLE))
    return Count(total * met // SAMPLE, exact=False)


def has_variants(problem: Problem, level: int, enough: int) -> bool:
    """Whether there are so many: told as soon as they are found, where counting them all would take long."""
    plan = plan_of(problem, level)
    raw = (drawn(plan, 0, attempt) for attempt in range(SAMPLE))
    found = {str(givens) for givens in islice(raw, enough * _LUCK) if not refusal(plan, 0, givens)}
    if len(found) >= enough:
        return True
    if math.prod(map(_ways, plan.level.vary.values())) > MOST_COUNTED:
        return count_variants(problem, level).variants >= enough
    usable = (givens for givens in _all_givens(plan) if not refusal(plan, 0, givens))
    return sum(1 for _ in islice(usable, enough)) == enough


def _ways(how: Vary) -> int:
    """How many values one name can take, lists counted as wholes."""
    options, size = count(how), math.prod(how.shape)
    return math.perm(options, size) if how.distinct else options**size


def _all_givens(plan: Plan) -> Iterator[dict[str, Value]]:
    names = list(plan.level.vary)
    for chosen in product(*(_values(how) for how in plan.level.vary.values())):
        yield {**plan.level.fixed, **dict(zip(names, chosen, strict=True))}


def _values(how: Vary) -> Iterator[Value]:
    options = [option(how, place) for place in range(count(how))]
    size = math.prod(how.shape)
    lists = permutations(options, size) if how.distinct else product(options, repeat=size)
    seen = dict.fromkeys(shaped(chosen, how.shape) for chosen in lists)  # [3, 3, 5] has two different ones
    yield from seen
