"""`studyapp quiz`: a fixed set of fresh questions and a result, in the app or line by line."""

from pathlib import Path

import click

from studyapp.cli.options import pack_option, plain_option, tag_option
from studyapp.cli.screen import lines, on_terminal, tell_faults
from studyapp.i18n import N_
from studyapp.study.quiz_plan import QUESTIONS, Feedback, QuizPlan
from studyapp.study.workspace import Wish, open_workspace

EXAMPLES = N_(
    """\b
Examples:
  studyapp quiz                                    ten questions across all chapters
  studyapp quiz --count 5 --chapter convolution    five questions on one chapter
  studyapp quiz --plain --feedback end             line by line, told at the end what was right"""
)


@click.command(epilog=EXAMPLES)
@plain_option
@click.option("--count", type=click.IntRange(min=1), default=QUESTIONS, help="How many questions.")
@click.option("--chapter", "chapters", multiple=True, help="Only this chapter; may be given several times.")
@click.option(
    "--feedback",
    type=click.Choice([feedback.value for feedback in Feedback]),
    default=Feedback.EACH.value,
    help="Tell what was right after each question, or at the end.",
)
@pack_option(help=N_("Ask from the pack in this folder; may be given several times."))
@tag_option
def command(
    *,
    plain: bool,
    count: int,
    chapters: tuple[str, ...],
    feedback: str,
    packs: tuple[Path, ...],
    tags: tuple[str, ...],
) -> None:
    """Quiz yourself: ten questions and a result."""
    with open_workspace(packs, wish=Wish(tags=tags)) as workspace:
        if tags:
            workspace.load_packs()  # a tag that no card has is told before a screen is opened
        workspace.quiz_plan = QuizPlan(count=count, chapters=chapters, feedback=Feedback(feedback))
        if plain or not on_terminal():
            from studyapp.plain.session import run_quiz

            tell_faults(workspace)

            run_quiz(workspace.quiz(), lines())
        else:
            from studyapp.tui.app import run

            run(workspace, start="quiz")
