"""Options that several commands take, each said once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import click

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
