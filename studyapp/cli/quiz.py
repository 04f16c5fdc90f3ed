"""`studyapp quiz`: a fixed set of fresh questions and a result, in the app or line by line."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from studyapp.cli.options import Minutes, pack_option, plain_option, tag_option
from studyapp.cli.screen import lines, on_terminal, tell_faults
from studyapp.i18n import N_, _
from studyapp.study.quiz_plan import LEVELS, QUESTIONS, Feedback, QuizPlan
from studyapp.study.workspace import Wish, Workspace, open_workspace

if TYPE_CHECKING:
    from studyapp.study.summary import QuizResult

EXAMPLES = N_(
    """\b
Examples:
  studyapp quiz                                    ten questions across all chapters
  studyapp quiz --count 5 --chapter convolution    five questions on one chapter
  studyapp quiz --level 2 --minutes 20             harder numbers, and a limit
  studyapp quiz --save monday.md                   the result as Markdown, too
  studyapp quiz --plain --feedback end             line by line, told at the end what was right"""
)


@click.command(epilog=EXAMPLES)
@plain_option
@click.option("--count", type=click.IntRange(min=1), default=QUESTIONS, help="How many questions.")
@click.option("--chapter", "chapters", multiple=True, help="Only this chapter; may be given several times.")
@click.option(
    "--level",
    type=click.IntRange(LEVELS[0], LEVELS[-1]),
    help="Every problem at this level, or at the nearest below that it has.",
)
@click.option("--minutes", type=Minutes(), help="After so long the question at hand is the last.")
@click.option(
    "--feedback",
    type=click.Choice([feedback.value for feedback in Feedback]),
    default=Feedback.EACH.value,
    help="Tell what was right after each question, or at the end.",
)
@click.option(
    "--save",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the result as Markdown to a new file.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON; the questions go to stderr.")
@pack_option(help=N_("Ask from the pack in this folder; may be given several times."))
@tag_option
def command(
    *,
    plain: bool,
    count: int,
    chapters: tuple[str, ...],
    level: int | None,
    minutes: float | None,
    feedback: str,
    save: Path | None,
    as_json: bool,
    packs: tuple[Path, ...],
    tags: tuple[str, ...],
) -> None:
    """Quiz yourself: ten questions and a result."""
    if save is not None and save.exists():  # told before a question is asked
        from studyapp.export.pages import taken

        raise taken(save)
    with open_workspace(packs, wish=Wish(tags=tags)) as workspace:
        if tags:
            workspace.load_packs()  # a tag that no card has is told before a screen is opened
        plan = QuizPlan(
            count=count, chapters=chapters, feedback=Feedback(feedback), level=level, minutes=minutes
        )
        if plain or as_json or not on_terminal():
            tell_faults(workspace)
            _in_lines(workspace, plan, save, as_json=as_json)
        else:
            from studyapp.tui.app import run

            run(workspace, start="quiz", plan=plan, save=save.absolute() if save else None)


def described(result: "QuizResult") -> dict[str, object]:
    """The result as `quiz --json` prints it; what was not answered has no response and no score."""
    return {
        "right": result.right,
        "total": result.total,
        "score": result.score,
        "seconds": round(result.seconds, 3),
        "timed_out": result.timed_out,
        "by_concept": [
            {"pack": one.pack, "concept": one.concept, "right": one.right, "total": one.total}
            for one in result.by_concept
        ],
        "questions": [
            {
                "card": answer.question.card.id,
                "level": answer.question.level,
                "seed": answer.question.seed,
                "response": dict(answer.response),
                "right": answer.right,
                "score": answer.score,
                "seconds": round(answer.attempt.seconds, 3),
                "mistakes": list(answer.attempt.mistakes),
            }
            for answer in result.answers
        ]
        + [
            {"card": each.card.id, "level": each.level, "seed": each.seed, "right": False}
            for each in result.unanswered
        ],
    }


def _in_lines(workspace: Workspace, plan: QuizPlan, save: Path | None, *, as_json: bool) -> None:
    from studyapp.plain.session import run_quiz

    quiz = workspace.quiz(plan=plan)
    run_quiz(quiz, lines(aside=as_json))
    if as_json:
        click.echo(json.dumps(described(quiz.result()), ensure_ascii=False))
    if save is None:
        return
    from studyapp.export.pages import save_as
    from studyapp.export.pages.quiz_markdown import quiz_markdown

    path = save_as(save, quiz_markdown(quiz.result(), quiz.now(), workspace.library.names_of))
    click.echo(_("Saved as {path}", path=path), err=True)
