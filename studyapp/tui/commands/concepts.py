"""Every concept: its cards, in Browse."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.app import App

from studyapp.i18n import N_, _, language
from studyapp.tui.commands.command import Command, nearest
from studyapp.tui.places import Go

if TYPE_CHECKING:
    from studyapp.study.workspace import Workspace

CONCEPT = N_("concept")


class Concepts:
    """The concepts of all packs, by their names in both languages."""

    def __init__(self, app: App[None], workspace: "Workspace") -> None:
        self._app = app
        self._workspace = workspace

    def prepare(self) -> None:
        """They come with the packs."""

    def offered(self) -> list[Command]:
        """None before something is typed: there are too many."""
        return []

    def find(self, words: Sequence[str]) -> list[Command]:
        """Those whose name has the words."""
        if not self._workspace.loaded:
            return []
        other = "zh" if language() == "en" else "en"
        named = (
            (concept.name.say(language()), concept.name.say(other), f"{pack.id}/{concept.id}")
            for pack in self._workspace.library.packs.values()
            if pack.id not in self._workspace.config.packs_switched_off
            for concept in pack.concepts.values()
        )
        return [
            Command(
                id=f"concept:{id}",
                label=label,
                about=about,
                tag=_(CONCEPT),
                run=partial(self._app.post_message, Go("browse", query=f"concept:{id}")),
            )
            for label, about, id in nearest(
                ((label, about, (label, about, id)) for label, about, id in named), words
            )
        ]
