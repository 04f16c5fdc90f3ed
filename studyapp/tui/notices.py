"""Notices: calm, the newest only, and nothing in them taken for markup."""

from typing import Any, Literal

from textual.app import App

from studyapp.errors import StudyError
from studyapp.i18n import sentence
from studyapp.text.clean import clean

_SECONDS_FOR_AN_ERROR = 10


def tell(app: App[Any], message: str, severity: Literal["information", "warning"] = "information") -> None:
    """Tell something in passing; a key pressed again and again piles nothing up."""
    app.clear_notifications()
    app.notify(clean(message), severity=severity, markup=False)


def tell_error(app: App[Any], error: StudyError) -> None:
    """Tell what went wrong, in one sentence."""
    app.clear_notifications()
    app.notify(clean(sentence(error)), severity="error", timeout=_SECONDS_FOR_AN_ERROR, markup=False)
