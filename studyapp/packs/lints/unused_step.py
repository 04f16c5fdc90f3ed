"""A step that leads to nothing is worked for nobody."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.problems.looking import depends_on, mistaken_from, told


def findings(pack: Linted) -> Iterator[Finding]:
    """Own steps that no answer, mistake, condition or prompt uses at any level."""
    for tried in pack.tried:
        if not tried.is_drawn:
            continue
        used: set[str] = set()
        for level in tried.levels:
            used |= depends_on(level.plan) | mistaken_from(level.plan)
            used |= tried.problem.solver.spec.needed({place.name for place in told(level.plan)})
            for condition in level.plan.where:
                used |= tried.problem.solver.spec.needed(condition.expression.names)
        for name in tried.schema.steps:
            if name not in used:
                yield Finding(
                    tried.spot.at("steps", name),
                    Message("nothing asked depends on {name}; take it out", name=name),
                    key=True,
                )
