"""`backup`, `restore` and `doctor`, as they are typed."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from studyapp.cli.main import main
from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.home import Home
from studyapp.store.ids import new_id
from studyapp.store.store import Store


@pytest.fixture
def learnt(home: Path) -> Home:
    """A home with three answers."""
    found, start = Home.find(), datetime(2026, 3, 2, 12, tzinfo=UTC)
    with Store.open(found.database, "laptop") as store:
        for n in range(3):
            at = start + timedelta(days=n)
            store.append(
                Attempt(
                    id=new_id(at), device="laptop", at=at, mode=Mode.STUDY, card="p/a", rating=Rating.GOOD,
                    seconds=5,
                )
            )  # fmt: skip
    return found


def altered(database: Path) -> None:
    with closing(sqlite3.connect(database)) as file, file:
        file.execute("DROP TRIGGER attempts_stay")
        file.execute("UPDATE attempts SET rating = 1 WHERE place = 2")


def typed(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert main(arguments) == status
    out, err = capsys.readouterr()
    assert (out == "") == (status == 2)
    return err if status == 2 else out


def test_a_healthy_file_is_told_in_two_sentences(learnt: Home, capsys: pytest.CaptureFixture[str]) -> None:
    said = typed(capsys, "doctor", "--full")
    assert said == (
        "Looked at everything: 3 answers, and nothing is wrong.\n"
        "There is no backup yet; `studyapp backup` makes one.\n"
    )


def test_a_fresh_home_has_nothing_to_examine_and_nothing_is_created(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "There are no answers yet" in typed(capsys, "doctor")
    assert typed(capsys, "doctor", "--json") == "{}\n"
    assert "nothing to back up" in typed(capsys, "backup", status=2)
    assert "There is no backup yet" in typed(capsys, "backup", "--list")
    assert not home.exists()


def test_from_backup_over_damage_to_restoration(learnt: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed(capsys, "export", "jsonl").count("\n") == 4
    capsys.readouterr()
    before = typed(capsys, "export", "jsonl")
    assert "Backed up and verified: " in typed(capsys, "backup")
    (kept,) = json.loads(typed(capsys, "backup", "--list", "--json"))
    assert Path(kept["path"]).stat().st_size == kept["bytes"]
    altered(learnt.database)
    said = typed(capsys, "doctor", status=1)
    assert "an answer of 2026-03-03 was altered" in said
    assert "`studyapp doctor --restore` takes the newest whole backup" in said
    assert "If it was you who changed it, `studyapp doctor --accept` takes it as it is now." in said
    report = json.loads(typed(capsys, "doctor", "--json", status=1))
    assert {name: report[name] for name in ("ok", "attempts")} == {"ok": False, "attempts": 3}
    assert {finding["remedy"] for finding in report["findings"]} == {"restore", "rebuild"}
    tried = typed(capsys, "doctor", "--restore", "--dry-run", status=1)
    assert "Only tried; nothing was changed" in tried
    assert "1 answer differs in the two; the backup's was taken." in tried
    assert "and nothing is wrong" in typed(capsys, "doctor", "--restore", "--full")
    assert typed(capsys, "export", "jsonl") == before


def test_a_backup_goes_to_a_file_of_its_own_and_never_over_another(
    learnt: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "usb" / "study.sqlite3"
    typed(capsys, "backup", str(target))
    assert "is there already; choose another name" in typed(capsys, "backup", str(target), status=2)
    learnt.database.unlink()
    said = typed(capsys, "restore", str(target))
    assert said.startswith(f"Restored from {target}.\n")
    assert "There are 3 answers now." in said


def test_json_makes_the_copy_all_the_same_and_tells_where_it_is(
    learnt: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "copy.sqlite3"
    made = json.loads(typed(capsys, "backup", str(target), "--json"))
    assert made == {"path": str(target), "bytes": target.stat().st_size}
    kept = json.loads(typed(capsys, "backup", "--json"))
    (listed,) = json.loads(typed(capsys, "backup", "--list", "--json"))
    assert (listed["path"], listed["bytes"]) == (kept["path"], kept["bytes"])


def test_a_list_goes_to_no_file(learnt: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "copy.sqlite3"
    assert "or say --list" in typed(capsys, "backup", str(target), "--list", status=2)
    assert not target.exists()


def test_without_a_whole_backup_restore_says_what_else_helps(
    learnt: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    said = typed(capsys, "restore", status=2)
    assert "there is no backup" in said
    assert "`studyapp doctor --restore` saves what can be read" in said
    assert "Saved what could be read of the present file." in typed(capsys, "doctor", "--restore")


def test_a_memory_gone_wrong_is_worked_anew(learnt: Home, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(learnt.database)) as file, file:
        file.execute("UPDATE memory SET lapses = 9")
    assert "`studyapp doctor --rebuild` puts this right" in typed(capsys, "doctor", status=1)
    assert "would be worked anew" in typed(capsys, "doctor", "--rebuild", "--dry-run", status=1)
    assert "The memory of 1 card was worked anew." in typed(capsys, "doctor", "--rebuild")


def test_altered_answers_can_be_accepted(learnt: Home, capsys: pytest.CaptureFixture[str]) -> None:
    altered(learnt.database)
    said = typed(capsys, "doctor", "--accept", "--rebuild")
    assert "The answers of 1 day are taken as they are now." in said
    assert "nothing is wrong" in typed(capsys, "doctor", "--full")


@pytest.mark.parametrize("verb", ["study --plain", "due", "stats", "export jsonl"])
def test_whoever_opens_a_damaged_file_is_told_who_helps(
    learnt: Home, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    learnt.database.write_bytes(b"\xa7" * 8192)
    said = typed(capsys, *verb.split(), status=2)
    assert "`studyapp doctor` says what can be done" in said
    assert "the file" in said or "damaged" in said
    assert "`studyapp doctor --restore`" in typed(capsys, "doctor", status=1)


def test_a_file_that_is_gone_is_missed_where_there_are_backups(
    learnt: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(capsys, "backup")
    learnt.database.unlink()
    said = typed(capsys, "doctor", status=1)
    assert "is gone, though there are backups of it" in said
    assert "`studyapp doctor --restore`" in said
    assert "There are 3 answers now." in typed(capsys, "doctor", "--restore")
    assert "nothing is wrong" in typed(capsys, "doctor")


def test_a_file_that_lacks_what_a_backup_has_takes_no_backup_s_place(
    learnt: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(capsys, "backup")
    learnt.database.write_bytes(b"")
    typed(capsys, "doctor", "--rebuild", status=1)  # a new file, with nothing in it
    assert "has 3 answers that" in typed(capsys, "backup", status=2)
    assert "There are 3 answers now." in typed(capsys, "doctor", "--restore")
    typed(capsys, "backup")


def test_what_was_left_out_by_exactly_is_not_missed(
    learnt: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(capsys, "backup", str(tmp_path / "early.sqlite3"))
    at = datetime(2026, 4, 2, 12, tzinfo=UTC)
    with Store.open(learnt.database, "laptop") as store:
        store.append(
            Attempt(
                id=new_id(at),
                device="laptop",
                at=at,
                mode=Mode.STUDY,
                card="p/b",
                rating=Rating.GOOD,
                seconds=5,
            )
        )
    typed(capsys, "backup")
    assert "There are 3 answers now." in typed(
        capsys, "restore", "--exactly", str(tmp_path / "early.sqlite3")
    )
    assert "3 answers, and nothing is wrong" in typed(capsys, "doctor")


@pytest.mark.parametrize("verb", ["doctor", "backup", "due", "stats"])
def test_a_folder_that_may_not_be_looked_into_is_named(
    verb: str, learnt: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "stat", refused)
    said = typed(capsys, verb, status=2)
    assert "Permission denied" in said
    assert str(learnt.data) in said
    assert "the output cannot be written" not in said
