"""Two terminals on one file, and one that is killed: nothing acknowledged is lost, doubled or torn."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from studyapp.store.store import Store

Open = Callable[..., Store]

ANSWERING = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.store.ids import new_id
from studyapp.store.store import Store

path, device, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
at = datetime(2026, 3, 2, 12, tzinfo=UTC)
with Store.open(path, device) as store:
    for n in range(count):
        at += timedelta(hours=5)
        one = Attempt(id=new_id(at), device=device, at=at, mode=Mode.STUDY, card=f"p/{n % 3}",
                      rating=Rating(1 + n % 4), seconds=1)
        store.append(one).result()
        if n % 10 == 9:
            store.undo(one.id).result()
        print(one.id, flush=True)
"""


def answering(path: Path, device: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", ANSWERING, str(path), device, str(count)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_two_terminals_study_side_by_side_from_the_first_start_on(database: Path, open_store: Open) -> None:
    terminals = [answering(database, f"terminal-{n}", 60) for n in range(2)]
    told: set[str] = set()
    for terminal in terminals:
        out, err = terminal.communicate(timeout=60)
        assert terminal.returncode == 0, err
        told |= set(out.split())
    store = open_store()
    rows = store.rows("SELECT id FROM attempts")
    assert sorted(id_ for (id_,) in rows) == sorted(told)
    assert len(list(store.attempts())) == 2 * (60 - 6)
    before = store.memories()
    store.rebuild().result()
    assert store.memories() == before


def test_a_killed_process_loses_nothing_that_it_acknowledged(database: Path, open_store: Open) -> None:
    process = answering(database, "laptop", 100_000)
    assert process.stdout is not None
    told = [process.stdout.readline().strip() for _ in range(40)]
    process.send_signal(signal.SIGKILL)
    told += process.communicate(timeout=60)[0].split()
    store = open_store()
    kept = {id_ for (id_,) in store.rows("SELECT id FROM attempts")}
    assert set(filter(lambda one: len(one) == 36, told)) <= kept
    assert store.rows("PRAGMA integrity_check") == [("ok",)]
    before = store.memories()
    store.rebuild().result()
    assert store.memories() == before
