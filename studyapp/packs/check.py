"""Checking packs beyond loading: every problem tried on many seeds, its tests run, every text looked at."""

from pathlib import Path

from studyapp.domain.pack import Pack
from studyapp.packs.loader import read


def check_pack(folder: Path) -> Pack:
    """The pack in a folder, with every fault that loading or trying it brings to light."""
    return read(folder).pack()
