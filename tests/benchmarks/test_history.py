"""The simulated learner and the rounds of kill -9, in small."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import killing
from benchmarks.simulator import simulated, simulated_home, simulated_index
from studyapp.domain.attempt import Mode
from studyapp.store.health import examine
from studyapp.store.index import read_index
from studyapp.store.store import Store


def test_the_simulation_is_always_the_same_and_as_long_as_asked():
    one, other = (list(simulated(50, 700)) for _ in range(2))
    assert [rows.attempts for rows in one] == [rows.attempts for rows in other]
    assert sum(len(rows.attempts) for rows in one) == 700
    assert list(simulated(50, 700, seed=1))[1].attempts != one[1].attempts


def test_a_simulated_home_holds_together(tmp_path: Path):
    home = simulated_home(tmp_path, 60, 900)
    assert examine(home.database, full=True).is_well
    assert read_index(home.card_index) == simulated_index(60)
    with Store.open(home.database, read_only=True) as store:
        answers = list(store.attempts())
        assert {one.card for one in answers} <= read_index(home.card_index).cards.keys()
        modes = Counter(one.mode for one in answers)
        assert 0.8 < modes[Mode.STUDY] / len(answers) < 0.97
        assert 0 < sum(one.rating == 1 for one in answers) / len(answers) < 0.3
        assert store.rows("SELECT count(*) FROM tombstones")[0][0] > 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_rounds_of_kill_9_lose_nothing(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.killing", "8", "--folder", str(tmp_path)],
        capture_output=True, text=True, check=False, cwd=Path(killing.__file__).parent.parent,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert (
        "8 rounds (2 answering and undoing, 2 importing, 2 two terminals at once, 2 migrating)" in done.stdout
    )
    assert done.stdout.endswith("0 lost, 0 doubled, 0 torn, 0 failed\n")


def test_what_is_lost_doubled_or_torn_is_seen(tmp_path: Path):
    path = tmp_path / "study.sqlite3"
    with Store.open(path, "one") as store:
        for n in range(3):
            store.append(killing.answer("one", n)).result()
    told = [f"answered one {n}" for n in range(3)]
    assert list(killing.faults_of(path, told)) == []
    lost = killing.answer("one", 3).id
    assert list(killing.faults_of(path, [*told, "answered one 3"])) == [f"lost: {lost}"]
    undo = killing.answer("one", 1).id
    assert list(killing.faults_of(path, [*told, "undone one 1"])) == [f"lost undo: {undo}"]
    with Store.open(path, "one") as store:
        connection = store._writer._connection
        connection.execute("DROP TRIGGER attempts_stay")
        connection.execute("UPDATE attempts SET rating = 5 - rating, seconds = 99 WHERE place = 2")
    faults = list(killing.faults_of(path, told))
    assert "torn: one 1" in faults
    assert any("an answer of" in fault for fault in faults)
