"""Hardship: power that fails, folders that cannot be written, many at once. Nothing confirmed is lost."""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.errors import StoreError
from studyapp.export.jsonl import write
from studyapp.scheduling.days import Days
from studyapp.store.health import examine
from studyapp.store.ids import new_id
from studyapp.store.store import Store

Make = Callable[..., Attempt]
Open = Callable[..., Store]

PAGE = 4096
"""Bytes."""


def crashed(path: Path, to: Path, wal: bytes) -> Path:
    """The file as the disk would have it if the power had failed with this much of the log on it."""
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, to)
    to.with_name(to.name + "-wal").write_bytes(wal)
    return to


def kept(path: Path) -> set[str]:
    with Store.open(path, "laptop", study_days=Days(4, UTC)) as store:
        return {one.id for one in store.attempts()}


@pytest.mark.parametrize("seed", range(12))
def test_power_that_fails_within_an_answer_loses_only_that_one(
    store: Store, attempt: Make, database: Path, tmp_path: Path, seed: int
) -> None:
    """Whatever the disk has of the frames that it was not yet told to keep: none, some, torn, or rubbish."""
    wal = database.with_name(database.name + "-wal")
    confirmed: list[str] = []
    for n in range(4):
        one = attempt(f"p/{n}", response={"output": "½" * 2000})
        store.append(one).result()
        confirmed.append(one.id)
    safe = len(wal.read_bytes())
    last = attempt("p/last")
    store.append(last).result()
    log = wal.read_bytes()
    chance = Random(seed)
    cut = chance.randrange(safe, len(log))
    tail = bytearray(log[safe:cut] + bytes(len(log) - cut) * chance.randint(0, 1))
    for _ in range(chance.randint(0, 3)):
        if tail:
            tail[chance.randrange(len(tail))] ^= 1 << chance.randrange(8)
    after = crashed(database, tmp_path / "after" / "study.sqlite3", log[:safe] + bytes(tail))
    assert kept(after) - {last.id} == set(confirmed)
    assert examine(after, full=True).is_well


@pytest.mark.parametrize("seed", range(8))
def test_power_that_fails_while_the_log_is_put_into_the_file_loses_nothing(
    store: Store, attempt: Make, database: Path, tmp_path: Path, seed: int
) -> None:
    """Of the pages that were being copied the disk has any, and any half of one; the log has them all."""
    for n in range(30):
        store.append(attempt(f"p/{n}")).result()
    before = database.read_bytes()
    wal = database.with_name(database.name + "-wal").read_bytes()
    store._writer._connection.execute("PRAGMA wal_checkpoint(PASSIVE)")  # type: ignore[union-attr]
    after = database.read_bytes()
    chance = Random(seed)
    mixed = bytearray(after)
    for page in range(0, len(after), PAGE):
        which = chance.random()
        old = before[page : page + PAGE].ljust(PAGE, b"\0")
        if which < 0.5:
            mixed[page : page + PAGE] = old
        elif which < 0.7:
            mixed[page : page + PAGE // 2] = old[: PAGE // 2]
    target = crashed(database, tmp_path / "after" / "study.sqlite3", wal)
    target.write_bytes(mixed)
    assert len(kept(target)) == 30
    assert examine(target, full=True).is_well


READING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from studyapp.store.health import examine
from studyapp.store.store import Store
path, count = Path(sys.argv[1]), 0
while count < int(sys.argv[2]):
    with Store.open(path, read_only=True) as store:
        store.due(datetime(2027, 1, 1, tzinfo=UTC))
        now = store.answered_on(datetime(2026, 3, 2, tzinfo=UTC).date())
        assert now >= 0
        count += 1
"""

TAKING_IN = """
import sys
from pathlib import Path
from studyapp.export.jsonl import read
from studyapp.store.store import Store
with Store.open(Path(sys.argv[1]), "desk") as store:
    for _ in range(3):
        with open(sys.argv[2], encoding="utf-8") as source:
            read(store, source, "history")
"""

ANSWERING = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.store.ids import new_id
from studyapp.store.store import Store
at = datetime(2026, 3, 2, 12, tzinfo=UTC)
with Store.open(Path(sys.argv[1]), sys.argv[2]) as store:
    for n in range(int(sys.argv[3])):
        at += timedelta(hours=5)
        one = Attempt(id=new_id(at), device=sys.argv[2], at=at, mode=Mode.STUDY, card=f"p/{n % 5}",
                      rating=Rating(1 + n % 4), seconds=1)
        store.append(one).result()
        if n % 6 == 5:
            store.undo(one.id).result()
        if n % 20 == 19:
            store.rebuild().result()
"""


def process(script: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip


def test_terminals_that_answer_read_and_take_in_a_history_side_by_side(
    database: Path, open_store: Open, attempt: Make, tmp_path: Path
) -> None:
    history = tmp_path / "history.jsonl"
    with open_store(tmp_path / "elsewhere.sqlite3") as elsewhere:
        for n in range(200):
            saved = elsewhere.append(attempt(f"p/{n % 9}", days=n / 9))
        saved.result()
        with history.open("w", encoding="utf-8") as target:
            write(elsewhere, target)
    running = [
        process(ANSWERING, database, "one", 60),
        process(ANSWERING, database, "two", 60),
        process(READING, database, 30),
        process(TAKING_IN, database, history),
    ]
    for one in running:
        _, err = one.communicate(timeout=120)
        assert one.returncode == 0, err
    store = open_store()
    assert store.rows("SELECT device, count(*) FROM attempts GROUP BY 1 ORDER BY 1") == [
        ("laptop", 200),
        ("one", 60),
        ("two", 60),
    ]
    assert store.rows("SELECT count(*) FROM tombstones") == [(20,)]
    assert examine(database, full=True).is_well


@pytest.fixture
def sealed(database: Path, open_store: Open, attempt: Make) -> Path:
    """A file with one answer in a folder in which nothing can be written."""
    with open_store() as store:
        store.append(attempt("p/a")).result()
    if os.geteuid() == 0:
        if not shutil.which("unshare") or not shutil.which("mount"):
            pytest.skip("nothing is read-only for root here")
    else:
        database.chmod(0o400)
        database.parent.chmod(0o500)
    return database


def test_a_folder_that_cannot_be_written_can_be_read_and_says_so_to_who_would_write(
    sealed: Path, tmp_path: Path
) -> None:
    script = (
        "import sys; from studyapp.cli.main import main\n"
        "for verb in (['due', '--json'], ['stats', '--json'], ['export', 'jsonl'], ['doctor'], ['backup'],\n"
        "             ['study', '--plain']):\n"
        "    print('status', verb[0], main(verb), flush=True)\n"
    )
    command = [sys.executable, "-c", script]
    if os.geteuid() == 0:  # who may write everywhere is put before a folder that is mounted read-only
        folder = sealed.parent
        mount = f"mount --bind '{folder}' '{folder}' && mount -o remount,bind,ro '{folder}' && exec \"$@\""
        command = ["unshare", "--mount", "sh", "-c", mount, "sh", *command]
    environment = os.environ | {"STUDYAPP_HOME": str(sealed.parent)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if "permission denied" in done.stderr.lower() and "mount" in done.stderr:
        pytest.skip("this machine mounts nothing")
    statuses = dict(line.split()[1:] for line in done.stdout.splitlines() if line.startswith("status "))
    assert statuses == {
        "due": "0", "stats": "0", "export": "0", "doctor": "0", "backup": "2", "study": "2",
    }, done.stderr  # fmt: skip
    assert '"card": "p/a"' in done.stdout
    assert "Traceback" not in done.stderr
    # Due and stats say that no card is known, for no pack was ever read; backup and study why they cannot.
    assert done.stderr.count("so no card is known") == 2
    assert done.stderr.count("studyapp: ") == 4
    assert "is its folder yours to write in?" in done.stderr


def test_a_full_disk_stops_an_import_with_a_sentence_and_takes_in_nothing(
    store: Store, attempt: Make, open_store: Open, tmp_path: Path
) -> None:
    elsewhere = open_store(tmp_path / "elsewhere.sqlite3")
    start = datetime(2026, 3, 2, tzinfo=UTC)
    for n in range(100):
        at = start + timedelta(minutes=n)
        saved = elsewhere.append(
            Attempt(
                id=new_id(at), device="desk", at=at, mode=Mode.STUDY, card=f"p/{n}", rating=Rating.GOOD,
                seconds=1, response={"output": "½" * 400},
            )
        )  # fmt: skip
    saved.result()
    text = io.StringIO()
    write(elsewhere, text)
    store.append(attempt("p/here")).result()
    connection = store._writer._connection  # type: ignore[union-attr]
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 4}")
    from studyapp.export.jsonl import read

    with pytest.raises(StoreError, match="the disk is full"):
        read(store, io.StringIO(text.getvalue()), "history")
    assert [one.card for one in store.attempts()] == ["p/here"]
    connection.execute("PRAGMA max_page_count = 1000000")
    assert read(store, io.StringIO(text.getvalue()), "history").attempts == 100
    assert examine(store.path, full=True).is_well
