"""Looking at a problem's level from outside: what its answers depend on, what its prompt tells."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count as count_up

from studyapp.domain.value import Value
from studyapp.domain.variant import Variant
from studyapp.engine.answers.matching import elements, is_number
from studyapp.engine.problems.drawing import drawn, refusal
from studyapp.engine.problems.plan import Plan, Values, is_step
from studyapp.engine.problems.sampling import sample, stream
from studyapp.engine.problems.template import Placeholder
from studyapp.engine.solving.solver import plain
from studyapp.engine.solving.steps import UNWORKABLE, Formula, Method
from studyapp.messages import Message
from studyapp.packs.problems.levels import Stated
from studyapp.packs.report import Spot

TRIES = 300
"""Raw draws by which conditions are judged."""


def depends_on(plan: Plan) -> frozenset[str]:
    """Every given, step and let value from which the answers of a level are worked."""
    spec = plan.problem.solver.spec
    worked = [name for part in plan.parts for name in plan.worked_for(part) if is_step(spec, name)]
    backwards = {part.step for part in plan.parts if plan.asks_backwards(part)}
    return _with_lets(plan, {*spec.needed([spec.step(name).name for name in worked]), *backwards})


def mistaken_from(plan: Plan) -> frozenset[str]:
    """Every given and let value that the mistakes of a level's steps are worked from."""
    spec = plan.problem.solver.spec
    steps = depends_on(plan)
    found: set[str] = set()
    for mistake in spec.mistakes.values():
        if mistake.of.name in steps:
            found |= spec.needed(names_of(mistake.rule))
    return _with_lets(plan, found)


def names_of(rule: Formula | Method) -> frozenset[str]:
    """What a rule is worked from: steps, and givens that its code reads."""
    return rule.names | rule.attributes if isinstance(rule, Method) else rule.names


def changes_answers(plan: Plan, variants: Iterable[Variant], name: str) -> bool:
    """Whether another value of a drawn name gives another answer, or none, in some variant."""
    how = plan.level.vary[name]
    forwards = [part for part in plan.parts if not plan.asks_backwards(part)]
    for variant, attempt in zip(variants, count_up(), strict=False):
        other = sample(name, how, stream(plan.problem.id, plan.number, 0, attempt, name))
        givens = {**variant.givens, name: other}
        before = {part.name: plan.solver_for(variant.givens).value(part.step) for part in forwards}
        try:
            for each, expression in plan.let:
                givens[each] = plain(expression(givens))
            solver = plan.solver_for(givens)
            if any(solver.value(part.step) != before[part.name] for part in forwards):
                return True
        except UNWORKABLE:
            return True
    return False


def told(plan: Plan) -> tuple[Placeholder, ...]:
    """The places of a level's prompt and of its parts' prompts, in either language."""
    prompts = (plan.prompt, *plan.part_prompts.values())
    places = [place for prompt in prompts for each in (prompt.en, prompt.zh) for place in each.placeholders]
    return tuple(dict.fromkeys(places))


def told_numbers(plan: Plan, variant: Variant) -> Iterator[tuple[str, Value]]:
    """The numbers that a variant's prompt puts in, each by its name, element by element."""
    values = Values(variant.givens, plan.solver_for(variant.givens))
    for name in dict.fromkeys(place.name for place in plan.prompt.en.placeholders):
        for element in elements(values[name]):
            if is_number(element):
                yield name, element


class RawDraws:
    """What keeps each of a level's first draws from being a variant; empty where nothing does.

    Drawn only as far as somebody looks, and kept.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._seen: list[str | Message] = []

    def __iter__(self) -> Iterator[str | Message]:
        for attempt in range(TRIES):
            if attempt == len(self._seen):
                self._seen.append(refusal(self._plan, 0, drawn(self._plan, 0, attempt)))
            yield self._seen[attempt]


def is_usable_with(plan: Plan, forced: Mapping[str, Value]) -> bool:
    """Whether some raw draw can be used when it has certain values."""
    return any(not refusal(plan, 0, {**drawn(plan, 0, attempt), **forced}) for attempt in range(TRIES))


def place_of_number(stated: Stated, key: str, name: str) -> Spot:
    """Where a name of `vary`, `fixed` or `let` is written: at this level, or at one below."""
    level: Stated | None = stated
    while level is not None:
        if name in level.numbers[key]:
            return level.spot.at(key, name)
        level = level.below
    return stated.spot


def _with_lets(plan: Plan, names: set[str]) -> frozenset[str]:
    for name, expression in reversed(plan.let):
        if name in names:
            names |= expression.names
    return frozenset(names)
