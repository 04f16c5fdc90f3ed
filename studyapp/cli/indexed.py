"""The index of cards for verbs that read no pack; where there is none, that is said and not passed over."""

from contextlib import suppress
from pathlib import Path

import click

from studyapp.home import Home
from studyapp.i18n import _
from studyapp.store.index import NO_CARDS, CardIndex, read_index
from studyapp.text.clean import clean


def known_cards(home: Home) -> CardIndex:
    """What the app found in the packs when it last looked."""
    index = read_index(home.card_index)
    if index is None and _is_there(home.database):
        said = _(
            "{path} is not there or damaged, so no card is known; open studyapp, which makes it anew",
            path=home.card_index,
        )
        click.echo(clean(f"studyapp: {said}"), err=True)
    return index or NO_CARDS


def _is_there(path: Path) -> bool:
    with suppress(OSError):  # whoever may not look there is told so as the file is opened
        return path.exists()
    return False
