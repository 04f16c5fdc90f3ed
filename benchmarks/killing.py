"""Kills a learner's program at random moments: nothing may be lost, doubled or torn.

    python -m benchmarks.killing [ROUNDS] [--seed N] [--folder FOLDER]

In each round a process of its own (`killed`) answers and takes back, alone or beside a second one, takes in
a history, or brings an old file up to date, until it is killed (SIGKILL) at a random moment. What it had
confirmed before must be there, once and as it was written; of what it had not, one thing at most. Pages,
digests and memory must be in order.
"""

import argparse
import io
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from random import Random
from time import monotonic

from benchmarks.killed import Work, answer, answering, bringing_up_to_date, killed, taking_in
from studyapp.export.jsonl import write
from studyapp.scheduling.days import Days
from studyapp.scheduling.schedule import Policy
from studyapp.store import database as opening
from studyapp.store.arriving import Rows
from studyapp.store.health import examine
from studyapp.store.log import row_of_attempt
from studyapp.store.parameters import policy_row
from studyapp.store.store import Store

ROUNDS = 300
HISTORY = 1500
"""Answers of the history that is taken in."""
OLD = 400
"""Answers in the file of the first version."""


@dataclass(slots=True)
class Tally:
    """What the rounds came to."""

    rounds: Counter[str] = field(default_factory=Counter)
    confirmed: int = 0
    finished: int = 0
    """Processes that were done before the moment came."""
    faults: list[str] = field(default_factory=list)


def faults_of(path: Path, told: list[str]) -> Iterator[str]:
    """What is not as it should be, after these confirmations."""
    yield from (line for line in told if line.startswith("failed"))
    for finding in examine(path, full=True).findings:
        yield f"torn: {finding.told}"
    with Store.open(path, read_only=True) as store:
        rows = store.rows("SELECT id, device, seed, card, rating, seconds, response FROM attempts")
        undone = {id for (id,) in store.rows("SELECT attempt FROM tombstones")}
        notes = {note for (note,) in store.rows("SELECT value FROM marks")}
    kept = Counter(row[0] for row in rows)
    yield from (f"doubled: {id}" for id, count in kept.items() if count > 1)
    for id, device, seed, card, rating, seconds, response in rows:
        meant = answer(device, seed)
        if (id, card, rating, seconds) != (meant.id, meant.card, meant.rating, meant.seconds) or (
            meant.response["output"] not in response
        ):
            yield f"torn: {device} {seed}"
    answered = {answer(device, int(n)).id for what, device, n in map(str.split, numbered(told, "answered"))}
    taken_back = {answer(device, int(n)).id for what, device, n in map(str.split, numbered(told, "undone"))}
    yield from (f"lost: {id}" for id in answered - kept.keys())
    yield from (f"lost undo: {id}" for id in taken_back - undone)
    noted = {line.removeprefix("marked ") for line in numbered(told, "marked")}
    yield from (f"lost mark: {note}" for note in noted - notes)


def numbered(told: list[str], what: str) -> list[str]:
    """The confirmations of one kind."""
    return [line for line in told if line.startswith(what + " ")]


def round_of_answers(folder: Path, chance: Random, tally: Tally, workers: int) -> Iterator[str]:
    """One process, or several on one file, answer and take back; the file is that of the rounds before."""
    path = folder / f"answers-{workers}.sqlite3"
    before = ids(path)
    works: list[tuple[Work, str]] = [(answering, f"terminal-{n}") for n in range(workers)]
    told, alive = killed(works, path, chance, 0.4)
    tally.confirmed += len(told)
    tally.finished += not alive
    yield from faults_of(path, told)
    more = len(ids(path) - before) - len(numbered(told, "answered"))
    if not 0 <= more <= workers:
        yield f"doubled: {more} answers more than were confirmed, of {workers} that were under way"


def round_of_import(folder: Path, chance: Random, tally: Tally) -> Iterator[str]:
    """A history is taken in: all of it is there afterwards or nothing, and trying again completes it."""
    path = folder / "import.sqlite3"
    remove(path)
    with Store.open(path, "laptop", study_days=Days(4, UTC)) as store:
        store.append(answer("laptop", 0)).result()
    told, alive = killed([(taking_in, "laptop")], path, chance, 0.35)
    tally.confirmed += "imported all" in told
    tally.finished += not alive
    yield from faults_of(path, told)
    count = len(ids(path))
    if count not in (1, 1 + HISTORY) or ("imported all" in told and count == 1):
        yield f"torn: {count} answers after an import that was killed"
    taking_in(path, lambda _: None, "laptop")
    if len(ids(path)) != 1 + HISTORY:
        yield "lost: the history is not whole after a second import"


def round_of_migration(folder: Path, chance: Random, tally: Tally, workers: int) -> Iterator[str]:
    """A file of the first version is opened, by one or two at once: it is the old one or the new one then."""
    path = folder / "migrate.sqlite3"
    remove(path)
    shutil.copy(folder / "old.sqlite3", path)
    told, alive = killed([(bringing_up_to_date, "laptop")] * workers, path, chance, 0.12)
    tally.confirmed += told.count("migrated all")
    tally.finished += not alive
    with closing(sqlite3.connect(path)) as file:
        version = file.execute("PRAGMA user_version").fetchone()[0]
        if "migrated all" in told and version != opening.newest_version():
            yield f"lost: version {version} after a migration that was confirmed"
        if file.execute("SELECT count(*) FROM attempts").fetchone() != (OLD,):
            yield "lost: answers of a file that was brought up to date"
    Store.open(path, "laptop").close()
    yield from faults_of(path, told)
    if len(ids(path)) != OLD:
        yield "lost: answers of a file that was brought up to date the next time"


def ids(path: Path) -> set[str]:
    """Every attempt's id, taken back or not."""
    with Store.open(path, read_only=True) as store:
        return {id for (id,) in store.rows("SELECT id FROM attempts")}


def remove(path: Path) -> None:
    """Delete a file and all that is named after it."""
    for part in path.parent.glob(path.name + "*"):
        part.unlink()


def prepare(folder: Path) -> None:
    """Write the history, and the file of the first version."""
    hash, body = policy_row(Policy())
    for name, count in (("source", HISTORY), ("old-source", OLD)):
        answers = [answer("desk", n) for n in range(count)]
        rows = [row_of_attempt(one, one.at.date(), hash) for one in answers]
        with Store.open(folder / f"{name}.sqlite3", "desk", study_days=Days(4, UTC)) as store:
            store.merge([Rows(parameters=[(hash, body)], attempts=rows)]).result()
            text = io.StringIO()
            write(store, text)
        (folder / f"{name}.jsonl").write_text(text.getvalue(), encoding="utf-8")
    with closing(sqlite3.connect(folder / "old.sqlite3")) as file, file:
        script = Path(opening.__file__).with_name("migrations") / "0001_log_and_memory.sql"
        file.executescript(script.read_text(encoding="utf-8"))
        file.execute("INSERT INTO parameters VALUES (?, ?)", (hash, body))
        file.execute("ATTACH ? AS source", (str(folder / "old-source.sqlite3"),))
        for table in ("attempts", "memory"):
            names = ", ".join(name for _, name, *_ in file.execute(f"PRAGMA main.table_info({table})"))
            file.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM source.{table}")
        file.execute(f"PRAGMA application_id = {opening.APPLICATION}")
        file.execute("PRAGMA user_version = 1")


def rounds(count: int, seed: int, folder: Path) -> Tally:
    """So many rounds, each kind in turn."""
    tally = Tally()
    prepare(folder)
    kinds: list[tuple[str, Callable[[Random], Iterator[str]]]] = [
        ("answering and undoing", lambda chance: round_of_answers(folder, chance, tally, 1)),
        ("importing", lambda chance: round_of_import(folder, chance, tally)),
        ("two terminals at once", lambda chance: round_of_answers(folder, chance, tally, 2)),
        ("migrating", lambda chance: round_of_migration(folder, chance, tally, chance.randint(1, 2))),
    ]
    for number in range(count):
        name, work = kinds[number % len(kinds)]
        tally.rounds[name] += 1
        tally.faults += [f"round {number} ({name}): {fault}" for fault in work(Random(f"{seed}|{number}"))]
    return tally


def main(arguments: list[str]) -> int:
    """Run the rounds; 0 where nothing was lost, doubled or torn."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.killing", description=__doc__)
    parser.add_argument("rounds", nargs="?", type=int, default=ROUNDS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where to write; its disk is what is tested")
    asked = parser.parse_args(arguments)
    began = monotonic()
    with tempfile.TemporaryDirectory(prefix="studyapp-killing-", dir=asked.folder) as folder:
        tally = rounds(asked.rounds, asked.seed, Path(folder))
    for fault in tally.faults:
        print(fault)
    kinds = ", ".join(f"{count} {name}" for name, count in tally.rounds.items())
    print(
        f"{asked.rounds} rounds ({kinds}) in {monotonic() - began:.0f} s; {tally.confirmed} things "
        f"confirmed; {tally.finished} processes were done before the kill"
    )
    found = Counter(fault.partition(": ")[2].partition(":")[0].partition(" ")[0] for fault in tally.faults)
    print(", ".join(f"{found[what]} {what}" for what in ("lost", "doubled", "torn", "failed")))
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
