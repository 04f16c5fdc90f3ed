"""Marks on cards: what holds, who rests, and that nothing of it is lost or altered unseen."""

import io
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from studyapp.domain.attempt import Attempt
from studyapp.domain.grade import Rating
from studyapp.domain.marks import Mark, Marks
from studyapp.errors import StoreError
from studyapp.export.jsonl import read, write
from studyapp.scheduling.load import Limits
from studyapp.store.agenda import agenda
from studyapp.store.backup import back_up
from studyapp.store.digests import AlteredDay, altered_days
from studyapp.store.health import examine
from studyapp.store.index import CardIndex
from studyapp.store.plan import plan
from studyapp.store.restore import newest_good, restore
from studyapp.store.statistics import statistics
from studyapp.store.store import Store

Make = Callable[..., Attempt]
Open = Callable[..., Store]

NEXT_DAY = date(2026, 3, 3)


def exported(store: Store) -> str:
    target = io.StringIO()
    write(store, target)
    return target.getvalue()


def test_what_was_marked_holds_until_it_is_taken_back_and_survives_a_restart(
    open_store: Open, noon: datetime
) -> None:
    store = open_store()
    assert store.marks() == {}
    store.mark("p/a", Mark.FLAG, True, noon).result()
    store.mark("p/a", Mark.NOTE, "mind the\n½ — 填充", noon).result()
    store.mark("p/b", Mark.SUSPEND, True, noon).result()
    store.mark("p/c", Mark.BURY, NEXT_DAY, noon).result()
    expected = {
        "p/a": Marks(flag=True, note="mind the\n½ — 填充"),
        "p/b": Marks(suspended=True),
        "p/c": Marks(buried_until=NEXT_DAY),
    }
    assert store.marks() == expected
    store.close()
    again = open_store()
    assert again.marks() == expected
    for card, mark in (("p/a", Mark.FLAG), ("p/b", Mark.SUSPEND)):
        again.mark(card, mark, False, noon).result()
    again.mark("p/c", Mark.BURY, None, noon).result()
    assert again.marks() == {"p/a": Marks(note="mind the\n½ — 填充")}
    assert again.rows("SELECT count(*) FROM marks") == [(7,)]


@pytest.mark.parametrize(
    ("mark", "value"), [(Mark.FLAG, "yes"), (Mark.BURY, True), (Mark.NOTE, True), (Mark.SUSPEND, NEXT_DAY)]
)
def test_a_mark_takes_its_own_values_only(store: Store, mark: Mark, value: bool | date | str) -> None:
    with pytest.raises(TypeError, match="is no value of the mark"):
        store.mark("p/a", mark, value)
    assert store.marks() == {}


def test_what_was_marked_while_the_clock_was_ahead_can_be_taken_back(store: Store, noon: datetime) -> None:
    store.mark("p/a", Mark.SUSPEND, True, noon + timedelta(days=3)).result()
    store.mark("p/a", Mark.SUSPEND, False, noon).result()
    assert store.marks() == {}


def test_another_terminal_sees_a_mark_at_once(open_store: Open, noon: datetime) -> None:
    here, there = open_store(), open_store()
    assert there.marks() == {}
    here.mark("p/a", Mark.FLAG, True, noon).result()
    assert there.marks() == {"p/a": Marks(flag=True)}


def test_a_renamed_card_keeps_its_marks_and_what_was_said_last_counts(store: Store, noon: datetime) -> None:
    for hour, card, on in ((0, "p/was", True), (1, "p/now", True), (2, "p/was", False)):
        store.mark(card, Mark.SUSPEND, on, noon + timedelta(hours=hour)).result()
    store.mark("p/was", Mark.NOTE, "kept", noon).result()
    assert store.marks() == {"p/was": Marks(note="kept"), "p/now": Marks(suspended=True)}
    store.follow({"p/was": "p/now"}).result()
    assert store.marks() == {"p/now": Marks(note="kept")}
    store.follow({}).result()
    assert store.marks() == {"p/was": Marks(note="kept"), "p/now": Marks(suspended=True)}


def test_marks_of_two_machines_merge_by_union_in_any_order(
    store: Store, open_store: Open, tmp_path: Path, noon: datetime
) -> None:
    histories = []
    for n, (card, mark, value) in enumerate(
        [("p/a", Mark.SUSPEND, True), ("p/a", Mark.SUSPEND, False), ("p/b", Mark.NOTE, "later")]
    ):
        device = open_store(tmp_path / f"device-{n}.sqlite3")
        device.mark(card, mark, value, noon + timedelta(hours=n)).result()
        device.mark("p/c", Mark.FLAG, n < 2, noon).result()  # all in one moment: the greatest id counts
        histories.append(exported(device))
    results = set()
    for n, order in enumerate(permutations(histories)):
        with open_store(tmp_path / f"union-{n}.sqlite3") as union:
            for history in (*order, order[0]):
                read(union, io.StringIO(history), "history.jsonl")
            results.add((exported(union), str(sorted(union.marks().items()))))
            assert union.marks()["p/b"] == Marks(note="later")
            assert "p/a" not in union.marks()
            with union.snapshot() as file:
                assert list(altered_days(file)) == []
            assert union.rows("SELECT sum(rows) FROM digests WHERE kind = 'marks'") == [(6,)]
    assert len(results) == 1


def test_a_history_without_marks_is_taken_in_as_ever_and_one_with_marks_told(
    store: Store, attempt: Make, open_store: Open, tmp_path: Path, noon: datetime
) -> None:
    store.append(attempt("p/a")).result()
    before = exported(store)
    store.mark("p/a", Mark.NOTE, '"\\\n', noon).result()
    other = open_store(tmp_path / "other.sqlite3")
    assert read(other, io.StringIO(before), "old").marks == 0
    merged = read(other, io.StringIO(exported(store)), "new")
    assert (merged.attempts, merged.known, merged.marks) == (0, 1, 1)
    assert exported(other) == exported(store)
    assert other.marks() == {"p/a": Marks(note='"\\\n')}


@pytest.mark.parametrize(
    "case",
    [
        (('"value": "yes"', '"value": "no"'), "a value that it cannot have"),
        (('"mark": "flag"', '"mark": "bury"'), "a value that it cannot have"),
        (('"mark": "flag"', '"mark": "star"'), "a value that it cannot have"),
        (('"mark": "flag"', '"mark": ["flag"]'), "a value that it cannot have"),
        (('"card": "p/a", ', ""), "a mark has other fields"),
        (("2026-03-02T", "2026-03-32T"), "a value that it cannot have"),
    ],
)
def test_a_mark_s_line_is_read_strictly(
    store: Store, noon: datetime, open_store: Open, tmp_path: Path, case: tuple[tuple[str, str], str]
) -> None:
    change, told = case
    store.mark("p/a", Mark.FLAG, True, noon).result()
    line = exported(store).replace(*change)
    with pytest.raises(StoreError, match=f"line 1: .*{told}"):
        read(open_store(tmp_path / "other.sqlite3"), io.StringIO(line), "history.jsonl")


def test_marks_cannot_be_changed_or_deleted_and_what_was_done_past_the_program_is_told(
    store: Store, database: Path, noon: datetime
) -> None:
    store.mark("p/a", Mark.SUSPEND, True, noon).result()
    with closing(sqlite3.connect(database, isolation_level=None)) as file:
        for statement in ("UPDATE marks SET value = ''", "DELETE FROM marks"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                file.execute(statement)
        file.execute("DROP TRIGGER marks_stay")
        file.execute("UPDATE marks SET value = ''")
    with store.snapshot() as file:
        assert list(altered_days(file)) == [AlteredDay(kind="marks", day="2026-03-02", rows=1, written=1)]
    told = [str(finding.told) for finding in examine(database).findings]
    assert "a mark of 2026-03-02 was altered after it was written" in told
    assert store.accept().result() == 1
    store.mend().result()  # puts the guard back
    assert examine(database).is_well


def test_marks_come_through_a_backup_a_rebuilding_and_a_restoration(
    open_store: Open, attempt: Make, database: Path, tmp_path: Path, noon: datetime
) -> None:
    with open_store() as store:
        store.append(attempt("p/a")).result()
        store.mark("p/a", Mark.FLAG, True, noon).result()
        store.rebuild().result()
        back_up(database, tmp_path / "backups", noon)
        store.mark("p/a", Mark.NOTE, "since the backup", noon).result()
        expected = exported(store)
    restore(database, newest_good(tmp_path / "backups"), noon)
    with open_store() as store:
        assert exported(store) == expected
        assert store.marks() == {"p/a": Marks(flag=True, note="since the backup")}


# What rests is not asked


def test_a_suspended_card_is_in_no_plan_and_comes_back_with_the_next_one(
    store: Store, index: CardIndex, attempt: Make, noon: datetime
) -> None:
    store.append(attempt("p/epoch-1", Rating.EASY, days=-20)).result()
    store.append(attempt("p/batch-1", Rating.EASY, days=-30)).result()
    store.append(attempt("p/kernel-1", Rating.GOOD)).result()  # in its learning steps
    for card in ("p/epoch-1", "p/kernel-1", "p/epoch-2"):
        store.mark(card, Mark.SUSPEND, True, noon).result()
    later = noon + timedelta(minutes=30)
    limits = Limits(new_per_day=10, reviews_per_day=1)
    today = agenda(store, index, later, limits)
    assert (today.due, today.learning, today.postponed) == (1, 0, 0)
    assert today.queue[0] == "p/batch-1"
    assert {"p/epoch-1", "p/kernel-1", "p/epoch-2"}.isdisjoint(today.queue)
    assert [(chapter.chapter, chapter.seen, chapter.total) for chapter in today.chapters] == [
        ("sgd", 2, 4),
        ("conv", 1, 2),
    ]
    assert [one.card for one in store.due(later)] == ["p/batch-1"]
    for card in ("p/epoch-1", "p/kernel-1", "p/epoch-2"):
        store.mark(card, Mark.SUSPEND, False, later).result()
    again = plan(store, index, later, Limits(new_per_day=10))
    assert (set(again.review), again.ready) == ({"p/epoch-1", "p/batch-1"}, ("p/kernel-1",))
    assert "p/epoch-2" in again.new


def test_a_buried_card_comes_back_when_its_day_begins(
    store: Store, index: CardIndex, attempt: Make, noon: datetime
) -> None:
    store.append(attempt("p/epoch-1", Rating.EASY, days=-20)).result()
    store.mark("p/epoch-1", Mark.BURY, NEXT_DAY, noon).result()
    limits = Limits(new_per_day=0)
    today = agenda(store, index, noon, limits)
    begins = datetime(2026, 3, 3, 4, tzinfo=UTC)
    assert (today.due, today.queue, today.next_due) == (0, (), begins)
    assert agenda(store, index, begins - timedelta(seconds=1), limits).queue == ()
    assert agenda(store, index, begins, limits).queue == ("p/epoch-1",)


def test_the_next_card_to_come_is_none_that_is_suspended(
    store: Store, index: CardIndex, attempt: Make, noon: datetime
) -> None:
    store.append(attempt("p/epoch-1", Rating.GOOD)).result()
    assert store.next_due(noon) == noon + timedelta(minutes=10)
    store.mark("p/epoch-1", Mark.SUSPEND, True, noon).result()
    assert store.next_due(noon) is None


def test_the_forecast_leaves_out_the_suspended_and_puts_the_buried_on_their_day(
    store: Store, index: CardIndex, attempt: Make, noon: datetime
) -> None:
    for card in ("p/epoch-1", "p/epoch-2", "p/batch-1"):
        store.append(attempt(card, Rating.EASY, days=-20)).result()
    store.append(attempt("p/kernel-1", Rating.GOOD)).result()
    before = statistics(store, index, noon, None).outlook
    assert (before.overdue, before.by_day[noon.date()]) == (3, 1)
    store.mark("p/epoch-1", Mark.SUSPEND, True, noon).result()
    store.mark("p/kernel-1", Mark.SUSPEND, True, noon).result()
    store.mark("p/epoch-2", Mark.BURY, NEXT_DAY, noon).result()
    after = statistics(store, index, noon, None).outlook
    assert (after.overdue, after.by_day[noon.date()], after.by_day[NEXT_DAY]) == (1, 0, 1)
