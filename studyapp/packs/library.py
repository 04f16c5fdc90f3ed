"""All packs together: the library from which cards are asked.

Nothing here imports YAML or pydantic until packs are really loaded.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from studyapp.domain.card import Card
from studyapp.domain.pack import Fault, Head, Pack, Said
from studyapp.domain.text import NOTHING, Text
from studyapp.errors import UnknownNameError, nearest
from studyapp.i18n import N_
from studyapp.messages import Message, Names
from studyapp.packs.sources import PACK_FILE, Source


@dataclass(frozen=True)
class Library:
    """The packs by id; of two with one id the first is kept, the other refused."""

    packs: Mapping[str, Pack] = field(default_factory=dict)
    refused: Sequence[Fault] = ()
    """Why a pack is not among them."""

    @classmethod
    def load(cls, sources: Iterable[Source]) -> "Library":
        """Read every pack. Faults stand in each pack and stop no other."""
        from studyapp.packs.loader import load

        return cls.of(load(source.path, source.builtin) for source in sources)

    @classmethod
    def of(cls, packs: Iterable[Pack]) -> "Library":
        """A library of these packs."""
        kept: dict[str, Pack] = {}
        refused: list[Fault] = []
        for pack in packs:
            first = kept.setdefault(pack.id, pack)
            if first is not pack:
                what = Message(
                    "the pack {id} is left out: {path} has this id already; give one another id",
                    id=pack.id,
                    path=first.path,
                )
                refused.append(Fault(str(pack.path / PACK_FILE), 0, 0, where="", what=what))
        return cls(kept, tuple(refused))

    @cached_property
    def heads(self) -> Mapping[str, Head]:
        """What is known of every card without building it, by its full id, pack by pack."""
        return {id: head for pack in self.packs.values() for id, head in pack.heads.items()}

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        """Every card by its full id, pack by pack; one may be built only when it is asked for."""
        return _Cards(self.heads, self.packs)

    @cached_property
    def said(self) -> Mapping[str, Said]:
        """What every card says, by its full id, for finding it; slow at first, so ask in a thread."""
        return {id: said for pack in self.packs.values() for id, said in pack.said.items()}

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that is wrong anywhere."""
        return (*(fault for pack in self.packs.values() for fault in pack.faults), *self.refused)

    def card(self, id: str) -> Card:
        """The card with this full id, also by an earlier id of it; UnknownNameError where there is none."""
        found = self.cards.get(id) or self.cards.get(self._former.get(id, ""))
        if found is None:
            raise UnknownNameError(N_("there is no card {name}"), name=id, known=self.heads)
        return found

    def names_of(self, card: Head) -> tuple[Text, Text]:
        """The names of a card's chapter and concept; nothing for what its pack does not name."""
        pack = self.packs.get(card.pack)
        chapters = {chapter.id: chapter.title for chapter in pack.chapters} if pack else {}
        concept = pack.concepts.get(card.concept) if pack else None
        return chapters.get(card.chapter, NOTHING), concept.name if concept else NOTHING

    def find_problem(self, name: str) -> Card:
        """The problem called `pack/id`, or by its id alone where only one pack has it; earlier ids count."""
        problems = self._problems
        if name in problems:
            return self.cards[problems[name]]
        same = dict.fromkeys(card for id, card in problems.items() if id.partition("/")[2] == name)
        if len(same) == 1:
            return self.cards[next(iter(same))]
        if same:
            raise UnknownNameError(
                N_("several packs have a problem {name}: say {which}"), name=name, which=" or ".join(same)
            )
        if name in self.heads:
            raise UnknownNameError(N_("{name} is a card, but no problem"), name=name)
        raise self._no_problem(name)

    def _no_problem(self, name: str) -> UnknownNameError:
        """That there is no such problem: which was meant, or else whether a fault may have taken it out."""
        pack, _slash, slug = name.rpartition("/")
        known = pack in self.packs
        slugs = {id.partition("/")[2]: id for id in self._problems if not known or id.startswith(f"{pack}/")}
        close = nearest(slug, slugs)
        if close is None and (faulty := [id for id in self._faulty_packs if pack in ("", id)]):
            return UnknownNameError(
                N_("there is no problem {name}; `studyapp pack check` tells what is wrong with {packs}"),
                name=name,
                packs=Names(faulty),
            )
        return UnknownNameError(
            N_("there is no problem {name}"),
            name=name,
            known=[slugs[close] if known else close] if close else (),
        )

    @property
    def _faulty_packs(self) -> list[str]:
        return [pack.id for pack in self.packs.values() if not all(fault.warning for fault in pack.faults)]

    @cached_property
    def _problems(self) -> Mapping[str, str]:
        """From every name of a problem, an earlier one too, to its id; another's id of today goes first."""
        known = {**self._former, **{id: id for id in self.heads}}
        return {name: id for name, id in known.items() if self.heads[id].kind == "problem"}

    @cached_property
    def _former(self) -> Mapping[str, str]:
        """From earlier ids to those of today."""
        return {former: head.id for head in self.heads.values() for former in head.was}


@dataclass(frozen=True)
class _Cards(Mapping[str, Card]):
    """The cards of all packs, each built by its pack when it is asked for."""

    heads: Mapping[str, Head]
    packs: Mapping[str, Pack]

    def __getitem__(self, id: str) -> Card:
        return self.packs[self.heads[id].pack].cards[id]

    def __contains__(self, id: object) -> bool:
        return id in self.heads

    def __iter__(self) -> Iterator[str]:
        return iter(self.heads)

    def __len__(self) -> int:
        return len(self.heads)
