"""`studyapp mark`: flag a card, let it rest, write a note on it; without an option, tell its marks."""

import json
from collections.abc import Callable
from concurrent.futures import Future

import click

from studyapp.domain.marks import NO_MARKS, Marks
from studyapp.i18n import N_, _, listed
from studyapp.study.phrases import say_marks
from studyapp.study.workspace import open_workspace
from studyapp.text.clean import clean

EXAMPLES = N_(
    """\b
Examples:
  studyapp mark conv-output-size --flag                to find it again
  studyapp mark conv-output-size --suspend             ask it no more
  studyapp mark conv-output-size --resume --no-flag    take both back
  studyapp mark conv-output-size --note "round down, then add one\""""
)


@click.command("mark", epilog=EXAMPLES)
@click.argument("card", metavar="CARD")
@click.option("--flag/--no-flag", default=None, help="Flag the card, or take the flag away.")
@click.option("--suspend/--resume", default=None, help="Ask it no more, or ask it again.")
@click.option("--bury/--unbury", default=None, help="Leave it until tomorrow, or ask it today all the same.")
@click.option("--note", metavar="TEXT", help="Write a note on it; an empty one takes it away.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object: the card's marks afterwards.")
def command(
    card: str, *, flag: bool | None, suspend: bool | None, bury: bool | None, note: str | None, as_json: bool
) -> None:
    """Put a mark on a card, or take it back.

    CARD is a card's id, with or without its pack. What is marked stays until you take it back, and goes with
    your answers wherever they go. Without an option its marks are told.
    """
    with open_workspace() as workspace:
        name, marking = workspace.card_named(card), workspace.marking
        changes: list[Callable[[], Future[None]]] = []
        if flag is not None:
            changes.append(lambda: marking.flag(name, flag))
        if suspend is not None:
            changes.append(lambda: marking.suspend(name, suspend))
        if bury is not None:
            changes.append(lambda: marking.bury(name, marking.tomorrow if bury else None))
        if note is not None:
            changes.append(lambda: marking.note(name, clean(note)))
        for saved in [change() for change in changes]:
            saved.result()
        marks = marking.of(name)
    if as_json:
        click.echo(json.dumps(described(name, marks), ensure_ascii=False))
    else:
        click.echo("\n".join(told(name, marks)))


def described(card: str, marks: Marks) -> dict[str, object]:
    """A card's marks as `mark --json` and `marks --json` print them."""
    return {
        "card": card,
        "flag": marks.flag,
        "suspended": marks.suspended,
        "buried_until": marks.buried_until.isoformat() if marks.buried_until else None,
        "note": marks.note,
    }


def told(card: str, marks: Marks) -> list[str]:
    """A card's marks in lines."""
    said = say_marks(marks) or [_("no mark") if marks == NO_MARKS else _("a note")]
    lines = [_("{label}: {said}", label=card, said=listed(said))]
    return [*lines, *(f"  {line}" for line in clean(marks.note).splitlines())]
