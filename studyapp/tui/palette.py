"""The palette: Textual's, but for what fails in it."""

from textual.command import CommandList, CommandPalette


class Palette(CommandPalette):
    """Find anything by its name."""

    def _action_command_list(self, action: str) -> None:
        # Textual looks up a row of the list before the list was laid out, where none is known yet.
        if self.query_one(CommandList).size:
            super()._action_command_list(action)
