"""`studyapp grade`: what a response to a variant earned, in words or as JSON."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import click

from studyapp import i18n
from studyapp.cli.batch import LineError, answer_lines
from studyapp.cli.problems import (
    LARGEST_SEED,
    Problems,
    drawn,
    grade_json,
    level_option,
    problem_options,
    seed_option,
)
from studyapp.domain.card import WorkedStep
from studyapp.domain.grade import Grade, PartGrade, Status
from studyapp.domain.variant import Variant
from studyapp.engine.grading.asking import fields
from studyapp.engine.grading.explaining import working
from studyapp.engine.grading.grade import grade
from studyapp.engine.grading.wording import said, said_as_read
from studyapp.engine.problems.problem import Problem
from studyapp.i18n import N_, _
from studyapp.text.markdown import plain
from studyapp.text.maths import linear
from studyapp.text.shares import share

COLUMNS = 100

EXAMPLES = N_(
    """\b
Examples:
  studyapp grade conv-output-size --seed 5 output=12
  studyapp grade batch-norm-steps --seed 1 mean=3 variance="2/3" --json
  studyapp generate conv-output-size | jq -c '.responses = {output: "12"}' | studyapp grade --batch"""
)

SIGNS = {
    Status.CORRECT: "✓",
    Status.INCORRECT: "✗",
    Status.IMPRECISE: "≈",
    Status.UNREADABLE: "?",
    Status.BLANK: "–",
}
WORDS = {
    Status.CORRECT: N_("right"),
    Status.INCORRECT: N_("not right"),
    Status.IMPRECISE: N_("right, but not precise enough"),
    Status.UNREADABLE: N_("can't be read"),
    Status.BLANK: N_("left blank"),
}


@click.command("grade", epilog=EXAMPLES)
@click.argument("problem", required=False)
@click.argument("responses", nargs=-1, metavar="[PART=RESPONSE]...")
@seed_option
@level_option
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.option("--batch", is_flag=True, help="Grade JSON lines from standard input, one JSON line each.")
@problem_options
@click.pass_context
def command(
    ctx: click.Context,
    *,
    problem: str | None,
    responses: tuple[str, ...],
    seed: int,
    level: int,
    as_json: bool,
    batch: bool,
    packs: tuple[Path, ...],
    lang: str | None,
) -> None:
    """Grade responses to a variant of a problem.

    PROBLEM is `pack/id`, or `id` alone where it is unique; PART is the name that `generate` gives. The exit
    status is 0 whatever the score. A line of --batch is {"problem": …, "seed": …, "responses": {part: text}}.
    """
    if lang:
        i18n.use(lang)
    if batch:
        grade_lines(Problems(packs))
        return
    if problem is None:
        raise click.UsageError(_("Say which problem, such as: {example}", example="grade conv-output-size …"))
    if ctx.get_parameter_source("seed") is click.core.ParameterSource.DEFAULT:
        raise click.UsageError(_("Say which variant with --seed."))
    found = Problems(packs).find(problem)
    variant = drawn(found, level, seed)
    earned = grade(found, variant, _typed(responses))
    if as_json:
        click.echo(json.dumps(grade_json(earned), ensure_ascii=False, allow_nan=False))
    else:
        click.echo("\n".join(told(found, variant, earned)))


def _typed(responses: tuple[str, ...]) -> dict[str, str]:
    """`PART=RESPONSE` taken apart at the first equals sign."""
    typed: dict[str, str] = {}
    for response in responses:
        part, equals, text = response.partition("=")
        if not equals:
            raise click.UsageError(
                _(
                    "'{response}' is no PART=RESPONSE, such as {example}",
                    response=response,
                    example="output=12",
                )
            )
        if part.strip() in typed:
            raise click.UsageError(_("{part} is answered twice.", part=part.strip()))
        typed[part.strip()] = text
    return typed


def grade_lines(problems: Problems) -> None:
    """Answer each line of standard input with its grade."""
    find = lru_cache(maxsize=None)(problems.find)

    def answer(request: Mapping[str, Any]) -> object:
        problem = find(_named(request))
        variant = drawn(problem, _whole(request, "level", 1, 1), _whole(request, "seed", None, 0))
        return grade_json(grade(problem, variant, _responses(request)))

    answer_lines(answer)


def _named(request: Mapping[str, Any]) -> str:
    name = request.get("problem")
    if not isinstance(name, str):
        raise LineError("a line needs {key}: {what}", key='"problem"', what="pack/id")
    return name


def _whole(request: Mapping[str, Any], key: str, default: int | None, least: int) -> int:
    value = request.get(key, default)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= LARGEST_SEED:
        raise LineError(
            "{key} must be a whole number from {least} to {most}",
            key=json.dumps(key),
            least=least,
            most=LARGEST_SEED,
        )
    return value


def _responses(request: Mapping[str, Any]) -> dict[str, str]:
    stated = request.get("responses")
    if not isinstance(stated, dict):
        raise LineError("a line needs {key}: {what}", key='"responses"', what='{"part": "text"}')
    return {part: _text(part, response) for part, response in stated.items()}


def _text(part: str, response: object) -> str:
    """A response as typed; a number or a list stands for its own spelling, null for nothing."""
    if isinstance(response, str):
        return response
    if response is None:
        return ""
    if isinstance(response, bool | dict):
        raise LineError("the response to {part} must be a text", part=part)
    return json.dumps(response)


def told(problem: Problem, variant: Variant, earned: Grade) -> list[str]:
    """The grade for a person: each part, then the working with the step at which the way departs."""
    language = i18n.language()
    lines = [*plain(variant.prompt.say(language), COLUMNS), ""]
    for field in fields(problem, variant):
        lines += _part_told(f"{field.name} · {field.prompt.say(language)}", earned.parts[field.name])
    lines += ["", _("Working:")]
    for number, step in enumerate(working(problem, variant, earned), 1):
        lines += _step_told(number, step)
    return [*lines, "", _("Score: {score}", score=share(earned.score))]


def _part_told(asked: str, part: PartGrade) -> list[str]:
    language = i18n.language()
    lines = [f"{SIGNS[part.status]} {' '.join(plain(asked, COLUMNS))} · {_(WORDS[part.status])}"]
    if part.status not in (Status.BLANK, Status.UNREADABLE):
        lines.append("  " + _("read as {value}", value=said_as_read(part.read_as).say(language)))
    if part.status is not Status.CORRECT:
        lines.append("  " + _("answer: {value}", value=said(part.expected).say(language)))
    lines += [f"  {line}" for line in plain(part.feedback.say(language), COLUMNS - 2)]
    return lines


def _step_told(number: int, step: WorkedStep) -> list[str]:
    mark = "→" if step.leaves_here else " "
    note = "  ← " + _("your way leaves here") if step.leaves_here else ""
    worked = " = ".join(dict.fromkeys(map(linear, step.sides)))
    return [f"{mark} {number}. {step.say.say(i18n.language())}{note}", f"       {worked}"]
