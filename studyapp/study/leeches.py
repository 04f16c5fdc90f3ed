"""Cards that repetition alone does not teach: found by lapses and by slips, and told with a remedy."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from studyapp.domain.text import Text
from studyapp.i18n import _, language, listed, ngettext
from studyapp.store.index import CardIndex
from studyapp.store.store import Store

SHOWN = 20
"""So many are told at most: whoever has more begins with these."""
LATEST = 5
"""Answers to a card from which a slip that keeps coming is told."""
KEEPS_COMING = 3
"""In how many of these it shows."""
WELL_KNOWN = 21.0
"""Days of stability from which a card that was often forgotten has been learnt after all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leech:
    """A card that takes more effort than it should."""

    card: str
    lapses: int = 0
    """How often it was forgotten in review; 0 where it was found by its slip."""
    slip: str = ""
    """The mistake that keeps coming, `part:id`; empty where it was found by its lapses."""
    count: int = 0
    """In how many of the last LATEST answers it showed."""
    concept: Text | None = None
    needs: tuple[Text, ...] = ()
    """The concepts that its own one needs."""

    @property
    def remedy(self) -> str:
        """What to do about it, in the language spoken now."""
        if self.slip:
            return _(
                "Go through the working step by step and see the demonstration, then practise it with new "
                "numbers: studyapp cram {card}",
                card=self.card,
            )
        if self.needs:
            names = listed(name.say(language()) for name in self.needs)
            return _(
                "Go back to what it builds on ({names}), then begin it anew: studyapp reset {card}",
                names=names,
                card=self.card,
            )
        return _(
            "Say in your own words why the answer is what it is, then begin it anew: studyapp reset {card}",
            card=self.card,
        )

    @property
    def why(self) -> str:
        """How it was found, in the language spoken now."""
        if self.slip:
            return _(
                "{slip} in {count} of the last {latest} answers",
                slip=self.slip,
                count=self.count,
                latest=LATEST,
            )
        return ngettext("forgotten {count} time", "forgotten {count} times", self.lapses)


def leeches(store: Store, index: CardIndex, lapses: int) -> tuple[Leech, ...]:
    """The cards of the index forgotten at least so often, then those at which one slip keeps coming.

    Neither is one any more when it has become well known, or was right the last time.
    """
    found = {leech.card: leech for leech in (*_by_slips(store, index), *_by_lapses(store, index, lapses))}
    return tuple(sorted(found.values(), key=lambda leech: (-leech.lapses, -leech.count, leech.card)))[:SHOWN]


def is_leech(lapses: int, limit: int) -> bool:
    """Whether to tell it now: at the limit, and each time half as many lapses more have come."""
    return lapses >= limit and (lapses - limit) % max(limit // 2, 1) == 0


def leech_of(index: CardIndex, card: str, *, lapses: int = 0, slip: str = "", count: int = 0) -> Leech:
    """A leech, with the concepts that it builds on."""
    known = index.cards.get(card)
    concept = index.concepts.get(known.concept) if known else None
    needs = tuple(
        index.concepts[need].name for need in (concept.needs if concept else ()) if need in index.concepts
    )
    return Leech(
        card=card,
        lapses=lapses,
        slip=slip,
        count=count,
        concept=concept.name if concept else None,
        needs=needs,
    )


def _by_lapses(store: Store, index: CardIndex, limit: int) -> Iterator[Leech]:
    rows = store.rows(
        "SELECT card, lapses FROM memory WHERE lapses >= ? AND stability < ? ORDER BY lapses DESC, card",
        limit,
        WELL_KNOWN,
    )
    for card, lapses in [row for row in rows if row[0] in index.cards][:SHOWN]:
        yield leech_of(index, card, lapses=lapses)


def _by_slips(store: Store, index: CardIndex) -> Iterator[Leech]:
    """Among the cards of the latest answers with a mistake, those at which it showed again and again."""
    rows = store.rows(
        "SELECT DISTINCT coalesce(aliases.card, latest.card) FROM "
        "(SELECT card, mistakes FROM answers ORDER BY place DESC LIMIT 5000) AS latest "
        "LEFT JOIN aliases ON aliases.was = latest.card WHERE mistakes <> '[]'"
    )
    for (card,) in rows:
        if card not in index.cards:
            continue
        answers = [
            json.loads(text)
            for (text,) in store.rows(
                "SELECT mistakes FROM answers "
                "WHERE (card = ?1 OR card IN (SELECT was FROM aliases WHERE aliases.card = ?1)) "
                "AND mode NOT IN ('preview', 'reset') ORDER BY at DESC, id DESC LIMIT ?2",
                card,
                LATEST,
            )
        ]
        shown = Counter(slip for mistakes in answers for slip in set(mistakes))
        if shown and answers[0]:
            slip, count = min(shown.items(), key=lambda item: (-item[1], item[0]))
            if count >= KEEPS_COMING:
                yield leech_of(index, card, slip=slip, count=count)
