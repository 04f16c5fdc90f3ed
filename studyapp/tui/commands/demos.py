"""Every demonstration."""

from collections.abc import Sequence
from functools import partial

from textual.app import App

from studyapp.domain.text import Text
from studyapp.engine.demos import all_demos, demo_names
from studyapp.i18n import N_, _, language
from studyapp.tui.commands.command import Command, fitting
from studyapp.tui.places import Go

DEMO = N_("demo")


class Demos:
    """The demonstrations by their titles; by their ids as long as those are not loaded."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._told: dict[str, tuple[Text, Text]] = {}

    def prepare(self) -> None:
        """Load them, and NumPy with them."""
        self._told = {name: (demo.title, demo.about) for name, demo in all_demos().items()}

    def offered(self) -> list[Command]:
        """None before something is typed: they have a place of their own."""
        return []

    def find(self, words: Sequence[str]) -> list[Command]:
        """Those whose title or sentence has the words."""
        told = self._told or {
            name: (Text.same(name.replace("-", " ")), Text.same("")) for name in demo_names()
        }
        return fitting(
            (
                Command(
                    id=f"demo:{name}",
                    label=title.say(language()),
                    about=about.say(language()),
                    tag=_(DEMO),
                    run=partial(self._app.post_message, Go("demo", name=name)),
                )
                for name, (title, about) in told.items()
            ),
            words,
        )
