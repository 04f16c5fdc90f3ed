"""`studyapp reset`: let cards begin anew, or take that back; every other card's memory stays."""

import json
import sys

import click

from studyapp.errors import StudyError
from studyapp.i18n import N_, _, ngettext
from studyapp.study.workspace import open_workspace

EXAMPLES = N_(
    """\b
Examples:
  studyapp reset output-size             a concept's cards are new again
  studyapp reset convolution --yes       a chapter's, without being asked
  studyapp reset --undo                  take the last reset back"""
)


@click.command(epilog=EXAMPLES)
@click.argument("names", nargs=-1, metavar="NAME…")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@click.option("--undo", is_flag=True, help="Take the last reset back.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
def command(names: tuple[str, ...], yes: bool, undo: bool, as_json: bool) -> None:
    """Let cards begin anew.

    NAME is a chapter, a concept, a card or a pack. Its cards are new again; what you answered stays in the
    log and in the statistics, and no other card is touched.
    """
    if undo == bool(names):
        raise click.UsageError(_("Name what to reset, or say --undo."))
    with open_workspace() as workspace:
        if undo:
            count = workspace.undo_reset()
            said = ngettext("{count} card is as it was.", "{count} cards are as they were.", count)
            if not count:
                said = _("There is no reset to take back.")
            click.echo(json.dumps({"restored": count}) if as_json else said)
            return
        cards = [card for card in workspace.cards_named(names) if card in workspace.store.seen()]
        if cards and not yes:
            if as_json or not sys.stdin.isatty():
                raise StudyError("say --yes to let {count} card(s) begin anew", count=len(cards))
            asked = ngettext("Let {count} card begin anew?", "Let {count} cards begin anew?", len(cards))
            if not click.confirm(asked):
                return
        done = workspace.reset(names)
        if as_json:
            click.echo(json.dumps({"reset": list(done)}, ensure_ascii=False))
            return
        click.echo(ngettext("{count} card begins anew.", "{count} cards begin anew.", len(done)))
        if done:
            click.echo(_("To take it back: studyapp reset --undo"))
