"""`studyapp study`: straight into a session, in the app or line by line."""

from pathlib import Path

import click

from studyapp.cli.options import Minutes, pack_option, plain_option, tag_option
from studyapp.cli.screen import lines, look_after, on_terminal, tell_faults
from studyapp.i18n import N_
from studyapp.study.phrases import say_clock_behind
from studyapp.study.workspace import Wish, open_workspace

EXAMPLES = N_(
    """\b
Examples:
  studyapp study                    what is due today
  studyapp study --minutes 10       stop after ten minutes
  studyapp study --pack my-pack     only what the pack in this folder holds
  studyapp study --tag foundation --new 50
                                    a first evening: what everything else builds on
  studyapp study --plain            line by line: for screen readers, or answers from a pipe"""
)


@click.command(epilog=EXAMPLES)
@plain_option
@click.option("--minutes", type=Minutes(), help="Ask nothing new after so long.")
@click.option("--cards", type=click.IntRange(min=1), help="At most so many cards.")
@pack_option(help=N_("Study the pack in this folder; may be given several times."))
@tag_option
@click.option("--new", type=click.IntRange(min=0), help="So many new cards today, whatever the settings say.")
def command(
    *,
    plain: bool,
    minutes: float | None,
    cards: int | None,
    packs: tuple[Path, ...],
    tags: tuple[str, ...],
    new: int | None,
) -> None:
    """Study what is due today.

    A tag gathers cards across the chapters: foundation is what everything else builds on, a first way through
    the whole subject; core comes next, further leads on from there.
    """
    with open_workspace(packs, wish=Wish(tags=tags, new=new)) as workspace:
        if tags:
            workspace.load_packs()  # a tag that no card has is told before a screen is opened
        if plain or not on_terminal():
            from studyapp.plain.session import run_session
            from studyapp.study.session import Session

            tell_faults(workspace)
            if gap := workspace.overview().clock_behind:
                click.echo(say_clock_behind(gap), err=True)
            is_another = any(wish is not None for wish in (minutes, cards, new))
            session = None if is_another else workspace.go_on("study")
            if not isinstance(session, Session):
                session = workspace.session(minutes=minutes, cards=cards)
            run_session(session, lines(), workspace.put_by)
            look_after(workspace)
        else:
            from studyapp.tui.app import run

            run(workspace, start="study", minutes=minutes, cards=cards)
