"""`studyapp study`: straight into a session, in the app or line by line."""

from math import isnan
from pathlib import Path
from typing import Any

import click

from studyapp.cli.screen import lines, on_terminal, tell_faults
from studyapp.i18n import N_, _
from studyapp.study.phrases import say_clock_behind
from studyapp.study.workspace import open_workspace

EXAMPLES = N_(
    """\b
Examples:
  studyapp study                    what is due today
  studyapp study --minutes 10       stop after ten minutes
  studyapp study --pack my-pack     only what the pack in this folder holds
  studyapp study --plain            line by line: for screen readers, or answers from a pipe"""
)


class Minutes(click.FloatRange):
    """How long to study: more than nothing, at most a day."""

    def __init__(self) -> None:
        super().__init__(min=0, min_open=True, max=24 * 60)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The minutes; NaN, which no bound keeps out, is refused."""
        minutes: float = super().convert(value, param, ctx)
        return self.fail(_("nan is no time."), param, ctx) if isnan(minutes) else minutes


@click.command(epilog=EXAMPLES)
@click.option("--plain", is_flag=True, help="Line by line, without full-screen drawing.")
@click.option("--minutes", type=Minutes(), help="Ask nothing new after so long.")
@click.option("--cards", type=click.IntRange(min=1), help="At most so many cards.")
@click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Study the pack in this folder; may be given several times.",
)
def command(plain: bool, minutes: float | None, cards: int | None, packs: tuple[Path, ...]) -> None:
    """Study what is due today."""
    with open_workspace(packs) as workspace:
        if plain or not on_terminal():
            from studyapp.plain.session import run_session

            tell_faults(workspace)
            if gap := workspace.overview().clock_behind:
                click.echo(say_clock_behind(gap), err=True)
            run_session(workspace.session(minutes=minutes, cards=cards), lines())
        else:
            from studyapp.tui.app import run

            run(workspace, start="study", minutes=minutes, cards=cards)
