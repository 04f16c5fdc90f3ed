"""Ending what was paused, instead of going on with it: its last page at once."""

from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from studyapp.errors import StudyError
from studyapp.study.drill import Drill
from studyapp.study.quiz import Quiz
from studyapp.study.session import Session
from studyapp.study.sitting import Sitting
from studyapp.tui.notices import tell_error
from studyapp.tui.screens.drill import screen_of
from studyapp.tui.screens.go_on import nothing_left
from studyapp.tui.screens.result import ResultScreen
from studyapp.tui.screens.summary import SummaryScreen

if TYPE_CHECKING:
    from studyapp.tui.app import StudyApp


def open_place(app: "StudyApp") -> Screen[Any] | None:
    """The summary or the result of the run that was paused last."""
    if run := app.workspace.go_on():
        return _last_page(app, run)
    nothing_left(app)
    return None


def _last_page(app: "StudyApp", run: Sitting) -> Screen[Any] | None:
    try:
        run.leave()  # nothing waits to be saved: a pause has rated what was graded
        run.advance()
    except StudyError as error:
        tell_error(app, error)
    if isinstance(run, Quiz):
        return ResultScreen(run.result(), app.workspace.home.results, app.names_of, run.now())
    if isinstance(run, Drill):
        return screen_of(app, run)  # which tells how it was, for no question is left
    if isinstance(run, Session):
        return SummaryScreen(run.summary(), run.now(), can_undo=False)
    return None
