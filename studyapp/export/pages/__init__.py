"""Pages of the app as documents that a learner saves; what is there already is never written over."""

from datetime import datetime
from pathlib import Path

from studyapp.errors import StoreError

_MOST = 1000
"""Documents of one minute that find a name."""


def save_as(path: Path, text: str) -> Path:
    """Write a document to a new file; StoreError where it is there already or cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        if isinstance(error, FileExistsError) and path.exists():
            raise taken(path) from error
        reason = error.strerror or str(error)
        raise StoreError("{path} cannot be written: {reason}", path=path, reason=reason) from error
    return path


def save_in(folder: Path, kind: str, at: datetime, text: str) -> Path:
    """Write a document to a file of its own, named for what it is and when: `quiz-2026-11-21-0930.md`."""
    name = f"{kind}-{at.astimezone():%Y-%m-%d-%H%M}"
    for number in range(1, _MOST):
        path = folder / (f"{name}.md" if number == 1 else f"{name}-{number}.md")
        if not path.exists():
            return save_as(path, text)
    raise taken(folder / f"{name}.md")


def taken(path: Path) -> StoreError:
    """That nothing is written over a file."""
    return StoreError("{path} is there already; nothing is written over it", path=path)
