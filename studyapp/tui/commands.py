"""The palette's commands: every action that works now, found by its words in the language spoken."""

from collections.abc import Callable, Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from studyapp.i18n import _
from studyapp.tui.keys import KeyHint, active_keys


class ActionCommands(Provider):
    """What the keys can do, by name."""

    async def discover(self) -> Hits:
        """All of it, before anything is typed."""
        for hint, run in self._commands():
            yield DiscoveryHit(Content(self._name(hint)), run, text=hint.said, help=_(hint.tooltip) or None)

    async def search(self, query: str) -> Hits:
        """What fits the words typed, in the label or in the sentence about it."""
        matcher = self.matcher(query)
        nothing = True
        for hint, run in self._commands():
            score = max(
                matcher.match(hint.said), 0.8 * matcher.match(_(hint.tooltip) if hint.tooltip else "")
            )
            if score > 0:
                nothing = False
                yield Hit(score, Content(self._name(hint)), run, text=hint.said, help=_(hint.tooltip) or None)

        if nothing:  # Textual would say so in English, and later
            yield Hit(1.0, Content(_("Nothing of that name works here.")), lambda: None)

    def _commands(self) -> Iterator[tuple[KeyHint, Callable[[], object]]]:
        seen = {"command_palette"}
        for hint in active_keys(self.screen):
            name = hint.action.removeprefix("app.")  # a screen may have a key of its own for it
            if hint.id and hint.enabled and name not in seen:
                seen.add(name)
                yield hint, partial(self.app.run_action, hint.action, hint.node)

    @staticmethod
    def _name(hint: KeyHint) -> str:
        return f"{hint.said}  ({hint.key})"
