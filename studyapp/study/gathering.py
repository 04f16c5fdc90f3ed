"""Gathering the catalogue from the packs and the learner's file, and keeping up with what changes in it."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.domain.marks import NO_MARKS
from studyapp.store.browsing import all_in_short, in_short, slips_by_card
from studyapp.store.store import Store
from studyapp.study.asking import Clock
from studyapp.study.catalogue import Catalogue, Moment, Standing, is_leech
from studyapp.study.leeches import Leech

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from studyapp.packs.library import Library


class Gatherer:
    """Reads how cards stand in one learner's file."""

    def __init__(self, store: Store, clock: Clock, *, leech_lapses: int, figures: Path | None) -> None:
        """`leech_lapses` is the setting; `figures` is where sums over the log are kept."""
        self._store = store
        self._clock = clock
        self._lapses = leech_lapses
        self._figures = figures

    def gather(self, library: "Library", cards: "Iterable[str]", leeches: "Sequence[Leech]") -> Catalogue:
        """These cards of the library; which slips were made is not known yet. Slow: call it in a thread."""
        memories, marks = all_in_short(self._store), self._store.marks()
        by_slip = {leech.card for leech in leeches if leech.slip}

        def standing(card: str) -> Standing:
            memory = memories.get(card)
            leech = card in by_slip or is_leech(memory, self._lapses)
            return Standing(memory=memory, marks=marks.get(card, NO_MARKS), is_leech=leech)

        ids = [id for id in cards if id in library.heads]
        return Catalogue(library, ids, standing, self.moment)

    def gather_slips(self, catalogue: Catalogue) -> None:
        """Let the catalogue know the slips made at problems. Slow where much was answered since."""
        made = slips_by_card(self._store, self._figures)
        problems = {card.id for card in catalogue.entries if card.kind == "problem"}
        catalogue.know_slips({card: slips for card, slips in made.items() if card in problems}, self.moment)

    def refresh(self, catalogue: Catalogue, card: str) -> None:
        """One card was answered or marked: how it stands now."""
        entry = catalogue.entry(card)
        if entry is None:
            return
        before, memory = entry.standing, in_short(self._store, card)
        by_slip = before.is_leech and not is_leech(before.memory, self._lapses)
        standing = replace(
            before,
            memory=memory,
            marks=self._store.marks().get(card, NO_MARKS),
            is_leech=by_slip or is_leech(memory, self._lapses),
        )
        catalogue.update(card, standing, self.moment)

    @property
    def moment(self) -> Moment:
        """Now."""
        now = self._clock()
        return Moment.of(now, self._store.days.of(now))
