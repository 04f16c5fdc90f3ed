"""`studyapp pack glossary`: the terms of packs in each language, to learn them and to write by them."""

import json
from collections.abc import Iterator
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from studyapp.home import Home
from studyapp.i18n import _, language, listed
from studyapp.text.clean import clean
from studyapp.text.width import pad, width
from studyapp.text.wrap import wrap

if TYPE_CHECKING:
    from studyapp.packs.glossary import Term
    from studyapp.packs.reading import Reading

WIDEST_TERM = 34
"""Columns of the first language's terms; a longer one pushes its line."""
INDENT = "    "


@click.command("glossary", epilog="Example: studyapp pack glossary deep-learning-basics")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array, an object for each term.")
def glossary(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Tell a pack's terms in each of its languages, and the words that it does not use for them.

    PATH is a pack's folder or its name, or a folder of packs; without one, the pack in whose folder you stand
    is told, and elsewhere all packs that are found.
    """
    from studyapp.packs.asked import asked_about
    from studyapp.packs.loader import read
    from studyapp.packs.sources import named_packs

    home = Home.find()
    folders = named_packs(paths, home) if paths else [asked.folder for asked in asked_about((), home)]
    readings = [reading for folder in folders if (reading := read(folder)).terms]
    if as_json:
        told = [described(term, reading) for reading in readings for term in reading.terms]
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    columns = get_terminal_size().columns
    for reading in readings:
        click.echo(clean("\n".join([reading.title.say(language()), "", *lines(reading, columns), ""])))


def described(term: "Term", reading: "Reading") -> dict[str, object]:
    """A term as `--json` prints it."""
    return {
        "pack": reading.id,
        "term": {each: term.schema.term.say(each) for each in reading.languages},
        "also": {each: term.said(each)[1:] for each in reading.languages},
        "not": {each: term.avoided(each) for each in reading.languages},
        "note": term.schema.note.say(language()) if term.schema.note else None,
    }


def lines(reading: "Reading", columns: int) -> Iterator[str]:
    """Each term with what else may be said, in every language; below it its note and what is not said."""
    for term in reading.terms:
        first, *others = (_said(term, each) for each in reading.languages)
        yield from wrap((pad(first, WIDEST_TERM) + "  " + " · ".join(others)).rstrip(), columns)
        if term.schema.note:
            yield from _indented(term.schema.note.say(language()), columns)
        avoided = listed(word for each in reading.languages for word in term.avoided(each))
        if avoided:
            yield from _indented(_("not: {words}", words=avoided), columns)


def _said(term: "Term", spoken: str) -> str:
    said, *also = term.said(spoken)
    return _("{asked} ({how})", asked=said, how=_(", ").join(also)) if also else said


def _indented(text: str, columns: int) -> Iterator[str]:
    return (INDENT + line for line in wrap(text, max(columns - width(INDENT), 20)))
