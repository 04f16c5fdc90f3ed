"""The command line in the language spoken now: our helps, and click's own words."""

import gettext
import os
import re
from collections.abc import Iterable
from copy import copy
from inspect import cleandoc
from typing import TypeVar

import click

from studyapp.i18n import LOCALE, _, language
from studyapp.text.width import pad
from studyapp.text.width import width as columns_of
from studyapp.text.wrap import wrap

Command = TypeVar("Command", bound=click.Command)
_VERBATIM = "\b\n"
"""Begins a paragraph whose lines stay as they are, by click's custom."""
_LINE_END_IN_CHINESE = r"(?<=[\u2e80-\uffef])\n|\n(?=[\u2e80-\uffef])"
"""Compiled where a help is written in Chinese: it takes as long as importing click's parser does."""


class Headed(click.HelpFormatter):
    """Writes helps as click does; Chinese with its own colons, in lines broken between its characters."""

    def write_heading(self, heading: str) -> None:
        """A line above a section."""
        colon = "：" if language() == "zh" else ":"
        self.write(f"{'':>{self.current_indent}}{heading}{colon}\n")

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How the command is called."""
        if prefix is None and language() == "zh":
            prefix = gettext.gettext("Usage:")
        super().write_usage(prog, args, prefix)

    def write_text(self, text: str) -> None:
        """Paragraphs; click counts a Chinese character as one column, and makes a space of a line's end."""
        if language() != "zh":
            super().write_text(text)
            return
        indent = " " * self.current_indent
        paragraphs = []
        for paragraph in re.split(r"\n\s*\n", text.strip("\n")):
            kept = paragraph.removeprefix(_VERBATIM)
            lines = kept.split("\n") if kept != paragraph else self._lines(paragraph, self.current_indent)
            paragraphs.append("".join(f"{indent}{line}\n" for line in lines))
        self.write("\n".join(paragraphs))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options or commands, each with what it is for, in columns that are even with Chinese, too."""
        if language() != "zh":
            super().write_dl(rows, col_max, col_spacing)
            return
        told = [(term, re.sub(r"; (?=[^\[\]]*\]$)", "；", said)) for term, said in rows]
        first = min(max((columns_of(term) for term, _said in told), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, said in told:
            lines = self._lines(said, first + self.current_indent)
            if columns_of(term) > first - col_spacing:
                self.write(f"{indent}{term}\n{indent}{' ' * first}{lines[0]}\n")
            else:
                self.write(f"{indent}{pad(term, first)}{lines[0]}".rstrip() + "\n")
            self.write("".join(f"{indent}{' ' * first}{line}\n" for line in lines[1:]))

    def _lines(self, paragraph: str, before: int) -> list[str]:
        """A paragraph in lines that leave room for the columns before them."""
        joined = re.sub(_LINE_END_IN_CHINESE, "", paragraph).replace("\n", " ")
        return wrap(joined, max(self.width - before, 20))


def let_click_speak() -> None:
    """Have click say its own words ("Usage", "Missing argument") in the language spoken now.

    It asks gettext's domain of the whole program, which looks into the environment for the language.
    """
    gettext.bindtextdomain("click", str(LOCALE))
    gettext.textdomain("click")
    os.environ["LANGUAGE"] = language()
    click.Context.formatter_class = Headed


def in_own_words(error: click.ClickException) -> click.ClickException:
    """The error as its language writes it: quotes, stops and spaces of click's own are English in Chinese."""
    if language() != "zh":
        return error
    said = re.sub(" ?'([^']*)' ?", r"“\1”", error.format_message()).replace("。 ", "。")
    said = said.replace("”,“", "”、“")
    if said.endswith("”."):
        said = f"{said[:-1]}。"
    if said == error.format_message():
        return error
    return click.UsageError(said, ctx=getattr(error, "ctx", None))


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
