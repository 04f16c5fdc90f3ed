"""When something fails that nobody foresaw: the learner gets a sentence, whoever mends it gets a file."""

from pathlib import Path
from traceback import extract_tb, format_exception
from typing import Any

from textual.app import App
from textual.worker import Worker, WorkerState

from studyapp import __version__
from studyapp.errors import StudyError
from studyapp.tui.notices import tell_error

REPORT = "last-crash.txt"


def crash_report(error: BaseException, folder: Path) -> StudyError:
    """Write down what happened, and say so in an error that can be told."""
    path = folder / REPORT
    told = f"studyapp {__version__}\n\n{''.join(format_exception(error))}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(told, encoding="utf-8", errors="backslashreplace")
    except OSError:
        return StudyError(
            "something failed that we did not foresee ({what}); every answer you gave is kept",
            what=type(error).__name__,
        )
    return StudyError(
        "something failed that we did not foresee ({what}); every answer you gave is kept; "
        "what happened stands in {path}",
        what=type(error).__name__,
        path=path,
    )


def crash_told(error: BaseException) -> StudyError:
    """The same where nothing may be written: what happened, and where in the program."""
    frames = extract_tb(error.__traceback__)
    place = f", {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return StudyError(
        "something failed that we did not foresee ({what})", what=f"{type(error).__name__}{place}"
    )


def tell_failure(app: App[Any], event: Worker.StateChanged) -> None:
    """Tell why a thread failed, if it did: in its own sentence, or that nobody foresaw it."""
    error = event.worker.error
    if event.state is WorkerState.ERROR and error is not None:
        tell_error(app, error if isinstance(error, StudyError) else crash_told(error))
