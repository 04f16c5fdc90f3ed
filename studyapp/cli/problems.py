"""What `generate` and `grade` share: finding a problem, options, values as JSON has them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from studyapp import i18n
from studyapp.cli.options import pack_option
from studyapp.config import LANGUAGES
from studyapp.domain.grade import Grade, PartGrade
from studyapp.domain.value import to_json
from studyapp.domain.variant import Variant
from studyapp.engine.answers.tolerance import Measure, Tolerance
from studyapp.engine.grading.asking import fields
from studyapp.engine.problems.drawing import draw
from studyapp.engine.problems.plan import plan_of, tolerance_of
from studyapp.engine.problems.problem import Problem
from studyapp.errors import UnknownNameError
from studyapp.home import Home
from studyapp.i18n import N_
from studyapp.messages import Names
from studyapp.packs.sources import find_sources
from studyapp.store.pack_cache import load_library

Command = TypeVar("Command", bound=Callable[..., Any])

LARGEST_SEED = 2**63 - 1
"""Seeds are kept with the attempt, in a signed 64-bit column."""


def problem_options(command: Command) -> Command:
    """The options that say where problems come from and in which language they speak."""
    command = click.option("--lang", type=click.Choice(LANGUAGES), help="Language of prompts and feedback.")(
        command
    )
    located: Command = pack_option(help=N_("Also look in this pack, or this folder of packs."))(command)
    return located


seed_option = click.option(
    "--seed",
    type=click.IntRange(0, LARGEST_SEED),
    default=0,
    help="Which variant: the same seed gives the same numbers for ever.",
)

level_option = click.option(
    "--level", type=click.IntRange(min=1), default=1, show_default=True, help="Which difficulty."
)


class Problems:
    """The problems of all packs; a library is loaded once, when the first one is asked for."""

    def __init__(self, packs: tuple[Path, ...]) -> None:
        home = Home.find()
        self._library = load_library(home.pack_cache, find_sources(home, packs)).library

    def find(self, name: str) -> Problem:
        """The problem called `pack/id`, or `id` alone where only one pack has it."""
        card: Any = self._library.find_problem(name)
        found: Problem = card.problem
        return found


def drawn(problem: Problem, level: int, seed: int) -> Variant:
    """The variant; UnknownNameError for a level that the problem hasn't got."""
    if level not in problem.levels:
        raise UnknownNameError(
            N_("{problem} has no level {name}; it has {levels}"),
            name=str(level),
            problem=problem.id,
            levels=Names(problem.levels),
        )
    return draw(problem, level, seed)


def variant_json(problem: Problem, variant: Variant, *, answers: bool) -> dict[str, object]:
    """A variant as `generate` prints it."""
    plan = plan_of(problem, variant.level)
    language = i18n.language()
    asked = {part.step for part in plan.parts if plan.asks_backwards(part)}
    parts = []
    for part, field in zip(plan.parts, fields(problem, variant), strict=True):
        answer = variant.answers[part.name]
        described: dict[str, object] = {"name": part.name, "prompt": field.prompt.say(language)}
        tolerance = tolerance_of(part, answer)
        if tolerance.measure is not Measure.EXACT:
            described["within"] = within_json(tolerance)
        if answers:
            described["answer"] = to_json(answer)
        parts.append(described)
    line = {
        "problem": problem.id,
        "seed": variant.seed,
        "level": variant.level,
        "givens": to_json({name: value for name, value in variant.givens.items() if name not in asked}),
        "prompt": variant.prompt.say(language),
        "parts": parts,
    }
    if asked:
        solver = plan.solver_for(variant.givens)
        told = [step for part in plan.parts if part.step in asked for step in plan.told_for(part)]
        line["told"] = {step: to_json(solver.value(step)) for step in told}
    if answers:
        line["mistakes"] = {part: to_json(dict(visible)) for part, visible in variant.mistakes.items()}
    return line


def within_json(tolerance: Tolerance) -> object:
    """A tolerance as a pack states it: `"1%"`, 0.01, `"3 digits"`."""
    return to_json(tolerance.amount) if tolerance.measure is Measure.ABSOLUTE else str(tolerance)


def grade_json(earned: Grade) -> dict[str, object]:
    """A grade as the contract has it."""
    return {
        "score": earned.score,
        "parts": {name: _part_json(part) for name, part in earned.parts.items()},
    }


def _part_json(part: PartGrade) -> dict[str, object]:
    mistakes = part.mistakes
    described: dict[str, object] = {
        "status": str(part.status),
        "read_as": to_json(part.read_as),
        "expected": to_json(part.expected),
        "mistake": list(mistakes) if len(mistakes) > 1 else mistakes[0] if mistakes else None,
        "feedback": part.feedback.say(i18n.language()),
    }
    if part.followed:
        described |= {"followed": True, "true_value": to_json(part.true_value)}
    return described
