"""Which edition of this program reads packs: what another one kept of them is read anew."""

import os
from functools import cache
from hashlib import blake2b
from pathlib import Path

from studyapp import __version__

FORMAT = 5
"""Of what is kept of a pack; raised when that is written otherwise."""

_READERS = ("packs", "engine", "domain", "text")
"""Where it is decided what of a pack is sound."""


@cache
def edition() -> str:
    """The version, and the state of the code, which in a checkout changes without one."""
    digest = blake2b(f"{FORMAT} {__version__}".encode(), digest_size=16)
    root = Path(__file__).parents[1]
    for name in _READERS:
        for folder, folders, files in os.walk(root / name):
            folders.sort()
            if folder == str(root / "packs"):
                folders[:] = [inner for inner in folders if inner != "builtin"]  # packs, no code
            for file in sorted(files):
                if file.endswith(".py"):
                    state = os.stat(os.path.join(folder, file))
                    digest.update(f"\0{file} {state.st_size} {state.st_mtime_ns}".encode())
    return digest.hexdigest()
