"""A pack as it is kept between runs: what is known of each card, and the plain data that it is built from.

A card is kept as its author wrote it, in JSON, and goes through the same schema and the same `build` when it
is asked for; so no kind has a second form, and nothing but data is ever kept.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from studyapp.domain.card import Card
from studyapp.domain.concept import Chapter, Concept
from studyapp.domain.pack import Head, Pack, Said
from studyapp.domain.text import Text
from studyapp.packs.kept_faults import as_it_was, in_json

if TYPE_CHECKING:  # a kept pack is opened without YAML and pydantic
    from studyapp.packs.reading import Reading

_ODD = ""
"""The key of what JSON has no word for: a decimal, or a mapping with keys that are no texts."""


class KeptHead(NamedTuple):
    """What is known of a card that is not built; a row of the index."""

    id: str
    kind: str
    concept: str
    chapter: str
    former: str
    """Earlier ids, set apart by spaces."""
    tagged: str
    """Tags, set apart by spaces."""

    @property
    def pack(self) -> str:
        """The id of its pack."""
        return self.id.partition("/")[0]

    @property
    def was(self) -> tuple[str, ...]:
        """Earlier ids."""
        return tuple(self.former.split())

    @property
    def tags(self) -> tuple[str, ...]:
        """Words to find it by."""
        return tuple(self.tagged.split())


@dataclass(frozen=True, slots=True)
class KeptPack:
    """Everything that is kept of one pack."""

    about: str
    """JSON: all but the cards."""
    heads: tuple[KeptHead, ...]
    bodies: tuple[str, ...]
    """JSON, one for each head."""
    said: tuple[Said, ...]
    """What each says, one for each head."""


class CannotUseError(Exception):
    """Why what was kept is of no use; then the pack is read anew, and nobody need be told."""


def keep(reading: "Reading", said: Mapping[str, Said]) -> KeptPack:
    """What to keep of a pack that was read; `said` is what its cards say."""
    pack = reading.pack()
    data = {entry.card.id: entry.spot.data for entry in reading.entries}
    about = {
        "id": pack.id,
        "version": pack.version,
        "title": astuple(pack.title),
        "description": astuple(pack.description),
        "languages": reading.languages,
        "chapters": [[chapter.id, *astuple(chapter.title)] for chapter in pack.chapters],
        "concepts": [
            [concept.id, *astuple(concept.name), concept.chapter, concept.needs]
            for concept in pack.concepts.values()
        ],
        "faults": [in_json(fault) for fault in pack.faults],
        "called": called(reading.folder),
    }
    heads = (
        KeptHead(card.id, card.kind, card.concept, card.chapter, " ".join(card.was), " ".join(card.tags))
        for card in pack.heads.values()
    )
    return KeptPack(
        json.dumps(about, ensure_ascii=False),
        tuple(heads),
        tuple(to_json(data[id]) for id in pack.heads),
        tuple(said[id] for id in pack.heads),
    )


def unkept(
    about: str,
    heads: Iterable[KeptHead],
    body: Callable[[str], str],
    said: Callable[[], Iterable[Said]],
    reread: Callable[[], Pack],
    *,
    folder: Path,
    builtin: bool = False,
) -> Pack:
    """The pack of which this was kept; its cards are built when they are asked for.

    `body` gives a card's by its id, `said` what all say in the order of the heads, or they raise
    CannotUseError; `reread` reads the pack from its files then.
    """
    known = json.loads(about)
    if known["faults"] and known["called"] != called(folder):
        raise CannotUseError("its faults name files as they are called from another folder")
    heads_by_id: Mapping[str, KeptHead] = {head.id: head for head in heads}
    languages = tuple(known["languages"])
    concepts = (
        Concept(id, Text(en, zh), chapter, tuple(needs)) for id, en, zh, chapter, needs in known["concepts"]
    )

    def build(id: str) -> Card:
        return _built(heads_by_id[id], from_json(body(id)), folder, languages)

    return Pack(
        id=known["id"],
        version=known["version"],
        title=Text(*known["title"]),
        description=Text(*known["description"]),
        path=folder,
        builtin=builtin,
        chapters=tuple(Chapter(id, Text(en, zh)) for id, en, zh in known["chapters"]),
        concepts={concept.id: concept for concept in concepts},
        heads=heads_by_id,
        cards=KeptCards(heads_by_id, build, reread),
        faults=tuple(as_it_was(fault) for fault in known["faults"]),
        said=KeptSaid(heads_by_id, said, reread),
    )


class KeptCards(Mapping[str, Card]):
    """Cards that are built one by one as they are asked for."""

    def __init__(
        self, heads: Mapping[str, Head], build: Callable[[str], Card], reread: Callable[[], Pack]
    ) -> None:
        self._heads = heads
        self._build = build
        self._reread = reread
        self._built: dict[str, Card] = {}
        self._anew: Mapping[str, Card] | None = None

    def __getitem__(self, id: str) -> Card:
        """Build the card, or give the one that was built; KeyError where there is none."""
        if id not in self._heads:
            raise KeyError(id)
        if id not in self._built:
            self._built[id] = self._made(id)
        return self._built[id]

    def __contains__(self, id: object) -> bool:
        return id in self._heads

    def __iter__(self) -> Iterator[str]:
        return iter(self._heads)

    def __len__(self) -> int:
        return len(self._heads)

    def _made(self, id: str) -> Card:
        if self._anew is None:
            try:
                return self._build(id)
            except CannotUseError:  # it was thrown away meanwhile, or is damaged
                self._anew = self._reread().cards
        return self._anew[id]


class KeptSaid(Mapping[str, Said]):
    """What the cards say, read all together when the first is asked for."""

    def __init__(
        self, ids: Iterable[str], read: Callable[[], Iterable[Said]], reread: Callable[[], Pack]
    ) -> None:
        self._ids = tuple(ids)
        self._read = read
        self._reread = reread

    @cached_property
    def _said(self) -> Mapping[str, Said]:
        try:
            return dict(zip(self._ids, self._read(), strict=True))
        except CannotUseError:
            return self._reread().said

    def __getitem__(self, id: str) -> Said:
        return self._said[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def _built(head: KeptHead, data: Any, folder: Path, languages: tuple[str, ...]) -> Card:
    from studyapp.packs import cards as kinds
    from studyapp.packs.context import Context
    from studyapp.packs.report import Report, Spot
    from studyapp.packs.wording import checked

    spot = Spot(Report(folder, data=[data]), (0,))
    module = kinds.find_kind(head.kind)
    schema = checked(module.Schema, spot, data)
    card = None
    if schema is not None:
        card = module.build(schema, Context(head.pack, head.chapter, languages, spot))
    if card is None:  # it was sound when it was kept
        raise CannotUseError(f"{head.id} is not sound any more")
    return card


def called(folder: Path) -> str:
    """A folder as faults in it call it: from where we stand, if it lies below."""
    with suppress(ValueError, OSError):
        return str(folder.absolute().relative_to(Path.cwd()))
    return str(folder.absolute())


def to_json(data: Any) -> str:
    """Data from YAML as JSON, from which `from_json` makes the very same."""
    return json.dumps(_in_words_of_json(data), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Any:
    """The data of which this JSON was made."""
    return json.loads(text, object_hook=_as_it_was)


def _in_words_of_json(data: Any) -> Any:
    match data:
        case Decimal():
            return {_ODD: str(data)}
        case list():
            return [_in_words_of_json(item) for item in data]
        case dict():
            if all(type(key) is str and key != _ODD for key in data):
                return {key: _in_words_of_json(value) for key, value in data.items()}
            return {_ODD: [[key, _in_words_of_json(value)] for key, value in data.items()]}
    return data


def _as_it_was(mapping: dict[str, Any]) -> Any:
    if _ODD not in mapping:
        return mapping
    odd = mapping[_ODD]
    return Decimal(odd) if isinstance(odd, str) else dict(odd)
