"""Where a session is shown: on a terminal that can be drawn on, else in lines on stdin and stdout."""

import os
import sys
from typing import TYPE_CHECKING

import click

from studyapp.errors import StudyError
from studyapp.i18n import sentence
from studyapp.study.phrases import say_faults
from studyapp.text.clean import clean

if TYPE_CHECKING:
    from studyapp.plain.console import Console
    from studyapp.study.workspace import Workspace


def on_terminal() -> bool:
    """Whether a person sits at a terminal that can be drawn on."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "") not in ("", "dumb")


def lines(*, aside: bool = False) -> "Console":
    """The line mode's conversation on standard input and output; aside, on standard error."""
    from studyapp.plain.console import Console

    # A byte that is no UTF-8 (a paste from elsewhere) must not end the session.
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")
    return Console(sys.stdin, sys.stderr if aside else sys.stdout)


def look_after(workspace: "Workspace") -> None:
    """After a session in lines: look for damage, and make the day's backup; a fault is told, and no more."""
    try:
        fault = workspace.look_after()
    except StudyError as error:  # the answers are kept, whatever became of the backup
        fault = error
    if fault:
        click.echo(f"studyapp: {clean(sentence(fault))}", err=True)


def tell_faults(workspace: "Workspace") -> None:
    """Say on standard error which packs have faults: their sound cards are studied all the same."""
    for fault in say_faults(workspace.library):
        click.echo(fault, err=True)
