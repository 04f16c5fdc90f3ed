"""The command line in the language spoken now: our helps, and click's own words."""

import gettext
import os
from copy import copy
from inspect import cleandoc
from typing import TypeVar

import click

from studyapp.i18n import LOCALE, _, language

Command = TypeVar("Command", bound=click.Command)


class Headed(click.HelpFormatter):
    """Writes helps as click does, but a Chinese heading has a Chinese colon."""

    def write_heading(self, heading: str) -> None:
        """A line above a section."""
        colon = "：" if language() == "zh" else ":"
        self.write(f"{'':>{self.current_indent}}{heading}{colon}\n")


def let_click_speak() -> None:
    """Have click say its own words ("Usage", "Missing argument") in the language spoken now.

    It asks gettext's domain of the whole program, which looks into the environment for the language.
    """
    gettext.bindtextdomain("click", str(LOCALE))
    gettext.textdomain("click")
    os.environ["LANGUAGE"] = language()
    click.Context.formatter_class = Headed


def spoken(command: Command) -> Command:
    """A copy of a command, whose helps are translated; the command itself stays as it was written."""
    said = copy(command)
    said.help = _(cleandoc(command.help or ""))
    said.epilog = _(command.epilog or "")
    said.params = [_spoken_parameter(parameter) for parameter in command.params]
    if isinstance(said, click.Group):
        said.commands = {name: spoken(verb) for name, verb in said.commands.items()}
    return said


def _spoken_parameter(parameter: click.Parameter) -> click.Parameter:
    if not isinstance(parameter, click.Option):
        return parameter
    said = copy(parameter)
    said.help = _(parameter.help or "")
    return said
