"""Whether there is a terminal to draw on, and the streams of the line mode where there is none."""

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studyapp.plain.console import Console


def on_terminal() -> bool:
    """Whether a person sits at a terminal that can be drawn on."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "") not in ("", "dumb")


def lines() -> "Console":
    """The line mode's conversation on standard input and output."""
    from studyapp.plain.console import Console

    # A byte that is no UTF-8 (a paste from elsewhere) must not end the session.
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")
    return Console(sys.stdin, sys.stdout)
