"""`studyapp pack on` and `pack off`: whether a pack is studied."""

from collections.abc import Sequence

import click

from studyapp.config import load_config, save_config
from studyapp.home import Home
from studyapp.i18n import _
from studyapp.packs.sources import find_sources
from studyapp.store.pack_cache import load_library
from studyapp.study.installed import SWITCHED, known_pack, turned


@click.command("on", epilog="Example: studyapp pack on compound-interest")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
def on(names: tuple[str, ...]) -> None:
    """Study these packs: their cards are planned, counted and asked."""
    _turn(names, on=True)


@click.command("off", epilog="Example: studyapp pack off compound-interest")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
def off(names: tuple[str, ...]) -> None:
    """Do without these packs: nothing of theirs is planned; what you answered is kept."""
    _turn(names, on=False)


def _turn(names: Sequence[str], *, on: bool) -> None:
    home = Home.find()
    config = load_config(home)
    library = load_library(home.pack_cache, find_sources(home)).library
    for name in names:
        if not (on and name in config.packs_switched_off):  # which may be gone by now
            known_pack(library, name)
        config = turned(config, name, on=on)
    save_config(home, config, SWITCHED)
    for name in names:
        click.echo(_("{label}: {said}", label=name, said=_("on") if on else _("off")))
