"""`studyapp marks`: every card with a mark."""

import json
from datetime import UTC, datetime

import click

from studyapp.cli.mark import described, told
from studyapp.config import load_config
from studyapp.domain.marks import NO_MARKS
from studyapp.home import Home
from studyapp.i18n import _
from studyapp.store.store import Store
from studyapp.study.marking import Marking
from studyapp.study.settings import days_of, policy_of


@click.command("marks", epilog="Example: studyapp marks --json")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array, an object for each card.")
def command(as_json: bool) -> None:
    """Tell which cards you flagged, let rest, or wrote a note on."""
    home = Home.find()
    config = load_config(home)
    with Store.open(
        home.database, policy=policy_of(config), study_days=days_of(config), read_only=True
    ) as store:
        marking = Marking(store, lambda: datetime.now(UTC))
        found = [(card, marks) for card in sorted(store.marks()) if (marks := marking.of(card)) != NO_MARKS]
    if as_json:
        click.echo(json.dumps([described(card, marks) for card, marks in found], ensure_ascii=False))
    elif found:
        click.echo("\n".join(line for card, marks in found for line in told(card, marks)))
    else:
        click.echo(_("No card has a mark. `studyapp mark CARD --flag` gives it one."))
