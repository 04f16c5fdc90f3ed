"""Seeing that files of packs were written, without reading them."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from studyapp.packs.sources import entries

DiskState: TypeAlias = tuple[tuple[str, int, int, int, int], ...]
"""What the disk says of each file: name, inode, size, when written, when changed."""


class Watch:
    """Looks at the packs in some folders, again and again; one watcher looks at a time."""

    def __init__(self, folders: Callable[[], Iterable[Path]]) -> None:
        """`folders` tells the packs' folders at each look."""
        self._folders = folders
        self._taken: DiskState | None = None
        self._seen: DiskState | None = None

    def changed(self, *, at_once: bool = False) -> bool:
        """Whether something was written since this said so last, or at the first look.

        An editor may empty a file before it fills it, so a change counts once it is seen twice the same;
        `at_once` does not wait for that.
        """
        state = tuple(told for folder in self._folders() for told in _state(folder))
        settled, self._seen = state == self._seen, state
        if state == self._taken or not (settled or at_once):
            return False
        self._taken = state
        return True


def _state(folder: Path) -> Iterator[tuple[str, int, int, int, int]]:
    """Of everything that could be read, or told to be misplaced."""
    for path in entries(folder):
        for inner in [path] if path.suffix in {".yaml", ".yml"} else entries(path):
            if inner.suffix in {".yaml", ".yml"}:
                try:
                    known = os.stat(inner)
                except OSError:
                    continue  # gone between two looks
                # The time of the last change counts too: nobody can set it back.
                yield str(inner), known.st_ino, known.st_size, known.st_mtime_ns, known.st_ctime_ns
