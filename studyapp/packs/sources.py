"""Where packs come from: built in, the learner's own, named on the command line, installed.

Finding and fingerprinting read no YAML: the home screen can tell at once whether its index is current.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b, sha256
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path

from studyapp.errors import PackError
from studyapp.home import Home
from studyapp.i18n import N_
from studyapp.messages import Message
from studyapp.packs.edition import edition

PACK_FILE = "pack.yaml"
CONCEPTS_FILE = "concepts.yaml"
GLOSSARY_FILE = "glossary.yaml"
"""The only file of the three that a pack may lack."""
MAIN_PACK = "deep-learning-basics"
"""Of the packs that come with the program the one that goes first: its new cards, its chapters, its place."""
MOST_BYTES = 5_000_000
"""The most that a file of a pack may hold."""
MOST_BYTES_ALTOGETHER = 50_000_000
"""The most that the files of a pack may hold together; our largest has one million."""
MOST_FILES = 5_000
"""The most files and folders that a pack's folder and its chapters may hold."""


@dataclass(frozen=True, slots=True)
class Source:
    """A folder with a pack.yaml."""

    path: Path
    builtin: bool = False


def find_sources(home: Home | None = None, extra: Sequence[Path] = ()) -> list[Source]:
    """Every pack there is: by `--pack` (`extra`), built-in, in the home, installed; each folder once.

    An extra path is a pack's folder or a folder of packs; PackError where it is neither. What is named goes
    first, since of two packs with one id the first is kept: an author's copy, not what it was copied from.
    """
    named = named_packs(extra, home)
    builtin = sorted(packs_in(builtin_folder()), key=lambda path: path.name != MAIN_PACK)
    found = [Source(path, builtin=True) for path in builtin]
    if home is not None:
        found += map(Source, packs_in(home.packs))
    found += map(Source, named)
    found += map(Source, _installed_packs())
    unique: dict[Path, Source] = {}
    for source in found:
        unique.setdefault(source.path.resolve(), source)
    first = [path.resolve() for path in named]
    return sorted(unique.values(), key=lambda source: source.path.resolve() not in first)


def builtin_folder() -> Path:
    """The packs that come with the program: beside this file in a wheel, `content/` in a checkout."""
    packaged = Path(__file__).with_name("builtin")
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "content"


def named_packs(paths: Iterable[Path], home: Home | None = None) -> list[Path]:
    """The packs that a person named: each path is a pack's folder or a folder of packs.

    Where there is no such path, a pack may be called by its folder's name alone: one that comes with the
    program, or one in the home. Raises PackError where there is neither.
    """
    found: list[Path] = []
    for stated in paths:
        path = stated if stated.exists() else _by_name(str(stated), home) or stated
        packs = [path] if (path / PACK_FILE).is_file() else packs_in(path)
        if not packs and not path.exists():
            raise PackError(N_("there is no folder {path}"), path=path)
        if not packs:
            raise PackError(N_("there is no pack.yaml in {path}, nor in a folder in it"), path=path)
        found += packs
    return found


def _by_name(name: str, home: Home | None) -> Path | None:
    packs = [*packs_in(builtin_folder()), *(packs_in(home.packs) if home else [])]
    return next((path for path in packs if path.name == name), None)


def packs_in(folder: Path) -> list[Path]:
    """The packs in a folder, by name."""
    return sorted(path.parent for path in folder.glob(f"*/{PACK_FILE}") if not path.parent.is_symlink())


def entries(folder: Path) -> list[Path]:
    """What lies in a folder, by name. Symbolic links are passed over: they could lead anywhere."""
    try:
        with os.scandir(folder) as found:
            return sorted(Path(item.path) for item in found if not item.is_symlink() and item.name[0] != ".")
    except OSError:
        return []


def pack_files(folder: Path) -> Iterator[Path]:
    """Every file that a pack is read from."""
    for path in entries(folder):
        if path.is_dir():
            yield from (inner for inner in entries(path) if inner.suffix == ".yaml" and inner.is_file())
        elif path.suffix == ".yaml" and path.is_file():  # reading a pipe would never end
            yield path


def too_big(folder: Path) -> Message | None:
    """What is too much about a pack to be read at all, or None; it is counted no further than that."""
    size = 0
    for count, item in enumerate(_listed(folder), start=1):
        if count > MOST_FILES:
            most = f"{MOST_FILES:,}"
            return Message(
                "there are more than {most} files and folders in this pack; divide it into several", most=most
            )
        with suppress(OSError):  # somebody takes it away just now
            alone = item.stat(follow_symlinks=False).st_size if item.name.endswith(".yaml") else 0
            size += alone if alone <= MOST_BYTES else 0  # a larger one is refused for itself
        if size > MOST_BYTES_ALTOGETHER:
            most = f"{MOST_BYTES_ALTOGETHER:,}"
            return Message(
                "the files of this pack have more than {most} bytes together; divide it into several",
                most=most,
            )
    return None


def _listed(folder: Path) -> Iterator[os.DirEntry[str]]:
    """What lies in a pack's folder and in the folders in it, one by one, with nothing sorted or kept."""
    chapters: list[str] = []
    with suppress(OSError), os.scandir(folder) as found:
        for item in found:
            yield item
            if item.name[0] != "." and item.is_dir(follow_symlinks=False):
                chapters.append(item.path)
    for chapter in chapters:
        with suppress(OSError), os.scandir(chapter) as found:
            yield from found


def content_hash(folder: Path) -> str:
    """A hash of everything that a pack is read from, and of what reads it.

    The bytes count, not the time on the file: an edit is seen however quickly it follows another.
    """
    digest = sha256(edition().encode())
    if told := too_big(folder):  # nothing of it is read
        digest.update(str(told).encode())
        return digest.hexdigest()
    for path in pack_files(folder):
        content = _content(path)
        digest.update(f"\0{path.relative_to(folder)}\0{len(content)}\0".encode(errors="surrogateescape"))
        digest.update(content)
    return digest.hexdigest()


def fingerprint(sources: Iterable[Source], hashes: Mapping[Path, str] | None = None) -> str:
    """A hash that changes whenever anything that the packs are read from does.

    `hashes` are those of the packs' contents, by folder, where they are known already.
    """
    digest = blake2b(digest_size=16)
    for source in sources:
        digest.update(f"\0{source.path.resolve()}\0{source.builtin}".encode(errors="surrogateescape"))
        content = (hashes or {}).get(source.path) or content_hash(source.path)
        digest.update(f"\0{content}".encode())
    return digest.hexdigest()


def _content(path: Path) -> bytes:
    """A file's bytes; of one that is too big to be read, or cannot be, what is known of it."""
    try:
        state = path.stat()
        if state.st_size > MOST_BYTES:
            return f"{state.st_size} {state.st_mtime_ns}".encode()
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)  # it may have grown since
    except OSError as error:
        return str(error.errno).encode()


def _installed_packs() -> Iterator[Path]:
    """Packs that installed Python packages bring; nothing of theirs is imported, since a pack is data."""
    for entry in entry_points(group="studyapp.packs"):
        folder = _folder_of(entry)
        if folder is not None:
            yield from [folder] if (folder / PACK_FILE).is_file() else packs_in(folder)


def _folder_of(entry: EntryPoint) -> Path | None:
    """The folder that an entry point names as a dotted path (`my_course.packs`)."""
    package, *inner = entry.value.partition(":")[0].strip().split(".")
    try:
        spec = find_spec(package)  # a top-level name is found without running its code
    except ValueError:  # no name at all, or a module that was never imported from a file
        return None
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0], *inner)
