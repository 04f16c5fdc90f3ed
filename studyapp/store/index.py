"""The card index: what is known of all cards without reading the packs, in a file that can be thrown away."""

import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from studyapp.domain.text import Text

if TYPE_CHECKING:  # the index is read where packs never are
    from studyapp.domain.pack import Pack

VERSION = 4
"""Of the layout below; a file of another version counts as absent."""

_ROWS = {
    "chapters": "SELECT pack, id, en, zh FROM chapters ORDER BY rowid",
    "concepts": "SELECT id, en, zh, chapter, needs FROM concepts ORDER BY rowid",
    "cards": "SELECT id, pack, chapter, concept, kind, tags FROM cards ORDER BY rowid",
    "aliases": "SELECT was, card FROM aliases ORDER BY rowid",
}


class IndexedChapter(NamedTuple):
    """A chapter of a pack, in the order in which it is taught."""

    pack: str
    id: str
    title: Text


class IndexedConcept(NamedTuple):
    """A concept; ids here are `pack/concept`, for they are unique only within their pack."""

    id: str
    name: Text
    chapter: str
    needs: tuple[str, ...] = ()


class IndexedCard(NamedTuple):
    """What the queue and the home screen need of a card."""

    id: str
    pack: str
    chapter: str
    concept: str
    """`pack/concept`."""
    kind: str
    tags: tuple[str, ...] = ()


class CardIndex(NamedTuple):
    """All cards of all packs, in the order in which they are taught."""

    fingerprint: str
    """Of the packs it was made from; another one means that it is out of date."""
    chapters: tuple[IndexedChapter, ...] = ()
    concepts: Mapping[str, IndexedConcept] = MappingProxyType({})
    cards: Mapping[str, IndexedCard] = MappingProxyType({})
    aliases: Mapping[str, str] = MappingProxyType({})
    """Earlier id of a card to its current one: what `Store.follow` is told when the packs were read."""


NO_CARDS = CardIndex(fingerprint="")


def index_of(packs: "Iterable[Pack]", fingerprint: str) -> CardIndex:
    """The index of these packs."""
    packs = list(packs)
    cards = {
        card.id: IndexedCard(
            id=card.id,
            pack=pack.id,
            chapter=card.chapter,
            concept=f"{pack.id}/{card.concept}",
            kind=card.kind,
            tags=card.tags,
        )
        for pack in packs
        for card in pack.heads.values()
    }
    return CardIndex(
        fingerprint=fingerprint,
        chapters=tuple(
            IndexedChapter(pack=pack.id, id=chapter.id, title=chapter.title)
            for pack in packs
            for chapter in pack.chapters
        ),
        concepts={
            f"{pack.id}/{concept.id}": IndexedConcept(
                id=f"{pack.id}/{concept.id}",
                name=concept.name,
                chapter=concept.chapter,
                needs=tuple(f"{pack.id}/{need}" for need in concept.needs),
            )
            for pack in packs
            for concept in pack.concepts.values()
        },
        cards=cards,
        # An earlier id that names a card again belongs to that card.
        aliases={
            was: card.id
            for pack in packs
            for card in pack.heads.values()
            for was in _full_ids(pack.id, card.was)
            if was not in cards
        },
    )


def _full_ids(pack: str, ids: Iterable[str]) -> Iterator[str]:
    return (name if "/" in name else f"{pack}/{name}" for name in ids)


def begun(
    index: CardIndex, on_request: Collection[str], seen: Collection[str], off: Collection[str] = ()
) -> CardIndex:
    """The index of what is to be planned: without the packs that are off or that wait.

    Those in `on_request` wait until a card of theirs was answered.
    """
    return without(
        index, waiting({chapter.pack for chapter in index.chapters} & {*on_request}, seen) | {*off}
    )


def waiting(packs: Iterable[str], seen: Collection[str]) -> set[str]:
    """Those of which no card was answered yet."""
    return {pack for pack in packs if not any(card.startswith(f"{pack}/") for card in seen)}


def without(index: CardIndex, packs: Collection[str]) -> CardIndex:
    """The index without what is in these packs."""
    if not packs:
        return index
    return index._replace(
        chapters=tuple(chapter for chapter in index.chapters if chapter.pack not in packs),
        concepts={id: concept for id, concept in index.concepts.items() if id.partition("/")[0] not in packs},
        cards={id: card for id, card in index.cards.items() if card.pack not in packs},
    )


def read_index(path: Path) -> CardIndex | None:
    """The index in the file at `path`; None where there is none that can be used."""
    # What is damaged may come as any type, or not at all.
    with (
        suppress(sqlite3.Error, TypeError, ValueError),
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file,
    ):
        if file.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            return None
        fingerprint, crc = file.execute("SELECT fingerprint, crc FROM made_from").fetchone()
        rows = {table: file.execute(query).fetchall() for table, query in _ROWS.items()}
        if _checksum(fingerprint, rows) == crc:
            return _index(fingerprint, rows)
    return None


def _index(fingerprint: str, rows: Mapping[str, list[tuple[str, ...]]]) -> CardIndex:
    return CardIndex(
        fingerprint=fingerprint,
        chapters=tuple(IndexedChapter(pack, id_, Text(en, zh)) for pack, id_, en, zh in rows["chapters"]),
        concepts={
            id_: IndexedConcept(id_, Text(en, zh), chapter, tuple(needs.split()))
            for id_, en, zh, chapter, needs in rows["concepts"]
        },
        cards={
            id_: IndexedCard(id_, pack, chapter, concept, kind, tuple(tags.split()))
            for id_, pack, chapter, concept, kind, tags in rows["cards"]
        },
        aliases=dict(rows["aliases"]),  # type: ignore[arg-type]
    )


def _checksum(fingerprint: str, rows: Mapping[str, Iterable[tuple[str, ...]]]) -> int:
    """Of all that the file holds; TypeError where not all of it is text."""
    words = [fingerprint]
    for table in _ROWS:
        for row in rows[table]:
            words += row
    return crc32("\0".join(words).encode())


def write_index(path: Path, index: CardIndex) -> bool:
    """Keep the index in a file; False where that cannot be, which only makes the next start slower."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(beside)) as file, file:
            _fill(file, index)
        beside.replace(path)  # at once: who reads meanwhile sees the old one or the new one
    except (OSError, sqlite3.Error):
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        return False
    return True


def _fill(file: sqlite3.Connection, index: CardIndex) -> None:
    rows: dict[str, list[tuple[str, ...]]] = {
        "chapters": [(c.pack, c.id, c.title.en, c.title.zh) for c in index.chapters],
        "concepts": [
            (c.id, c.name.en, c.name.zh, c.chapter, " ".join(c.needs)) for c in index.concepts.values()
        ],
        "cards": [
            (c.id, c.pack, c.chapter, c.concept, c.kind, " ".join(c.tags)) for c in index.cards.values()
        ],
        "aliases": list(index.aliases.items()),
    }
    file.execute("CREATE TABLE made_from (fingerprint TEXT, crc INTEGER)")
    file.execute(
        "INSERT INTO made_from VALUES (?, ?)", (index.fingerprint, _checksum(index.fingerprint, rows))
    )
    file.execute("CREATE TABLE chapters (pack TEXT, id TEXT, en TEXT, zh TEXT)")
    file.execute("CREATE TABLE concepts (id TEXT, en TEXT, zh TEXT, chapter TEXT, needs TEXT)")
    file.execute("CREATE TABLE cards (id TEXT, pack TEXT, chapter TEXT, concept TEXT, kind TEXT, tags TEXT)")
    file.execute("CREATE TABLE aliases (was TEXT, card TEXT)")
    for table, some in rows.items():
        if some:
            file.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(some[0]))})", some)
    file.execute(f"PRAGMA user_version = {VERSION}")
