"""The packs that are installed: where each comes from, what it holds, and whether it is on."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.config import Config
from studyapp.errors import UnknownNameError
from studyapp.home import Home
from studyapp.i18n import N_
from studyapp.store.index import waiting

if TYPE_CHECKING:
    from studyapp.domain.pack import Fault, Pack
    from studyapp.packs.library import Library


class State(StrEnum):
    """Whether a pack is studied."""

    ON = "on"
    WAITS = "waits"
    """Nothing of it is planned until a card of it is answered."""
    OFF = "off"
    """Nothing of it is planned, counted or asked; what was answered is kept."""


STATES = {State.ON: N_("on"), State.WAITS: N_("waits until it is begun"), State.OFF: N_("off")}
"""In words."""

SWITCHED = ("packs_off", "on_request")
"""The settings that say which packs are studied."""


class Origin(StrEnum):
    """Where a pack comes from."""

    BUILTIN = "builtin"
    OWN = "own"
    """From the home's folder of packs."""
    NAMED = "named"
    """By `--pack`; then only what is named is studied, whatever is on or off."""
    INSTALLED = "installed"
    """With a Python package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """A pack as the learner meets it."""

    pack: "Pack"
    state: State
    origin: Origin
    cards: int
    problems: int
    seen: int
    """Cards answered at least once."""

    @property
    def faults(self) -> "tuple[Fault, ...]":
        """What takes cards out, then what is only worth a look."""
        return tuple(sorted(self.pack.faults, key=lambda fault: fault.warning))

    @property
    def fault_count(self) -> int:
        """Warnings left out."""
        return sum(not fault.warning for fault in self.pack.faults)


def state_of(pack: str, config: Config, seen: Collection[str]) -> State:
    """Whether the pack of this id is studied; `seen` are the cards that were answered."""
    if pack in config.packs_switched_off:
        return State.OFF
    return State.WAITS if waiting({pack} & config.packs_on_request, seen) else State.ON


def turned(config: Config, pack: str, *, on: bool) -> Config:
    """The settings with this pack on or off; one that waited does not wait any more once it was turned on."""
    off, waits = ({*config.packs_switched_off}, {*config.packs_on_request})
    if on:
        return replace(config, packs_off=_listed(off - {pack}), on_request=_listed(waits - {pack}))
    return replace(config, packs_off=_listed(off | {pack}))


def installed(
    library: "Library",
    config: Config,
    seen: Collection[str],
    home: Home,
    named: Sequence[Path] = (),
) -> list[Installed]:
    """All packs in the order in which they are taught; `named` are the folders that `--pack` named."""
    met = Counter(card.partition("/")[0] for card in seen if card in library.heads)
    folders = {folder.resolve() for folder in named}
    return [
        Installed(
            pack=pack,
            state=state_of(pack.id, config, seen),
            origin=_origin(pack, home, folders),
            cards=len(pack.heads),
            problems=sum(card.kind == "problem" for card in pack.heads.values()),
            seen=met[pack.id],
        )
        for pack in library.packs.values()
    ]


def known_pack(library: "Library", name: str) -> str:
    """The id, if there is such a pack; raises UnknownNameError."""
    if name not in library.packs:
        raise UnknownNameError(N_("there is no pack {name}"), name=name, known=library.packs)
    return name


def _origin(pack: "Pack", home: Home, named: Collection[Path]) -> Origin:
    folder = pack.path.resolve()
    if folder in named:
        return Origin.NAMED
    if pack.builtin:
        return Origin.BUILTIN
    return Origin.OWN if folder.is_relative_to(home.packs.resolve()) else Origin.INSTALLED


def _listed(packs: Collection[str]) -> str:
    return ", ".join(sorted(packs))
