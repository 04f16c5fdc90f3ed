"""What a check is asked about: all packs that are found, some of them, or files and chapters of one."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from studyapp.home import Home
from studyapp.packs.report import shown_path
from studyapp.packs.sources import CONCEPTS_FILE, PACK_FILE, find_sources, named_packs, packs_in


@dataclass(frozen=True, slots=True)
class Asked:
    """A pack, and the files and chapters of it that are asked about; without any it is the whole pack."""

    folder: Path
    parts: tuple[Path, ...] = ()

    def wants(self, file: Path) -> bool:
        """Whether a file of the pack is asked about."""
        return not self.parts or any(file == part or part in file.parents for part in self.parts)

    def tells(self, file: str) -> bool:
        """Whether what is wrong in a file, by the path that is shown, is to be told."""
        shown = [shown_path(part) for part in self.parts]
        return not shown or any(file == part or file.startswith(part + os.sep) for part in shown)

    def rests_on(self, file: str) -> bool:
        """Whether every card of the pack needs this file or folder, so that a fault in it leaves them out."""
        return file in {shown_path(self.folder / name) for name in ("", PACK_FILE, CONCEPTS_FILE)}

    @property
    def tries_all(self) -> bool:
        """Whether a file is asked about that is about all cards: what it allows, anyone of them may need."""
        return not self.parts or any(part.parent == self.folder and part.is_file() for part in self.parts)

    @property
    def name(self) -> str:
        """What the parts are called in the last line; empty for a whole pack."""
        return ", ".join(map(shown_path, self.parts))


def asked_about(paths: Iterable[Path], home: Home) -> list[Asked]:
    """What these paths mean: packs, folders of packs, or parts of a pack; PackError for what is none of them.

    Without a path it is the pack in whose folder one stands, and elsewhere every pack that is found.
    """
    if not (paths := list(paths)):
        here = pack_around(Path.cwd())
        return [Asked(here)] if here else [Asked(source.path) for source in find_sources(home)]
    asked: dict[Path, Asked] = {}
    for path in paths:
        whole = (path / PACK_FILE).is_file() or packs_in(path)
        around = pack_around(path) if path.exists() and not whole else None
        if around is None:
            for folder in named_packs([path], home):
                asked[folder.resolve()] = Asked(folder)
            continue
        before = asked.get(around.resolve())
        if before is None or before.parts:  # else all of it is asked about already
            parts = dict.fromkeys((*(before.parts if before else ()), _place(path)))
            asked[around.resolve()] = Asked(around, tuple(parts))
    return list(asked.values())


def pack_around(path: Path) -> Path | None:
    """The folder of the pack that a path is in: the pack's own, a chapter's, or a file's a little deeper."""
    place = _place(path)
    return next((folder for folder in (place, *place.parents[:3]) if (folder / PACK_FILE).is_file()), None)


def _place(path: Path) -> Path:
    """The path from the root; of a file that is a link the place of the link."""
    return path.resolve() if path.is_dir() else path.parent.resolve() / path.name
