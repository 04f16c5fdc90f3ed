"""Every card, by what it asks and by its id: to be looked at in Browse, where Enter plays it."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from heapq import nsmallest
from typing import TYPE_CHECKING

from textual.app import App

from studyapp.domain.pack import Said
from studyapp.errors import StudyError
from studyapp.i18n import N_, _, language
from studyapp.tui.commands.command import MOST, Command
from studyapp.tui.places import Go

if TYPE_CHECKING:
    from studyapp.study.workspace import Workspace

CARD = N_("card")


class Cards:
    """The cards of all packs. Only those that fit are made into commands, however many there are."""

    def __init__(self, app: App[None], workspace: "Workspace") -> None:
        self._app = app
        self._workspace = workspace
        self._said: Mapping[str, Said] = {}
        self.made = 0
        """How many commands were made so far."""

    def prepare(self) -> None:
        """Wait for the packs, and read what their cards say."""
        with suppress(StudyError):  # the app has told why the packs cannot be read
            self._said = self._workspace.library.said

    def offered(self) -> list[Command]:
        """None before something is typed: there are too many."""
        return []

    def find(self, words: Sequence[str]) -> list[Command]:
        """The cards that say all the words, first those whose id or question says them.

        None before they are prepared.
        """
        said = self._said
        fitting = [
            (max(at), place, id)
            for place, id in enumerate(self._workspace.listed)
            if id in said and -1 not in (at := [said[id].words.find(word) for word in words])
        ]
        return [self._command(id) for _at, _place, id in nsmallest(MOST, fitting)]

    def _command(self, id: str) -> Command:
        self.made += 1
        return Command(
            id=f"card:{id}",
            label=self._said[id].title.say(language()),
            about=id.partition("/")[2],
            tag=_(CARD),
            run=partial(self._app.post_message, Go("browse", card=id)),
        )
