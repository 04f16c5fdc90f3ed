"""`studyapp drill`: one kind of problem again and again, in the app or line by line."""

from pathlib import Path

import click

from studyapp.cli.options import pack_option, plain_option
from studyapp.cli.screen import lines, on_terminal, tell_faults
from studyapp.i18n import N_
from studyapp.study.workspace import open_workspace

EXAMPLES = N_(
    """\b
Examples:
  studyapp drill                        choose a problem; the suggested ones come first
  studyapp drill conv-output-size       one problem, with new numbers each time
  studyapp drill output-size            the problems of a concept, in turns
  studyapp drill --plain                line by line: what you paused, or the problem suggested first"""
)


@click.command(epilog=EXAMPLES)
@click.argument("name", required=False, metavar="[PROBLEM|CONCEPT]")
@plain_option
@pack_option(help=N_("Know the pack in this folder, too; may be given several times."))
def command(name: str | None, plain: bool, packs: tuple[Path, ...]) -> None:
    """Practise one kind of problem until it is easy.

    It gets harder after right answers in a row and easier after wrong ones, and its numbers are chosen so
    that the slip that you made before would show. The answers are kept as practice: no card comes back sooner
    or later for them.
    """
    with open_workspace(packs) as workspace:
        problems = workspace.problems_named([name]) if name else ()
        if plain or not on_terminal():
            from studyapp.plain.session import run_drill
            from studyapp.study.drill import Drill

            tell_faults(workspace)
            waiting = None if name else workspace.go_on("drill")
            if not name:
                problems = tuple(one.problem for one in workspace.families().suggested[:1])
            drill = waiting if isinstance(waiting, Drill) else workspace.drill(problems)
            run_drill(drill, lines(), workspace.put_by)
        else:
            from studyapp.tui.app import run

            options = {"problems": problems} if name else {}
            if name:
                workspace.drill(problems)  # a name without a problem is told before a screen is opened
            run(workspace, start="drill", **options)
