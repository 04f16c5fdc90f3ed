"""`studyapp find`: the cards that a query finds, with the first line of each."""

import json
from collections.abc import Iterable
from pathlib import Path

import click

from studyapp.cli.options import pack_option
from studyapp.i18n import N_, _, language, sentence
from studyapp.study.catalogue import ORDERS, Entry
from studyapp.study.workspace import open_workspace
from studyapp.text.clean import clean
from studyapp.text.width import pad, width

FOUND_FAULTS = 1

EXAMPLES = N_(
    """\b
Examples:
  studyapp find padding                        every card that speaks of it
  studyapp find tag:core state:due             what is due of the core
  studyapp find slip:no_floor kind:problem     problems at which you made this mistake
  studyapp find concept:output-size -state:new --json"""
)


# A term may begin with a minus, which is no option.
@click.command("find", epilog=EXAMPLES, context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, type=click.UNPROCESSED, metavar="[QUERY]…")
@click.option("--sort", "order", type=click.Choice(ORDERS), default=ORDERS[0], help="What comes first.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array, an object for each card.")
@pack_option(help=N_("Know the pack in this folder, too; may be given several times."))
def command(query: tuple[str, ...], order: str, as_json: bool, packs: tuple[Path, ...]) -> None:
    """Find cards by what they say and what they are.

    Words are looked for in both languages. Filters are concept: chapter: tag: state: kind: slip: and pack:,
    a comma says "or", a minus before a term leaves out what fits it.
    """
    with open_workspace(packs) as workspace:
        catalogue = workspace.catalogue()
        workspace.gatherer.gather_slips(catalogue)
    asked = catalogue.read(" ".join(map(_quoted, query)))
    found = catalogue.find(asked, order)
    if as_json:
        click.echo(json.dumps([described(card) for card in found], ensure_ascii=False))
    elif found:
        click.echo("\n".join(told(found)))
    elif not asked.faults:
        click.echo(_("No card fits. Take a word or a filter away, or look for something else."), err=True)
    for fault in asked.faults:
        click.echo(f"studyapp: {clean(sentence(fault))}", err=True)
    if asked.faults:
        click.get_current_context().exit(FOUND_FAULTS)


def _quoted(argument: str) -> str:
    """An argument as it stands in a line: what the shell's quotes kept together stays together."""
    if not any(char.isspace() for char in argument) or '"' in argument:
        return argument
    filter, colon, value = argument.partition(":")
    return f'{filter}:"{value}"' if colon and not any(map(str.isspace, filter)) else f'"{argument}"'


def described(card: Entry) -> dict[str, object]:
    """A card as `find --json` prints it."""
    memory = card.standing.memory
    return {
        "id": card.id,
        "kind": card.kind,
        "title": card.title.say(language()),
        "concept": card.concept.say(language()),
        "states": list(card.states),
        "due": memory.comes_back if memory else None,
        "difficulty": round(memory.difficulty, 2) if memory else None,
        "lapses": memory.lapses if memory else 0,
        "slips": sorted(card.standing.slips),
    }


def told(cards: Iterable[Entry]) -> list[str]:
    """A line each: the id, and what the card asks."""
    cards = list(cards)
    column = max(width(card.id) for card in cards)
    return [clean(f"{pad(card.id, column)}  {card.title.say(language())}") for card in cards]
