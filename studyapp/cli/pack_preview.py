"""`studyapp pack preview`: a pack as learners see it, while it is written."""

from pathlib import Path

import click

from studyapp.cli.screen import lines, on_terminal
from studyapp.config import Config, load_config
from studyapp.errors import StudyError
from studyapp.home import Home

FOUND_FAULTS = 1


@click.command("preview", epilog="Example: studyapp pack preview my-pack")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--plain", is_flag=True, help="Print the faults, and each card with one variant, and end.")
def preview(path: Path, *, plain: bool) -> int:
    """See a pack while you write it.

    Shows the cards of the pack in the folder PATH as learners see them, with the answers, mistakes and hints
    beside, and follows what you save. Nothing is kept of the answers you give here.
    """
    from studyapp.study.preview import Author

    author = Author(path)
    if plain or not on_terminal():
        from studyapp.plain.preview import run_preview

        return 0 if run_preview(author, lines()) else FOUND_FAULTS
    from studyapp.tui.preview_app import run

    config = chosen()
    run(author, config.theme, config.keys)
    return 0


def chosen() -> Config:
    """The settings; the usual ones where they cannot be read."""
    try:
        return load_config(Home.find())
    except StudyError:
        return Config()
