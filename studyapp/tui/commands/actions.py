"""What the keys can do now, by name."""

from collections.abc import Sequence
from functools import partial

from textual.screen import Screen

from studyapp.i18n import _
from studyapp.tui.commands.command import Command, fitting
from studyapp.tui.keys import active_keys

_MOVING = {"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab"}
"""Keys that move a cursor or a page: nobody opens the palette for them, so they come last."""


class Actions:
    """Every action that works on the screen below the palette."""

    def __init__(self, screen: Screen[object]) -> None:
        self._screen = screen

    def prepare(self) -> None:
        """The keys are there."""

    def offered(self) -> list[Command]:
        """All of them, each once; those that only move something last."""
        found: dict[str, Command] = {}
        for hint in sorted(active_keys(self._screen), key=lambda hint: hint.keys[0] in _MOVING):
            name = hint.action.removeprefix("app.")  # a screen may have a key of its own for it
            if hint.id and hint.enabled and name != "command_palette":
                command = Command(
                    id=f"action:{hint.id}:{name}",
                    label=hint.said,
                    about=_(hint.tooltip) if hint.tooltip else "",
                    tag=hint.key,
                    run=partial(self._screen.app.run_action, hint.action, hint.node),
                )
                found.setdefault(name, command)
        return list(found.values())

    def find(self, words: Sequence[str]) -> list[Command]:
        """Those whose label or sentence has the words."""
        return fitting(self.offered(), words)
