"""due, stats, export, config: light, right, and nothing created on a fresh home."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from studyapp.cli.main import main
from studyapp.config import Config, save_config
from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.domain.text import Text
from studyapp.home import Home
from studyapp.store.ids import new_id
from studyapp.store.index import CardIndex, IndexedCard, IndexedChapter, IndexedConcept, write_index
from studyapp.store.store import Store


@pytest.fixture
def learnt(home: Path) -> Home:
    """A home in which one of three cards was answered yesterday and is due, and one was answered just now."""
    found, now = Home.find(), datetime.now(UTC)
    cards = [
        IndexedCard(id=f"p/{n}", pack="p", chapter="sgd", concept="p/epoch", kind="basic") for n in range(3)
    ]
    write_index(
        found.card_index,
        CardIndex(
            fingerprint="f",
            chapters=(IndexedChapter(pack="p", id="sgd", title=Text("Training loop", "训练循环")),),
            concepts={"p/epoch": IndexedConcept(id="p/epoch", name=Text("Epoch", "轮次"), chapter="sgd")},
            cards={card.id: card for card in cards},
        ),
    )
    with Store.open(found.database, "laptop") as store:
        for card, rating, days in (("p/0", Rating.EASY, 40), ("p/1", Rating.AGAIN, 0)):
            at = now - timedelta(days=days)
            store.append(
                Attempt(
                    id=new_id(at), device="laptop", at=at, mode=Mode.STUDY, card=card, rating=rating,
                    seconds=90, mistakes=() if days else ("output:sign",),
                )
            )  # fmt: skip
    return found


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert main(arguments) == status
    out, err = capsys.readouterr()
    return err if status else out


@pytest.mark.parametrize("verb", ["due", "stats"])
def test_on_a_fresh_home_there_are_zeros_and_nothing_is_created(
    verb: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = json.loads(printed(capsys, verb, "--json"))
    counts = ("due", "new", "learning", "questions", "postponed", "attempts", "practised", "known", "streak")
    assert not any(figures.get(name) for name in counts)
    assert not any(figures[name] for name in figures if isinstance(figures[name], list))
    printed(capsys, verb)
    assert not home.exists()


@pytest.mark.parametrize("verb", ["due", "stats"])
def test_neither_due_nor_stats_loads_anything_heavy(verb: str, learnt: Home) -> None:
    probe = (
        "import sys; from studyapp.cli.main import main; status = main(sys.argv[1:]);"
        "heavy = {'numpy', 'pydantic', 'yaml', 'textual', 'rich', 'concurrent'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe, verb, "--json"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_due_tells_the_counts_of_today(learnt: Home, capsys: pytest.CaptureFixture[str]) -> None:
    today = json.loads(printed(capsys, "due", "--json"))
    counts = {"due": 1, "new": 1, "learning": 1}
    assert today | counts == today
    assert today["answered_today"] == 1
    assert datetime.fromisoformat(today["next_due"]) > datetime.now(UTC)
    chapter = {"pack": "p", "chapter": "sgd", "title": "Training loop", "seen": 2, "cards": 3}
    assert today["by_chapter"] == [chapter | counts]


def test_due_in_words(learnt: Home, capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys, "due")
    assert said.startswith("1 due, 1 in learning, 1 new\n")
    assert "Training loop" in said
    assert "1 question answered today." in said
    assert "训练循环" in printed(capsys, "--lang", "zh", "due")


def test_the_daily_limit_of_the_settings_counts(learnt: Home, capsys: pytest.CaptureFixture[str]) -> None:
    save_config(learnt, Config(new_per_day=1))  # one card was introduced today already
    assert json.loads(printed(capsys, "due", "--json"))["new"] == 0


def test_stats_tell_the_figures(learnt: Home, capsys: pytest.CaptureFixture[str]) -> None:
    figures = json.loads(printed(capsys, "stats", "--json"))
    assert (figures["attempts"], figures["right"], figures["seconds"]) == (2, 1, 180)
    assert (figures["days_studied"], figures["streak"], figures["retention"]) == (2, 1, None)
    assert figures["slips"] == [{"card": "p/1", "mistake": "output:sign", "count": 1}]
    concept = figures["by_concept"][0]
    assert (concept["concept"], concept["cards"], concept["seen"]) == ("epoch", 3, 2)
    assert 0 < concept["mastery"] < concept["recall"] < 1
    assert figures["stages"] == {"learning": 1, "young": 1, "mature": 0}
    assert figures["lately"]["attempts"] == figures["today"]["attempts"] == 1
    assert figures["forecast"]["overdue"] == 1
    assert sum(day["due"] for day in figures["forecast"]["days"]) == 1
    assert figures["calibration"]["reviews"] == 0
    assert {"retention", "calibration", "forecast", "load", "mastery", "slips", "leeches"} < {
        *figures["meaning"]
    }


def test_stats_in_words(learnt: Home, capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys, "stats")
    for part in (
        "Answered: 2 (1 today)",
        "Right: 50 %",
        "Time: 3 min",
        "Training loop",
        "output:sign",
        "True retention: ",
    ):
        assert part in said


def test_a_log_is_exported_to_the_output_or_to_a_file(
    learnt: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = printed(capsys, "export", "jsonl")
    assert [json.loads(line)["kind"] for line in lines.splitlines()] == ["parameters", "attempt", "attempt"]
    target = tmp_path / "log.jsonl"
    assert main(["export", "jsonl", str(target)]) == 0
    assert f"3 lines written to {target}" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == lines


def test_a_dash_is_the_standard_output(learnt: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "export", "jsonl", "-") == printed(capsys, "export", "jsonl")


@pytest.mark.parametrize(
    "arguments", [["due"], ["stats"], ["export", "jsonl"], ["config"], ["study", "--plain"]]
)
def test_a_home_that_is_a_file_is_told_in_one_sentence(
    arguments: list[str], home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.write_text("not a folder")
    said = printed(capsys, *arguments, status=2)
    assert said.count("\n") == 1
    assert "(Not a directory)" in said or ": Not a directory" in said
    assert home.read_text() == "not a folder"


def test_an_export_to_nowhere_is_told(
    learnt: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = printed(capsys, "export", "jsonl", str(tmp_path / "no" / "log.jsonl"), status=2)
    assert "log.jsonl cannot be written: No such file or directory" in said


def test_exporting_a_fresh_home_writes_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "export", "jsonl") == ""
    assert not home.exists()


def test_config_shows_all_settings_and_where_they_are(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys, "config")
    assert "new_per_day       = 10" in said
    assert f"{home / 'config.toml'} (not there yet; these are the defaults)" in said
    assert not home.exists()


def test_config_sets_one_and_shows_it(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "config", "retention", "85%") == "retention = 0.85\n"
    assert printed(capsys, "config", "retention") == "0.85\n"
    assert json.loads(printed(capsys, "config", "--json"))["retention"] == 0.85
    assert (home / "config.toml").read_text() == "retention = 0.85\n"


def test_a_wrong_setting_changes_nothing_and_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys, "config", "new_per_day", "many", status=2)
    assert said == "studyapp: new_per_day: it must be a whole number from 0 to 9999; it is 'many'\n"
    said = printed(capsys, "config", "new_per_day", "-5", status=2)
    assert said == "studyapp: new_per_day: it must be a whole number from 0 to 9999; it is -5\n"
    assert "did you mean theme" in printed(capsys, "config", "themes", status=2)
    assert not home.exists()


@pytest.mark.parametrize("verb", ["due", "stats"])
def test_a_newer_database_is_told_in_one_sentence(
    verb: str, learnt: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(learnt.database)) as connection:
        connection.execute("PRAGMA user_version = 99")
    said = printed(capsys, verb, status=2)
    assert said.count("\n") == 1
    assert "written by a newer studyapp" in said


def test_an_exported_log_is_taken_in_elsewhere_and_told(
    learnt: Home,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    target = tmp_path / "log.jsonl"
    assert main(["export", "jsonl", str(target)]) == 0
    monkeypatch.setenv("STUDYAPP_HOME", str(tmp_path / "elsewhere"))
    capsys.readouterr()
    assert main(["import", "jsonl", str(target)]) == 0
    assert capsys.readouterr().err == "2 answers taken in, 0 were here already\n"
    assert main(["import", "jsonl", str(target)]) == 0
    assert capsys.readouterr().err == "0 answers taken in, 2 were here already\n"
    assert printed(capsys, "export", "jsonl") == target.read_text(encoding="utf-8")


def test_an_answer_that_differs_is_told_with_its_id(
    learnt: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "log.jsonl"
    main(["export", "jsonl", str(target)])
    told = target.read_text(encoding="utf-8")
    target.write_text(told.replace('"seconds": 90.0', '"seconds": 9.0', 1), encoding="utf-8")
    said = printed(capsys, "import", "jsonl", str(target), status=1)
    id = json.loads(told.splitlines()[1])["id"]
    assert f"1 answer differs from the one that is here, which was kept: {id}" in said


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe", "it is not UTF-8 text"),
        (b"{}\n", "log.jsonl, line 1: its kind is none of"),
        (None, "No such file"),
    ],
)
def test_a_file_that_cannot_be_taken_in_is_told_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, told: str
) -> None:
    file = tmp_path / "log.jsonl"
    if content is not None:
        file.write_bytes(content)
    said = printed(capsys, "import", "jsonl", str(file), status=2)
    assert said.count("\n") == 1
    assert told in said


def test_due_tells_on_standard_error_that_the_clock_was_set_back(
    learnt: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["due", "--json"]) == 0
    assert capsys.readouterr().err == ""
    at = datetime.now(UTC) + timedelta(days=2)
    with Store.open(learnt.database, "laptop") as store:
        store.append(
            Attempt(
                id=new_id(at), device="laptop", at=at, mode=Mode.STUDY, card="p/2", rating=Rating.GOOD,
                seconds=9,
            )
        ).result()  # fmt: skip
    assert main(["due", "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["new"] == 0
    assert said.err.startswith("This machine's clock is 2 d behind your latest answer.")


def test_more_than_a_day_takes_is_told_as_waiting(learnt: Home, capsys: pytest.CaptureFixture[str]) -> None:
    at = datetime.now(UTC) - timedelta(days=60)
    with Store.open(learnt.database, "laptop") as store:
        store.append(
            Attempt(
                id=new_id(at), device="laptop", at=at, mode=Mode.STUDY, card="p/2", rating=Rating.EASY,
                seconds=9,
            )
        ).result()  # fmt: skip
    save_config(learnt, Config(reviews_per_day=1))
    today = json.loads(printed(capsys, "due", "--json"))
    assert (today["due"], today["postponed"], today["new"]) == (1, 1, 0)
    assert "1 more review waits for the next days" in printed(capsys, "due")


@pytest.mark.parametrize("verb", ["due", "stats"])
def test_a_damaged_index_of_cards_is_told_and_not_taken_for_an_empty_one(
    verb: str, learnt: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    learnt.card_index.write_bytes(b"rubbish" * 1000)
    assert main([verb, "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)
    assert "cards.sqlite3 is not there or damaged, so no card is known" in err


SIX = {"attempts", "right", "seconds", "reviews", "retention", "introduced"}


def test_the_keys_of_the_statistics_are_those_that_the_documentation_promises(
    learnt: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store.open(learnt.database, "laptop") as store:  # so that something was forgotten, and often
        for n in range(24):
            at = datetime.now(UTC) - timedelta(days=38 - n)
            store.append(
                Attempt(
                    id=new_id(at), device="laptop", at=at, mode=Mode.STUDY, card="p/2", seconds=9,
                    rating=Rating.GOOD if n % 3 else Rating.AGAIN, mistakes=("output:sign",),
                )
            )  # fmt: skip
    told = json.loads(printed(capsys, "stats", "--json"))
    groups = {"pack", "name", "cards", "seen", "recall", "mastery"} | SIX
    assert set(told) >= SIX | {
        "practised", "days_studied", "streak", "known", "seen", "stages", "today", "lately", "calibration",
        "forecast", "load", "by_chapter", "by_concept", "slips", "leeches", "meaning", "judgement",
    }  # fmt: skip
    assert set(told["today"]) == set(told["lately"]) == SIX
    assert {frozenset(day) for day in told["load"]} == {frozenset(SIX | {"day"})}
    assert set(told["stages"]) == {"learning", "young", "mature"}
    assert set(told["calibration"]) == {"reviews", "foretold", "actual", "error", "bins"}
    assert {frozenset(one) for one in told["calibration"]["bins"]} == {
        frozenset({"from", "to", "reviews", "foretold", "actual"})
    }
    assert set(told["forecast"]) == {"overdue", "days", "later"}
    assert {frozenset(day) for day in told["forecast"]["days"]} == {frozenset({"day", "due"})}
    assert set(told["by_chapter"][0]) == groups | {"chapter"}
    assert set(told["by_concept"][0]) == groups | {"concept"}
    assert set(told["slips"][0]) == {"card", "mistake", "count"}
    assert set(told["leeches"][0]) == {"card", "lapses", "mistake", "count", "why", "remedy"}
