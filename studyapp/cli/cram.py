"""`studyapp cram`: ask cards before an exam, due or not, without moving the memory."""

from pathlib import Path

import click

from studyapp.cli.options import pack_option, plain_option
from studyapp.cli.screen import lines, on_terminal, tell_faults
from studyapp.i18n import N_
from studyapp.study.workspace import open_workspace

EXAMPLES = N_(
    """\b
Examples:
  studyapp cram convolution              a whole chapter, the weakest cards first
  studyapp cram output-size --cards 10   ten cards of one concept
  studyapp cram deep-learning-basics     a whole pack"""
)


@click.command(epilog=EXAMPLES)
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@plain_option
@click.option("--cards", type=click.IntRange(min=1), help="At most so many cards.")
@pack_option(help=N_("Know the pack in this folder, too; may be given several times."))
def command(names: tuple[str, ...], plain: bool, cards: int | None, packs: tuple[Path, ...]) -> None:
    """Ask cards before an exam, due or not.

    NAME is a chapter, a concept, a card or a pack. What was wrong is asked again until it is right. The
    answers are kept as practice: no card comes back sooner or later for them.
    """
    with open_workspace(packs) as workspace:
        workspace.cards_named(names)  # a name that fits nothing is told before a screen is opened
        if plain or not on_terminal():
            from studyapp.plain.session import run_session

            tell_faults(workspace)
            run_session(workspace.cram(names, cards=cards), lines())
        else:
            from studyapp.tui.app import run

            run(workspace, start="study", cram=names, cards=cards)
