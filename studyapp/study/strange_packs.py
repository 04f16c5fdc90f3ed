"""Packs that the settings name and that nobody has installed: a slip of the pen, most of the time."""

from collections.abc import Callable, Collection, Iterator

from studyapp.config import Config
from studyapp.errors import ConfigError, nearest
from studyapp.home import Home
from studyapp.rules import retentions_of

NAMING_PACKS = ("on_request", "packs_off", "pack_retention")
"""The settings that name packs."""


def installed_names(home: Home) -> frozenset[str]:
    """What packs can be called: their folders' names, and the ids in the index of cards. Reads no YAML."""
    from studyapp.packs.sources import find_sources
    from studyapp.store.index import NO_CARDS, read_index

    folders = {source.path.name for source in find_sources(home)}
    return frozenset(
        folders | {chapter.pack for chapter in (read_index(home.card_index) or NO_CARDS).chapters}
    )


def strange_packs(
    config: Config, installed: Callable[[], Collection[str]]
) -> Iterator[tuple[str, ConfigError]]:
    """Each setting with a pack that is not among the `installed`, and what to tell of it.

    What is installed is only looked up where a pack is named at all: with many cards that takes a while.
    It is a warning and no fault: a pack may come back, or lie on another machine. Defaults are left alone.
    """
    named = {
        "on_request": config.packs_on_request - Config().packs_on_request,
        "packs_off": config.packs_switched_off,
        "pack_retention": {pack for pack, _share in retentions_of(config.pack_retention)},
    }
    if not any(named.values()):
        return
    known = {*installed()}
    for key in NAMING_PACKS:
        for pack in sorted(named[key] - known):
            yield key, _unknown(key, pack, nearest(pack, sorted(known)))


def _unknown(key: str, pack: str, close: str | None) -> ConfigError:
    if close:
        return ConfigError(
            "{key}: there is no pack {pack}; did you mean {nearest}?", key=key, pack=pack, nearest=close
        )
    return ConfigError("{key}: there is no pack {pack}; studyapp pack list tells all", key=key, pack=pack)
