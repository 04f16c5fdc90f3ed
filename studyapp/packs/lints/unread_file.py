"""A pack is read from its own plain files; what lies elsewhere in it looks like a card and is none."""

import os
from collections.abc import Iterator
from pathlib import Path

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted

MOST = 20_000
"""Files that are looked at; a pack has tens."""


def findings(pack: Linted) -> Iterator[Finding]:
    """YAML files that are not read, and why not."""
    root = pack.reading.folder
    read = {report.path for report in pack.reading.reports}
    for path in _files(root):
        if path.suffix in {".yaml", ".yml"} and path not in read and (why := _why(root, path)):
            yield Finding(path, Message("is not read: {what}", what=why))


def _files(root: Path) -> Iterator[Path]:
    seen = 0
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        for name in sorted([*files, *links, *(name for name in folders if name.endswith((".yaml", ".yml")))]):
            seen += 1
            if seen > MOST:
                return
            if not name.startswith("."):
                yield Path(folder, name)


def _why(root: Path, path: Path) -> Message | None:
    if path.is_symlink():
        return Message("a symbolic link could lead anywhere; put the file itself here")
    if path.is_dir():
        return Message("it is a folder, and a file is expected")
    if not path.is_file():
        return Message("it is no plain file")
    if len(path.relative_to(root).parts) > 2:
        return Message("it lies too deep; cards lie in the folder of their chapter")
    return None  # told as a fault while loading
