"""Going on with what was paused: the screen of the run, at the very question."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from studyapp.i18n import N_, _
from studyapp.tui.notices import tell
from studyapp.tui.screens.home import HomeScreen

if TYPE_CHECKING:
    from studyapp.tui.app import StudyApp

SCREENS: Mapping[str, str] = {"study": "study", "quiz": "quiz", "cram": "study", "drill": "drill"}
"""The module in `screens/` whose `screen_of(app, run)` shows a run of this kind."""

NOTHING_LEFT = N_("What you paused was answered or taken away meanwhile; nothing of it is left.")


def open_place(app: "StudyApp") -> Screen[Any] | None:
    """Go on with the run that was paused last."""
    if screen := go_on(app):
        return screen
    nothing_left(app)
    return None


def go_on(app: "StudyApp", *kinds: str) -> Screen[Any] | None:
    """The screen of the newest paused run of these kinds that can be gone on with; None where none can."""
    run = app.workspace.go_on(*kinds)
    if run is None:
        return None
    screen: Screen[Any] = import_module(f"studyapp.tui.screens.{SCREENS[run.kept_as]}").screen_of(app, run)
    return screen


def nothing_left(app: "StudyApp") -> None:
    """Tell that what home offered is there no more; and home offers it no more."""
    tell(app, _(NOTHING_LEFT))
    if isinstance(app.screen, HomeScreen):
        app.screen.reload()
        app.screen.refresh_bindings()
