"""Options that several commands take, each said once."""

from collections.abc import Callable
from math import isnan
from pathlib import Path
from typing import Any, TypeAlias

import click

from studyapp.i18n import _

Option: TypeAlias = Callable[[Any], Any]

plain_option: Option = click.option(
    "--plain", is_flag=True, help="Line by line, without full-screen drawing."
)
tag_option: Option = click.option(
    "--tag", "tags", multiple=True, help="Only cards with this tag; may be given several times."
)


def pack_option(*, help: str) -> Option:
    """`--pack PATH`, any number of times, as `packs`; `help` says what the command does with them."""
    return click.option(
        "--pack", "packs", multiple=True, metavar="PATH", type=click.Path(path_type=Path), help=help
    )


class Minutes(click.FloatRange):
    """How long a run goes on: more than nothing, at most a day."""

    def __init__(self) -> None:
        super().__init__(min=0, min_open=True, max=24 * 60)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The minutes; NaN, which no bound keeps out, is refused."""
        minutes: float = super().convert(value, param, ctx)
        return self.fail(_("nan is no time."), param, ctx) if isnan(minutes) else minutes
