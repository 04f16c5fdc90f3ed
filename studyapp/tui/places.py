"""Where one can go in the app: every place with its key and its name, in the order in which home shows them.

A new screen is a file of its own in `screens/` and an entry here. Its module has a function `open_place(app,
**options)` that gives the screen to put on top, or None where it told the learner why there is none now; it
may raise a StudyError, which is told. A module is imported when its place is opened, never before the first
paint.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.message import Message
from textual.screen import Screen

from studyapp.i18n import N_

if TYPE_CHECKING:
    from studyapp.tui.app import StudyApp

HOME = "home"
"""The place under all others: going there opens nothing."""
WELCOME = "welcome"
"""Where a learner begins who was never here."""


class Place(NamedTuple):
    """One screen that can be opened by name."""

    name: str
    """The module in `screens/` that opens it."""
    keys: str = ""
    """On the home screen, as Textual names them; none where only other screens lead there."""
    label: str = ""
    tooltip: str = ""
    needs_packs: bool = True
    """Whether it has to wait until the packs are read."""


class Go(Message):
    """A screen asks the app to open a place; `options` go to its `open_place`."""

    def __init__(self, place: str, /, **options: Any) -> None:
        super().__init__()
        self.place = place
        self.options: Mapping[str, Any] = options


PLACES = (
    Place(name="go_on", keys="enter", label=N_("Go on"), tooltip=N_("Go on where you paused")),
    Place(name="study", keys="enter,s", label=N_("Study"), tooltip=N_("Study what is due today")),
    Place(
        name="finish", keys="full_stop", label=N_("End it"),
        tooltip=N_("End what you paused, and see how it went"),
    ),
    Place(name="quiz", keys="z", label=N_("Quiz"), tooltip=N_("Ten questions and a result")),
    Place(
        name="drill", keys="r", label=N_("Drill"),
        tooltip=N_("One kind of problem again and again, until it is easy"),
    ),
    Place(name="cram"),
    Place(
        name="progress", keys="p", label=N_("Progress"),
        tooltip=N_("How your learning goes, and what would help"),
    ),
    Place(
        name="demos", keys="m", label=N_("Demos"), tooltip=N_("See NumPy do it"), needs_packs=False
    ),
    Place(name="browse", keys="b", label=N_("Browse"), tooltip=N_("See and find any card")),
    Place(name="packs", keys="k", label=N_("Packs"), tooltip=N_("What is installed, and whether it is on")),
    Place(
        name="settings", keys="o,comma", label=N_("Settings"),
        tooltip=N_("Language, colours, how much a day"), needs_packs=False,
    ),
    Place(name="own_keys", needs_packs=False),
    Place(name="demo", needs_packs=False),
    Place(name=WELCOME, needs_packs=False),
    Place(name="card"),
)  # fmt: skip


def place_of(name: str) -> Place:
    """The place of that name; raises KeyError."""
    return {place.name: place for place in PLACES}[name]


def open_place(app: "StudyApp", name: str, options: Mapping[str, Any]) -> Screen[Any] | None:
    """The screen of a place; None where it told the learner why it can't be opened now.

    Raises StudyError with one sentence for the learner.
    """
    screen: Screen[Any] | None = import_module(f"studyapp.tui.screens.{name}").open_place(app, **options)
    return screen
