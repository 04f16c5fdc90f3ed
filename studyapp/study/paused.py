"""Where runs through questions wait that were paused: a small file each, gone on with on the same study day.

Every answer is in the log already; what waits here is only how to go on exactly where one was. So whatever
cannot be read, or is of another day, is left alone and told to nobody; and each run is taken up by one
terminal only: the one that could move its file.
"""

import json
import os
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

Kept: TypeAlias = dict[str, Any]
"""What is kept of a run, as JSON holds it."""

FORMAT = 1
MOST = 8
"""So many runs wait at most; the oldest goes first."""


class Paused(NamedTuple):
    """A run that waits, as the home screen tells it."""

    path: Path
    kind: str
    """`study`, `quiz`, `cram` or `drill`."""
    at: datetime
    """When it was paused."""
    day: date
    """The study day that it belongs to."""
    scope: tuple[str, ...]
    """The packs and tags that its workspace was opened for; empty for all."""
    position: int
    """Which question waits, from 1."""
    total: int


def put_by(folder: Path, about: Mapping[str, object], run: Kept) -> None:
    """Keep a run in a file of its own; durable, or not there at all. Raises OSError.

    `about` holds the fields of Paused but its path. What waits since another day goes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _clear(folder, str(about["day"]))
    moment = "".join(sign for sign in str(about["at"]) if sign.isdigit())
    path = folder / f"{moment}-{os.getpid()}.json"
    beside = path.with_suffix(".new")
    with beside.open("w", encoding="utf-8") as file:
        json.dump({"format": FORMAT, **about, "run": run}, file, ensure_ascii=False, default=str)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def waiting(folder: Path, day: date, scope: tuple[str, ...] = ()) -> list[Paused]:
    """The runs of this study day and scope, the one paused last first."""
    found = [paused for paused, _run in map(_read, _files(folder)) if paused is not None]
    wanted = [paused for paused in found if (paused.day, paused.scope) == (day, scope)]
    return sorted(wanted, key=lambda paused: paused.at, reverse=True)


def take(paused: Paused) -> Kept | None:
    """What was kept of it, which then waits no more; None where another terminal was quicker."""
    taken = paused.path.with_suffix(f".{os.getpid()}")
    try:
        paused.path.rename(taken)
    except OSError:
        return None
    _found, run = _read(taken)
    taken.unlink(missing_ok=True)
    return run


def _files(folder: Path) -> Iterator[Path]:
    try:
        yield from sorted(folder.glob("*.json"))
    except OSError:
        return


def _read(path: Path) -> tuple[Paused | None, Kept | None]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["format"] != FORMAT:
            return None, None
        paused = Paused(
            path=path,
            kind=str(told["kind"]),
            at=datetime.fromisoformat(told["at"]),
            day=date.fromisoformat(told["day"]),
            scope=tuple(map(str, told["scope"])),
            position=int(told["position"]),
            total=int(told["total"]),
        )
        return paused, dict(told["run"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None, None


def _clear(folder: Path, day: str) -> None:
    """Leave room for one more: only runs of this day, the newest of them by their names."""
    found = list(_files(folder))
    today = [path for path in found if (paused := _read(path)[0]) and paused.day.isoformat() == day]
    for path in {*found} - {*today[max(0, len(today) - MOST + 1) :]}:
        path.unlink(missing_ok=True)
