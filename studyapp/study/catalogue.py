"""All cards as they can be found: what each says and is, how it stands, and the marks on it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from studyapp.domain.marks import NO_MARKS, Marks
from studyapp.domain.pack import Head, Said
from studyapp.domain.text import NOTHING, Text
from studyapp.scheduling.schedule import State
from studyapp.store.browsing import InShort
from studyapp.store.log import time_text
from studyapp.study.filters import KINDS, STATES, TAGS
from studyapp.study.finding import Query, Values, name_key, read_query
from studyapp.study.leeches import WELL_KNOWN

if TYPE_CHECKING:
    from studyapp.packs.library import Library

NO_WORDS = Said(NOTHING, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the learner's file says of one card."""

    memory: InShort | None = None
    """None where it is new."""
    marks: Marks = NO_MARKS
    slips: frozenset[str] = frozenset()
    """The mistakes made at it, `part:id`."""
    is_leech: bool = False


NEW = Standing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One card of the catalogue; it is `finding.Findable`."""

    id: str
    kind: str
    title: Text
    """What it asks, in a line."""
    concept: Text
    words: str
    fixed: frozenset[str]
    """Keys of what the card is by itself."""
    standing: Standing = NEW
    states: tuple[str, ...] = ("new",)
    """Of STATES, the most telling one last."""
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Now."""

    at: datetime
    now: str
    """The same as the file writes it."""
    today: date
    """The study day."""

    @classmethod
    def of(cls, now: datetime, today: date) -> "Moment":
        """From the time and its study day."""
        return cls(at=now, now=time_text(now), today=today)


_KEPT = 32
"""Queries whose cards are kept: as many as one types letters, and rubs out again."""

ORDERS = ("taught", "due", "difficulty", "lapses")
"""As taught; the soonest due, the hardest, the most often forgotten first, and what is new behind these."""


class Catalogue:
    """The cards of a library, in the order in which they are taught."""

    def __init__(
        self,
        library: "Library",
        ids: Iterable[str],
        standing: Callable[[str], Standing],
        moment: Moment,
    ) -> None:
        """`ids` are those of the cards to list, `standing` says how one stands. Slow: make it in a thread."""
        self.moment = moment
        """When the cards were looked at last."""
        self._names = _Names(library)
        said = library.said
        cards = (self._names.entry(library.heads[id], said.get(id, NO_WORDS)) for id in ids)
        self._entries = {card.id: as_it_stands(card, standing(card.id), moment) for card in cards}
        self._values: Values | None = None
        self._found: dict[Query, _Found] = {}
        """What was found lately, as it is taught; the latest last."""

    def __len__(self) -> int:
        return len(self._entries)

    def entry(self, id: str) -> Entry | None:
        """The card with this id."""
        return self._entries.get(id)

    @property
    def entries(self) -> Sequence[Entry]:
        """All cards, as they are taught."""
        return tuple(self._entries.values())

    @property
    def concepts(self) -> Mapping[str, Text]:
        """The names of the concepts by `pack/concept`, as they are taught."""
        return self._names.concepts

    def know_slips(self, slips: Mapping[str, frozenset[str]], moment: Moment) -> None:
        """Which mistakes were made at each card; told later, for counting a long history takes its time."""
        self.moment = moment
        changed = {
            id: as_it_stands(self._entries[id], replace(self._entries[id].standing, slips=made), moment)
            for id, made in slips.items()
            if id in self._entries
        }
        self._entries = {id: changed.get(id, card) for id, card in self._entries.items()}
        self._values = None
        self._found = {}

    def take_slips(self, before: "Catalogue", moment: Moment) -> None:
        """What an earlier catalogue knew of slips."""
        known = {card.id: card.standing.slips for card in before.entries if card.standing.slips}
        self.know_slips(known, moment)

    def update(self, id: str, standing: Standing, moment: Moment) -> None:
        """One card stands otherwise now."""
        self.moment = moment
        if id in self._entries:
            self._entries[id] = as_it_stands(self._entries[id], standing, moment)
            self._values = None
            self._found = {}

    @property
    def values(self) -> Values:
        """What each filter takes, by every name that it goes by."""
        if self._values is None:
            slips = sorted({slip for card in self._entries.values() for slip in card.standing.slips})
            self._values = {**self._names.values, "slip": _slip_names(slips)}
        return self._values

    def read(self, line: str) -> Query:
        """A line as a query over these cards."""
        return read_query(line, self.values)

    def find(self, query: Query, order: str = ORDERS[0]) -> list[Entry]:
        """The cards that fit, in one of ORDERS."""
        return in_order(self._fitting(query).cards, order)

    def ids(self, query: Query, order: str = ORDERS[0]) -> Sequence[str]:
        """Those of the cards that `find` finds; who asks for the same again has them at once."""
        found = self._fitting(query)
        if order not in found.ids:
            found.ids[order] = [card.id for card in in_order(found.cards, order)]
        return found.ids[order]

    def _fitting(self, query: Query) -> "_Found":
        """Those that fit, as they are taught: looked for among what a wider query found, while one types."""
        kept = self._found  # a thread that comes to know slips begins another one
        found = kept.pop(query, None)
        if found is None:
            wider = [its.cards for before, its in kept.items() if query.narrows(before)]
            fewest = min(wider, key=len, default=None)
            found = _Found(query.find(self._entries.values() if fewest is None else fewest))
        kept[query] = found
        if len(kept) > _KEPT:
            del kept[next(iter(kept))]
        return found


def as_it_stands(card: Entry, standing: Standing, moment: Moment) -> Entry:
    """The card with what it is by now."""
    states = _states(standing, moment)
    slips = {key for slip in standing.slips for key in _slip_keys(slip)}
    keys = card.fixed.union((f"state:{state}" for state in states), slips)
    return replace(card, standing=standing, states=states, keys=keys)


def _states(standing: Standing, moment: Moment) -> tuple[str, ...]:
    memory, marks = standing.memory, standing.marks
    buried = marks.buried_until is not None and moment.today < marks.buried_until
    in_review = memory is not None and memory.state == State.REVIEW
    rests = marks.suspended or buried
    is_due = memory is not None and not rests and memory.is_due(moment.now, moment.today.isoformat())
    told = {
        "new": memory is None,
        "learning": memory is not None and not in_review,
        "review": in_review,
        "due": is_due,
        "leech": standing.is_leech,
        "flagged": marks.flag,
        "note": bool(marks.note),
        "buried": buried,
        "suspended": marks.suspended,
    }
    return tuple(state for state, is_so in told.items() if is_so)


def is_leech(memory: InShort | None, limit: int) -> bool:
    """Whether a card was forgotten too often and is not well known since."""
    return memory is not None and memory.lapses >= limit and memory.stability < WELL_KNOWN


def in_order(cards: Sequence[Entry], order: str) -> list[Entry]:
    """The cards in one of ORDERS; those of equal rank stay as they are taught."""
    if order == ORDERS[0]:
        return list(cards)
    seen: list[tuple[Entry, InShort]] = []
    new: list[Entry] = []
    for card in cards:
        if (memory := card.standing.memory) is None:
            new.append(card)
        else:
            seen.append((card, memory))
    match order:
        case "due":
            seen.sort(key=lambda one: one[1].comes_back)
        case "difficulty":
            seen.sort(key=lambda one: -one[1].difficulty)
        case _:
            seen.sort(key=lambda one: -one[1].lapses)
    return [*(card for card, _memory in seen), *new]


@dataclass(frozen=True, slots=True)
class _Found:
    """What a query found."""

    cards: list[Entry]
    """As they are taught."""
    ids: dict[str, Sequence[str]] = field(default_factory=dict)
    """By order, as far as somebody asked."""


class _Names:
    """What packs, chapters, concepts, tags and kinds are called, each key made once."""

    def __init__(self, library: "Library") -> None:
        self.concepts: dict[str, Text] = {}
        self.values: dict[str, dict[str, frozenset[str]]] = {
            "concept": {}, "chapter": {}, "tag": {}, "state": {}, "kind": {}, "pack": {},
        }  # fmt: skip
        for pack in library.packs.values():
            self._call("pack", pack.id, pack.id, pack.title)
            for chapter in pack.chapters:
                self._call("chapter", chapter.id, f"{pack.id}/{chapter.id}", chapter.title)
            for concept in pack.concepts.values():
                self.concepts[f"{pack.id}/{concept.id}"] = concept.name
                self._call("concept", concept.id, f"{pack.id}/{concept.id}", concept.name)
        for state, chinese in STATES.items():
            self._call("state", state, state, Text(state, chinese))

    def entry(self, head: Head, said: Said) -> Entry:
        """The card as it is by itself."""
        for tag in head.tags:
            self._call("tag", tag, tag, Text(tag, TAGS.get(tag, tag)))
        self._call("kind", head.kind, head.kind, Text(head.kind, KINDS.get(head.kind, head.kind)))
        concept = f"{head.pack}/{head.concept}"
        keys = [
            f"pack:{head.pack}",
            f"chapter:{head.pack}/{head.chapter}",
            f"concept:{concept}",
            f"kind:{head.kind}",
            *(f"tag:{tag}" for tag in head.tags),
        ]
        return Entry(
            id=head.id,
            kind=head.kind,
            title=said.title,
            concept=self.concepts.get(concept, NOTHING),
            words=said.words,
            fixed=frozenset(keys),
        )

    def _call(self, filter: str, name: str, value: str, title: Text = NOTHING) -> None:
        known, key = self.values[filter], f"{filter}:{value}"
        for called in dict.fromkeys(map(name_key, (name, value, title.en, title.zh))):
            if called and key not in known.get(called, ()):
                known[called] = known.get(called, frozenset()) | {key}


def _slip_keys(slip: str) -> tuple[str, ...]:
    """A mistake by its own name, and with the step and the part at which it was made."""
    of_step = slip.rpartition(":")[2]
    return tuple(f"slip:{name}" for name in dict.fromkeys((of_step.rpartition(".")[2], of_step, slip)))


def _slip_names(slips: Iterable[str]) -> dict[str, frozenset[str]]:
    return {name_key(key.partition(":")[2]): frozenset({key}) for slip in slips for key in _slip_keys(slip)}
