"""The terminal: whether there is one to draw on, and reading it without falling over a stray byte."""

import os
import sys
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable

from textual.drivers import linux_driver

from studyapp.errors import TerminalError
from studyapp.i18n import N_

NO_TERMINAL = N_(
    "the app needs a terminal to draw on; in a pipe or a script use `studyapp study --plain` instead"
)
DUMB_TERMINAL = N_(
    "this terminal (TERM={term}) can only print line by line; use `studyapp study --plain` instead"
)


def check_terminal() -> None:
    """Raise TerminalError where the app would hang or draw rubbish."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise TerminalError(NO_TERMINAL)
    if os.environ.get("TERM", "") in {"", "dumb", "unknown"}:
        raise TerminalError(DUMB_TERMINAL, term=os.environ.get("TERM", "") or "?")


def forgive_stray_bytes() -> None:
    """Let the driver read a byte that is no UTF-8 as `�`.

    Textual 8.2 decodes the keyboard strictly, so one Latin-1 paste or an old mouse report would end the app
    (its issue 6668); the name that its module took from `codecs` is the only door to that decoder.
    """
    vars(linux_driver)["getincrementaldecoder"] = _forgiving_decoder


def _forgiving_decoder(encoding: str) -> Callable[[], IncrementalDecoder]:
    decoder = getincrementaldecoder(encoding)
    return lambda: decoder(errors="replace")
