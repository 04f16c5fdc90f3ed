"""The cache of parsed packs: a file for each, which can be thrown away at any time.

A file holds one pack as one edition of the program read it from certain bytes, under a name that says so. It
is written whole, moved into place and never changed. So nothing in it can be stale, two processes need no
lock, and what is damaged, gone or cannot be written is as if it had never been there.
"""

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from zlib import crc32

from studyapp.domain.pack import Pack, Said
from studyapp.domain.text import Text
from studyapp.packs.kept import CannotUseError, KeptHead, KeptPack, keep, unkept
from studyapp.packs.library import Library
from studyapp.packs.sources import Source, content_hash, fingerprint

MOST_FILES = 64
"""Of so many packs something is kept; then that which was written longest ago goes."""

DAMAGED = (CannotUseError, sqlite3.Error, UnicodeError)
"""What comes of a file that is absent, damaged or no cache at all."""

HEADS = "SELECT id, kind, concept, chapter, former, tagged FROM heads ORDER BY place"
"""What is read when a pack is opened; of the bodies, one when its card is asked for."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A library, and the fingerprint of what it was read from."""

    library: Library
    fingerprint: str


def load_library(folder: Path, sources: Iterable[Source]) -> Loaded:
    """All packs, from the cache in `folder` as far as they are in it; the others are read and put there."""
    sources = list(sources)
    # Hashed before anything is read: what changes meanwhile is seen to have changed the next time.
    hashes = {source.path: content_hash(source.path) for source in sources}
    library = Library.of(load_pack(folder, source, hashes[source.path]) for source in sources)
    return Loaded(library, fingerprint(sources, hashes))


def load_pack(folder: Path, source: Source, content: str | None = None) -> Pack:
    """One pack; `content` is the hash of its files."""
    content = content or content_hash(source.path)
    path = folder / _name(source.path, content)
    with suppress(*DAMAGED):
        return _read(path, source)
    from studyapp.packs.loader import read
    from studyapp.packs.saying import said_by

    reading = read(source.path)
    said = said_by(reading)
    if content_hash(source.path) == content:  # else somebody saves just now: it is kept the next time
        with suppress(OSError, sqlite3.Error, UnicodeError):
            _write(path, keep(reading, said))
            _tidy(path)
    return replace(reading.pack(source.builtin), said=said)


def _name(pack: Path, content: str) -> str:
    """`PACK-CONTENT.sqlite3`, both hashed."""
    place = sha256(str(pack.resolve()).encode(errors="surrogateescape")).hexdigest()
    return f"{place[:16]}-{content[:32]}.sqlite3"


def _open(path: Path) -> sqlite3.Connection:
    """A connection that only reads; nothing locks a file that never changes."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _read(path: Path, source: Source) -> Pack:
    with closing(_open(path)) as file:
        about, name, check = file.execute("SELECT about, name, crc FROM pack").fetchone() or ("", "", 0)
        rows = file.execute(HEADS).fetchall()
    if name != path.name or _checksum(about, rows) != check:
        raise CannotUseError(f"{path} is damaged")
    places = {row[0]: place for place, row in enumerate(rows)}

    def body(id: str) -> str:
        with suppress(*DAMAGED), closing(_open(path)) as file:
            found = file.execute("SELECT body, crc FROM bodies WHERE place = ?", (places[id],)).fetchone()
            if found and isinstance(found[0], str) and crc32(found[0].encode()) == found[1]:
                return found[0]
        raise CannotUseError(f"{path} is gone, or damaged")

    def said() -> list[Said]:
        with suppress(*DAMAGED, TypeError, AttributeError), closing(_open(path)) as file:
            found = file.execute("SELECT en, zh, words, crc FROM said ORDER BY place").fetchall()
            if len(found) == len(rows) and all(_crc_of(*texts) == crc for *texts, crc in found):
                return [Said(Text(en, zh), words) for en, zh, words, _crc in found]
        raise CannotUseError(f"{path} is gone, or damaged")

    def reread() -> Pack:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        return load_pack(path.parent, source)

    heads = map(KeptHead._make, rows)
    return unkept(about, heads, body, said, reread, folder=source.path, builtin=source.builtin)


def _checksum(about: str, rows: Iterable[tuple[str, ...]]) -> int:
    words = [about]
    for row in rows:
        words += row
    try:
        return crc32("\0".join(words).encode())
    except TypeError as error:  # what is damaged may come as any type
        raise CannotUseError("not everything in it is a text") from error


def _write(path: Path, kept: KeptPack) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with closing(sqlite3.connect(beside)) as file, file:
            _fill(file, path.name, kept)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _fill(file: sqlite3.Connection, name: str, kept: KeptPack) -> None:
    file.execute("PRAGMA journal_mode = OFF")  # nobody reads it before it is whole
    file.execute("PRAGMA synchronous = OFF")  # checksums tell what a power cut left behind
    file.execute("CREATE TABLE pack (about TEXT, name TEXT, crc INTEGER)")
    file.execute("INSERT INTO pack VALUES (?, ?, ?)", (kept.about, name, _checksum(kept.about, kept.heads)))
    file.execute(
        "CREATE TABLE heads "
        "(place INTEGER PRIMARY KEY, id TEXT, kind TEXT, concept TEXT, chapter TEXT, former TEXT, "
        "tagged TEXT)"
    )
    file.executemany(
        "INSERT INTO heads VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((place, *head) for place, head in enumerate(kept.heads)),
    )
    # Apart from the heads, so that reading those does not walk over these.
    file.execute("CREATE TABLE bodies (place INTEGER PRIMARY KEY, body TEXT, crc INTEGER)")
    file.executemany(
        "INSERT INTO bodies VALUES (?, ?, ?)",
        ((place, body, crc32(body.encode())) for place, body in enumerate(kept.bodies)),
    )
    file.execute("CREATE TABLE said (place INTEGER PRIMARY KEY, en TEXT, zh TEXT, words TEXT, crc INTEGER)")
    file.executemany(
        "INSERT INTO said VALUES (?, ?, ?, ?, ?)",
        (
            (place, *texts, _crc_of(*texts))
            for place, said in enumerate(kept.said)
            for texts in [(said.title.en, said.title.zh, said.words)]
        ),
    )


def _crc_of(*texts: str) -> int:
    return crc32("\0".join(texts).encode())


def _tidy(path: Path) -> None:
    """Throw away what was kept of the same pack before, and what is left of packs that are gone."""
    place = path.name.partition("-")[0]
    files = sorted(path.parent.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
    old = [file for file in files if file.name.startswith(f"{place}-") and file != path]
    for file in {*old, *files[MOST_FILES:]} - {path}:
        with suppress(OSError):
            file.unlink(missing_ok=True)
