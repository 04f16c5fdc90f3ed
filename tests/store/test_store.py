"""Answers in, memory and log out: durable, undoable, the same after a restart."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.errors import StoreError
from studyapp.scheduling.schedule import Policy, State, answer
from studyapp.store.memory import Seen
from studyapp.store.reader import LATEST
from studyapp.store.store import Store

Make = Callable[..., Attempt]
Open = Callable[..., Store]


def test_an_attempt_comes_back_as_it_went_in(store: Store, attempt: Make) -> None:
    kept = attempt(
        level=2,
        seed=1234567890123,
        givens={
            "n": 3,
            "rate": Fraction(1, 3),
            "x": (1, Fraction(5, 2), None),
            "on": True,
            "rule": "sqrt",
            "f": 0.1,
        },
        response={"output": "３１ ½"},
        score=0.5,
        mistakes=("output:no_floor",),
        rating=Rating.HARD,
        day=date(2026, 3, 2),
    )
    store.append(kept).result()
    assert list(store.attempts()) == [kept]


def test_half_a_character_from_the_terminal_does_not_cost_the_answer(store: Store, attempt: Make) -> None:
    store.append(attempt(response={"output": "4\udc80"})).result()
    assert next(store.attempts()).response == {"output": "4?"}


def test_an_acknowledged_answer_is_there_for_another_reader(
    store: Store, open_store: Open, attempt: Make
) -> None:
    store.append(attempt("p/one")).result()
    other = open_store(read_only=True)
    assert [kept.card for kept in other.attempts()] == ["p/one"]
    assert other.memory("p/one") == store.memory("p/one") is not None


def test_the_memory_is_what_the_scheduler_makes_of_the_attempts(store: Store, attempt: Make) -> None:
    standing = None
    for days, rating in (
        (0, Rating.GOOD),
        (1, Rating.GOOD),
        (9, Rating.AGAIN),
        (9.1, Rating.GOOD),
        (20, Rating.EASY),
    ):
        made = attempt("p/card", rating, days)
        store.append(made).result()
        day = (made.at - timedelta(hours=4)).date()
        standing = answer(standing, rating, card="p/card", at=made.at, day=day, policy=Policy())
    assert store.memory("p/card") == standing
    assert standing is not None
    assert standing.state is State.REVIEW
    assert standing.lapses == 1


def test_the_same_attempt_twice_counts_once(store: Store, attempt: Make) -> None:
    made = attempt()
    store.append(made).result()
    before = store.memory("p/card")
    store.append(made).result()
    assert len(list(store.attempts())) == 1
    assert store.memory("p/card") == before


@pytest.mark.parametrize("mode", [Mode.DRILL, Mode.EXAM, Mode.PREVIEW])
def test_only_study_and_quiz_move_the_memory(store: Store, attempt: Make, mode: Mode) -> None:
    store.append(attempt(mode=mode)).result()
    assert store.memory("p/card") is None
    assert len(list(store.attempts())) == 1


def test_a_quiz_moves_the_memory_unless_it_is_told_not_to(store: Store, attempt: Make) -> None:
    store.append(attempt("p/counts", mode=Mode.QUIZ)).result()
    store.append(attempt("p/not", mode=Mode.QUIZ, moves_memory=False)).result()
    assert store.memories().keys() == {"p/counts"}


def test_an_answer_to_a_card_that_stands_otherwise_by_now_moves_no_memory(
    store: Store, attempt: Make
) -> None:
    store.append(attempt(days=0), Seen(None)).result()
    first = store.memory("p/card")
    store.append(attempt(days=1), Seen(None)).result()  # asked while the card was new
    assert store.memory("p/card") == first
    store.append(attempt(days=2), Seen(first)).result()
    assert store.memory("p/card").repetitions == 2
    assert [kept.moves_memory for kept in store.attempts()] == [True, False, True]
    assert store.rebuild().result() == 1
    assert store.memory("p/card").repetitions == 2


def test_the_store_fills_in_the_study_day(store: Store, attempt: Make) -> None:
    store.append(attempt(days=0.6)).result()  # 02:24 in the night: still the day before
    assert next(store.attempts()).day == date(2026, 3, 2)


def test_undo_brings_the_memory_back_to_what_it_was(store: Store, attempt: Make) -> None:
    store.append(attempt(days=0)).result()
    before = store.memory("p/card")
    store.append(attempt(rating=Rating.AGAIN, days=3)).result()
    last = store.last_attempt()
    assert last is not None
    store.undo(last.id).result()
    assert store.memory("p/card") == before
    assert len(list(store.attempts())) == 1


def test_undo_is_unlimited_and_survives_a_restart(open_store: Open, attempt: Make) -> None:
    first = open_store()
    for days in range(5):
        first.append(attempt(f"p/card-{days % 2}", days=days)).result()
    first.close()
    again = open_store()
    undone = []
    while (last := again.last_attempt()) is not None:
        again.undo(last.id).result()
        undone.append(last.card)
    assert undone == ["p/card-0", "p/card-1", "p/card-0", "p/card-1", "p/card-0"]
    assert again.memories() == {}
    assert list(again.attempts()) == []


def test_undoing_twice_changes_nothing_more(store: Store, attempt: Make) -> None:
    store.append(attempt()).result()
    made = attempt(days=1)
    store.append(made).result()
    for _ in range(2):
        store.undo(made.id).result()
    assert len(list(store.attempts())) == 1


def test_undoing_what_never_was_is_told(store: Store) -> None:
    with pytest.raises(StoreError, match="there is no answer nonsense that could be taken back"):
        store.undo("nonsense").result()


def test_the_last_answer_is_the_last_to_arrive_even_if_the_clock_was_set_back(
    store: Store, attempt: Make
) -> None:
    store.append(attempt("p/first", days=2)).result()
    store.append(attempt("p/second", days=1)).result()
    last = store.last_attempt()
    assert last is not None
    assert last.card == "p/second"


def test_the_last_answer_is_one_of_this_device(store: Store, attempt: Make) -> None:
    store.append(attempt("p/mine")).result()
    store.append(attempt("p/theirs", device="desktop")).result()
    last = store.last_attempt()
    assert last is not None
    assert last.card == "p/mine"


def test_answers_that_arrive_out_of_order_give_the_memory_of_the_right_order(
    open_store: Open, attempt: Make, tmp_path: Path
) -> None:
    made = [
        attempt(rating=rating, days=days) for days, rating in ((0, 3), (2, 1), (2.01, 3), (6, 4), (30, 2))
    ]
    made = [one._replace(rating=Rating(one.rating)) for one in made]
    forward, backward = open_store(tmp_path / "a.sqlite3"), open_store(tmp_path / "b.sqlite3")
    for one in made:
        forward.append(one).result()
    for one in reversed(made):
        backward.append(one).result()
    assert forward.memories() == backward.memories()


def test_a_renamed_card_keeps_its_history(store: Store, attempt: Make) -> None:
    store.append(attempt("p/old", days=0)).result()
    store.append(attempt("p/old", days=1)).result()
    store.follow({"p/old": "p/new"}).result()
    assert store.memories().keys() == {"p/new"}
    store.append(attempt("p/new", days=9)).result()
    standing = store.memory("p/new")
    assert standing is not None
    assert standing.repetitions == 3
    assert [kept.card for kept in store.attempts(card="p/new")] == ["p/old", "p/old", "p/new"]
    # An answer under the earlier id that arrives late, and an undo, go the same way.
    late = attempt("p/old", days=3)
    store.append(late).result()
    standing = store.memory("p/new")
    assert standing is not None
    assert standing.repetitions == 4
    store.undo(late.id).result()
    standing = store.memory("p/new")
    assert standing is not None
    assert standing.repetitions == 3
    # When the new name goes away, the history is split again as it was written.
    store.follow({}).result()
    assert {card: one.repetitions for card, one in store.memories().items()} == {"p/old": 2, "p/new": 1}


def test_the_store_names_its_device_once_where_nobody_else_does(database: Path) -> None:
    with Store.open(database) as first:
        device = first.device
    with Store.open(database) as second:
        assert second.device == device != ""


def test_every_card_that_was_answered_is_seen_whatever_it_is_called(store: Store, attempt: Make) -> None:
    cards = {"p/epoch-1", 'p/"quoted"', "包/批\\n", "p/a\nb"}
    assert store.seen() == frozenset()
    for card in cards:
        store.append(attempt(card)).result()
    assert store.seen() == cards


def test_an_answer_keeps_the_policy_it_was_made_under(store: Store, attempt: Make) -> None:
    store.append(attempt("p/card", Rating.EASY)).result()
    strict = store.memory("p/card")
    store.policy = Policy(retention=0.8)
    store.append(attempt("p/other", Rating.EASY)).result()
    assert store.rebuild().result() == 2
    assert store.memory("p/card") == strict
    relaxed = store.memory("p/other")
    assert relaxed is not None
    assert strict is not None
    assert relaxed.interval > strict.interval


def test_the_intervals_are_those_that_the_ratings_then_give(
    store: Store, attempt: Make, noon: datetime
) -> None:
    store.append(attempt(days=0)).result()
    now = noon + timedelta(days=1)
    intervals = store.intervals("p/card", now)
    assert intervals[Rating.AGAIN] == timedelta(minutes=1)
    store.append(attempt(rating=Rating.EASY, days=1)).result()
    standing = store.memory("p/card")
    assert standing is not None
    assert intervals[Rating.EASY] == timedelta(days=standing.interval)


def test_a_fresh_card_has_intervals_too(store: Store, noon: datetime) -> None:
    assert store.intervals("p/new", noon)[Rating.GOOD] == timedelta(minutes=10)


def test_due_cards_come_by_their_steps_then_the_most_forgotten_first(
    store: Store, attempt: Make, noon: datetime
) -> None:
    store.append(attempt("p/strong", Rating.EASY, 0)).result()
    for card, rating in (("p/middle", Rating.GOOD), ("p/weak", Rating.HARD)):
        store.append(attempt(card, rating, 0)).result()
        store.append(attempt(card, Rating.EASY, 0.01)).result()
    store.append(attempt("p/learning", Rating.AGAIN, 19.99)).result()
    now = noon + timedelta(days=20)
    due = store.due(now)
    assert [item.card for item in due] == ["p/learning", "p/weak", "p/middle", "p/strong"]
    recall = [item.standing.retrievability(now.date()) for item in due[1:]]
    assert recall == sorted(recall)
    assert [item.card for item in store.due(now, among={"p/middle", "p/strong"}, limit=1)] == ["p/middle"]
    assert store.next_due(now) is None
    assert store.due(noon + timedelta(minutes=1)) == []


def test_the_next_due_moment_is_told(store: Store, attempt: Make, noon: datetime) -> None:
    store.append(attempt("p/learning", Rating.GOOD)).result()
    store.append(attempt("p/review", Rating.EASY)).result()
    assert store.next_due(noon) == noon + timedelta(minutes=10)
    standing = store.memory("p/review")
    assert standing is not None
    assert standing.due_day is not None
    assert store.next_due(noon, among={"p/review"}) == datetime(
        *standing.due_day.timetuple()[:3], 4, tzinfo=UTC
    )


def test_cards_introduced_and_questions_answered_today_are_counted(
    store: Store, attempt: Make, noon: datetime
) -> None:
    store.append(attempt("p/before", days=-1)).result()
    store.append(attempt("p/before", days=0)).result()
    store.append(attempt("p/today", days=0)).result()
    store.append(attempt("p/today", days=0.01, mode=Mode.DRILL)).result()
    assert store.introduced(noon) == 1
    assert store.answered_on(date(2026, 3, 2)) == 2


def test_a_store_for_reading_creates_nothing_and_reads_as_empty(
    open_store: Open, database: Path, noon: datetime
) -> None:
    store = open_store(read_only=True)
    assert store.memories() == {}
    assert store.due(noon) == []
    assert store.last_attempt() is None
    assert not database.parent.exists()


def test_answers_asked_for_before_closing_are_kept(open_store: Open, attempt: Make) -> None:
    store = open_store()
    futures = [store.append(attempt(f"p/{n}", days=n)) for n in range(50)]
    store.close()
    assert all(future.done() for future in futures)
    assert len(list(open_store().attempts())) == 50


def test_what_a_question_usually_takes_is_told_after_ten_answers_and_breaks_are_cut_off(
    store: Store, attempt: Make
) -> None:
    for number in range(9):
        store.append(attempt(f"p/{number}", seconds=20.0)).result()
    store.append(attempt("p/drilled", seconds=500.0, mode=Mode.DRILL)).result()
    assert store.usual_seconds() is None
    store.append(attempt("p/interrupted", seconds=7200.0)).result()
    assert store.usual_seconds() == (9 * 20 + 180) / 10


def test_the_past_of_a_card_counts_all_answers_and_gives_the_latest(
    store: Store, attempt: Make, noon: datetime
) -> None:
    made = [attempt("p/a", at=noon + timedelta(minutes=n)) for n in range(LATEST + 5)]
    for one in [*made, attempt("p/b", at=noon)]:
        store.append(one).result()
    store.undo(made[-1].id, noon + timedelta(days=1)).result()
    past = store.past("p/a")
    assert past.answers == LATEST + 4
    assert [one.id for one in past.latest] == [one.id for one in made[4:-1]]


def test_what_right_answers_took_is_told_by_level_the_latest_first_and_without_breaks(
    store: Store, attempt: Make, noon: datetime
) -> None:
    given = [(1, 1.0, 5), (1, 0.5, 6), (2, 1.0, 7), (1, 1.0, 900), (1, 1.0, 8), (1, 1.0, 9), (1, None, 10)]
    for n, (level, score, seconds) in enumerate(given):
        at = noon + timedelta(minutes=n)
        store.append(attempt("p/a", at=at, level=level, score=score, seconds=seconds)).result()
    assert store.right_seconds("p/a", 1, below=600, latest=2) == [9, 8]
    assert store.right_seconds("p/a", 1, below=600, latest=9) == [9, 8, 5]
    store.follow({"p/a": "p/b"}).result()
    assert store.right_seconds("p/b", 2, below=600, latest=9) == [7]


def test_between_two_answers_the_log_is_brought_into_the_file(
    store: Store, attempt: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studyapp.store.writer.CHECKPOINT_EVERY", 2)
    for _ in range(2):
        store.append(attempt()).result()
    store.settle()
    alone = f"{store.path.as_uri()}?immutable=1"  # as if there were no write-ahead log beside it
    with closing(sqlite3.connect(alone, uri=True)) as file:
        assert file.execute("SELECT count(*) FROM attempts").fetchone() == (2,)
