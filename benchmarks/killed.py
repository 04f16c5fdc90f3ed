"""Programs of a learner that are killed: each says what it has done once that was confirmed to it."""

import os
import select
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import sleep

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.domain.marks import Mark
from studyapp.export.jsonl import read
from studyapp.scheduling.days import Days
from studyapp.store.ids import uuid7
from studyapp.store.store import Store

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
LONGEST = 10.0
"""Seconds that a process is waited for; it has long been killed then, or something hangs."""

Say = Callable[[str], None]
Work = Callable[[Path, Say, str], None]
"""What a process does with a file, as which device."""


def answer(device: str, n: int) -> Attempt:
    """The n-th answer of a device: whoever knows the two knows all of it."""
    at = START + timedelta(minutes=7 * n)
    chance = Random(f"{device}|{n}")
    return Attempt(
        id=uuid7(int(at.timestamp() * 1000) << 74 | chance.getrandbits(74)),
        device=device,
        at=at,
        day=at.date(),
        mode=Mode.STUDY,
        card=f"p/{chance.randrange(30)}",
        seed=n,
        response={"output": f"{device} {n} " + "½" * chance.randrange(300)},
        score=1.0,
        rating=Rating(chance.randint(1, 4)),
        seconds=float(n),
    )


def answering(path: Path, say: Say, device: str) -> None:
    """Answer without end; take back every seventh, and write a note on the card of every fifth."""
    with Store.open(path, device, study_days=Days(4, UTC)) as store:
        known = {one.id for one in store.attempts()} | {
            id for (id,) in store.rows("SELECT attempt FROM tombstones")
        }
        n = 0
        while True:
            one = answer(device, n)
            if one.id not in known:
                store.append(one).result()
                say(f"answered {device} {n}")
                if n % 7 == 6:
                    store.undo(one.id, one.at).result()
                    say(f"undone {device} {n}")
                if n % 5 == 4:
                    store.mark(one.card, Mark.NOTE, f"{device} {n}", one.at).result()
                    say(f"marked {device} {n}")
            n += 1


def taking_in(path: Path, say: Say, device: str) -> None:
    """Take in a history."""
    with Store.open(path, device, study_days=Days(4, UTC)) as store:
        say("begin")
        with path.with_name("source.jsonl").open(encoding="utf-8") as source:
            read(store, source, "history")
        say("imported all")


def bringing_up_to_date(path: Path, say: Say, device: str) -> None:
    """Open a file of the first version."""
    say("begin")
    Store.open(path, device).close()
    say("migrated all")


def start(work: Work, path: Path, device: str) -> tuple[int, int]:
    """Do this in a process of its own; its number, and where to read what it confirms."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    process = os.fork()
    if process == 0:
        os.close(reading)
        try:
            work(path, lambda line: void(os.write(writing, f"{line}\n".encode())), device)
        except BaseException as error:  # noqa: BLE001 (whatever it is, it is a fault, and told as one)
            os.write(writing, f"failed {device} {error!r}\n".encode())
        os._exit(0)
    os.close(writing)
    return process, reading


def void(_: object) -> None:
    """Forget what a call gives."""


def killed(
    works: list[tuple[Work, str]], path: Path, chance: Random, longest: float
) -> tuple[list[str], bool]:
    """Start these side by side, kill all at one random moment; what they confirmed, and if one still ran."""
    running = [start(work, path, device) for work, device in works]
    for _, reading in running:  # the moment is counted from when they are at work
        select.select([reading], [], [], LONGEST)
    sleep(chance.uniform(0, longest))
    alive = False
    for process, _ in running:
        alive |= os.waitpid(process, os.WNOHANG)[0] == 0
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue
    told = []
    for process, reading in running:
        with open(reading, "rb") as confirmed:
            told += confirmed.read().decode().splitlines(keepends=True)
        try:
            os.waitpid(process, 0)
        except ChildProcessError:
            continue
    # The last line may have been cut short by the kill: then it was never confirmed.
    return [line.strip() for line in told if line.endswith("\n")], alive
