"""What a workspace studies: the packs as they are read, the index of their cards, and which of these count.

Imports no more than the home screen's first paint can wait for: no YAML, pydantic or NumPy.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, NamedTuple

from studyapp.config import Config
from studyapp.errors import UnknownNameError
from studyapp.home import Home
from studyapp.i18n import N_
from studyapp.scheduling.load import Limits
from studyapp.store.index import NO_CARDS, CardIndex, begun, index_of, read_index, without, write_index
from studyapp.store.plan import Plan, plan
from studyapp.store.store import Store
from studyapp.study.selection import card_named, cards_named
from studyapp.study.settings import limits_of

if TYPE_CHECKING:
    from studyapp.packs.library import Library
    from studyapp.packs.sources import Source
    from studyapp.packs.watching import Watch
    from studyapp.study.asking import Clock


class Wish(NamedTuple):
    """What is wanted for once, besides what the settings say."""

    tags: tuple[str, ...] = ()
    """Only cards with one of these; all where none is named."""
    new: int | None = None
    """New cards of this day at most; None for what the settings say."""


class Shelf:
    """A learner's packs, and what of them is studied."""

    def __init__(
        self,
        home: Home,
        config: Config,
        store: Store,
        clock: "Clock",
        pack_paths: Sequence[Path] = (),
        *,
        wish: Wish | None = None,
    ) -> None:
        self.home = home
        self.config = config
        self.store = store
        self.clock = clock
        self._pack_paths = tuple(pack_paths)
        self._wish = wish or Wish()
        self._library: Library | None = None
        self._watch: Watch
        self._index: CardIndex | None = None
        self._loading = RLock()

    # Packs

    @property
    def library(self) -> "Library":
        """The packs; they are loaded now if nobody did before."""
        return self._library or self.load_packs()

    @property
    def pack_paths(self) -> tuple[Path, ...]:
        """The folders of the packs that were named; where there are some, only these are studied."""
        return self._pack_paths

    @property
    def loaded(self) -> bool:
        """Whether the packs are loaded."""
        return self._library is not None

    def load_packs(self) -> "Library":
        """Read all packs and bring the card index up to date; once only, whoever asks.

        Slow: the app calls it in a thread after the first paint, and looks at `overview` again then. Raises
        UnknownNameError where a tag is wanted that no card has.
        """
        with self._loading:
            if self._library is None:
                from studyapp.packs.cards import find_kind, kinds
                from studyapp.packs.watching import Watch

                self._watch = Watch(lambda: (source.path for source in self._sources()))
                self._watch.changed(at_once=True)  # what is written from here on is read the next time
                library = self._read_packs()
                self._check_tags()
                for kind in kinds():  # a card from the cache is built when it is asked: no key waits for that
                    find_kind(kind)
                self._library = library
            return self._library

    def reread_packs(self, *, at_once: bool = True) -> bool:
        """Read the packs anew where files of theirs were written; whether anything is different now.

        Slow where it is: for a thread. A session or quiz that runs keeps the cards that it began with. With
        `at_once` false what is still being written waits for the next call. Raises PackError where a folder
        that was named is gone.
        """
        with self._loading:
            if self._library is None or not self._watch.changed(at_once=at_once):
                return False
            before, self._library = self._library, self._read_packs()
            return before is not self._library

    def _sources(self) -> "list[Source]":
        from studyapp.packs.sources import find_sources

        return find_sources(self.home, self._pack_paths)

    def _read_packs(self) -> "Library":
        """The packs as they are on the disk; the library that there is where none of its bytes changed."""
        from studyapp.store.pack_cache import load_library

        loaded = load_library(self.home.pack_cache, self._sources())
        if self._library is not None and self._card_index().fingerprint == loaded.fingerprint:
            return self._library
        self._refresh_index(loaded.library, loaded.fingerprint)
        return loaded.library

    def _refresh_index(self, library: "Library", fingerprint: str) -> None:
        index = self._card_index()
        if index.fingerprint != fingerprint:
            index = index_of(library.packs.values(), fingerprint)
            if not self._pack_paths:  # `due` and the next start shall not count what was named only once
                write_index(self.home.card_index, index)
        self.store.follow(index.aliases).result()
        self._index = index  # last of all: who looks meanwhile sees the old cards in the old library

    def _check_tags(self) -> None:
        known = sorted({tag for card in self._card_index().cards.values() for tag in card.tags})
        for tag in self._wish.tags:
            if tag not in known:
                raise UnknownNameError(N_("no card has the tag {name}"), name=tag, known=known)

    def _card_index(self) -> CardIndex:
        if self._index is None:
            self._index = read_index(self.home.card_index) or NO_CARDS
        return self._index

    # Which cards count

    def plan(self, now: datetime | None = None) -> tuple[str, ...]:
        """The ids of the cards to ask now, in order: what is due, and new ones within the day's limit."""
        self.load_packs()
        return self._plan(now or self.clock()).queue

    def _plan(self, now: datetime) -> Plan:
        return plan(self.store, self._studied(), now, self._limits())

    def _limits(self) -> Limits:
        limits = limits_of(self.config)
        if self._wish.new is not None:  # who names a number wants it on an easy day, too
            limits = limits._replace(new_per_day=self._wish.new, easy_weekdays=())
        return limits

    def _studied(self) -> CardIndex:
        """The index of what this workspace studies, only cards with a tag that is wanted."""
        index, tags = self._of_packs(), {*self._wish.tags}
        if not tags:
            return index
        return index._replace(
            cards={id: card for id, card in index.cards.items() if not tags.isdisjoint(card.tags)}
        )

    def _of_packs(self) -> CardIndex:
        """The index of what is studied of packs: once they are loaded, only those that were named.

        Where none are, those are left out that are off or that wait until they are begun.
        """
        index = self._card_index()
        if not self._pack_paths or self._library is None:
            config = self.config
            return begun(index, config.packs_on_request, self.store.seen(), config.packs_switched_off)
        named = {folder.resolve() for folder in self._pack_paths}
        packs = {pack.id for pack in self._library.packs.values() if pack.path.resolve() in named}
        return index._replace(
            chapters=tuple(chapter for chapter in index.chapters if chapter.pack in packs),
            cards={id: card for id, card in index.cards.items() if card.pack in packs},
        )

    def _switched_on(self) -> CardIndex:
        """The index without the packs that are off: of their cards nothing is foretold or advised."""
        return without(self._card_index(), self.config.packs_switched_off)

    @property
    def listed(self) -> Collection[str]:
        """The ids of the cards that can be found, as they are taught: those of packs that are not off."""
        return self._switched_on().cards.keys()

    def cards_named(self, names: Sequence[str]) -> tuple[str, ...]:
        """The cards of these chapters, concepts, cards or packs; raises UnknownNameError."""
        self.load_packs()
        return cards_named(self._card_index(), names)

    def card_named(self, name: str) -> str:
        """The id of the card of this name, with or without its pack; raises UnknownNameError."""
        self.load_packs()
        return card_named(self._card_index(), name)
