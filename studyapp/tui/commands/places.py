"""Every place of the app, from everywhere."""

from collections.abc import Sequence
from functools import partial

from textual.app import App

from studyapp.i18n import N_, _
from studyapp.tui.commands.command import Command, fitting
from studyapp.tui.places import PLACES, Go

PLACE = N_("place")

ONLY_AT_HOME = {"go_on", "finish"}
"""What home offers where there is something to go on with; elsewhere it would lead nowhere."""


class Places:
    """The screens that can be opened by name."""

    def __init__(self, app: App[None]) -> None:
        self._app = app

    def prepare(self) -> None:
        """Places are known."""

    def offered(self) -> list[Command]:
        """All that have a name."""
        return [
            Command(
                id=f"place:{place.name}",
                label=_(place.label),
                about=_(place.tooltip),
                tag=_(PLACE),
                run=partial(self._app.post_message, Go(place.name)),
            )
            for place in PLACES
            if place.label and place.name not in ONLY_AT_HOME
        ]

    def find(self, words: Sequence[str]) -> list[Command]:
        """Those whose name or sentence has the words."""
        return fitting(self.offered(), words)
