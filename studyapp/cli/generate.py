"""`studyapp generate`: draw variants of a problem, one JSON line each."""

import json
from pathlib import Path

import click

from studyapp import i18n
from studyapp.cli.problems import (
    LARGEST_SEED,
    Problems,
    drawn,
    level_option,
    problem_options,
    seed_option,
    variant_json,
)
from studyapp.engine.problems.counting import count_variants
from studyapp.i18n import N_, _

EXAMPLES = N_(
    """\b
Examples:
  studyapp generate conv-output-size
  studyapp generate deep-learning-basics/conv-output-size --seed 5 --count 3 --answers
  studyapp generate my-problem --pack ./my-pack --level 2 --lang zh"""
)


@click.command("generate", epilog=EXAMPLES)
@click.argument("problem")
@seed_option
@click.option(
    "--count", type=click.IntRange(min=1), default=1, show_default=True, help="How many, from that seed on."
)
@level_option
@click.option("--answers", is_flag=True, help="With the answers and the values of visible mistakes.")
@problem_options
@click.option("--how-many", is_flag=True, help="Only tell how many different variants there are.")
def command(
    *,
    problem: str,
    seed: int,
    count: int,
    level: int,
    answers: bool,
    packs: tuple[Path, ...],
    lang: str | None,
    how_many: bool,
) -> None:
    """Draw variants of a problem.

    PROBLEM is `pack/id`, or `id` alone where it is unique. Each variant is printed as one line of JSON, which
    can be handed to `studyapp grade --batch` with the responses added.
    """
    if lang:
        i18n.use(lang)
    if seed + count - 1 > LARGEST_SEED:
        raise click.UsageError(_("The last seed would be beyond {most}.", most=LARGEST_SEED))
    found = Problems(packs).find(problem)
    if how_many:
        variants = count_variants(found, level)
        told = {"problem": found.id, "level": level, "variants": variants.variants, "exact": variants.exact}
        click.echo(json.dumps(told))
        return
    for each in range(seed, seed + count):
        line = variant_json(found, drawn(found, level, each), answers=answers)
        click.echo(json.dumps(line, ensure_ascii=False, allow_nan=False))
