"""The kept sums are those of counting everything, and those are what SQL written otherwise finds."""

import json
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import fsrs as oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.scheduling.days import Days
from studyapp.scheduling.fsrs import DEFAULT_WEIGHTS
from studyapp.store.counting import Counting
from studyapp.store.index import CardIndex
from studyapp.store.rollup import Rollup
from studyapp.store.store import Store

Make = Callable[..., Attempt]

TODAY = date(2026, 3, 2)
TABLES = ("cards", "days", "bins", "slips")

BY_SQL = """
WITH counted AS (
    SELECT coalesce(aliases.card, answers.card) AS name, answers.*
    FROM answers LEFT JOIN aliases ON aliases.was = answers.card
), lives AS (
    SELECT *, sum(mode = 'reset') OVER (PARTITION BY name ORDER BY at, id) AS life FROM counted
), told AS (
    SELECT *, first_value(day) OVER (PARTITION BY name, life ORDER BY at, id) AS first_day,
           row_number() OVER (PARTITION BY name, life ORDER BY at, id) AS nth,
           row_number() OVER (PARTITION BY name, life, day ORDER BY at, id) AS nth_of_day
    FROM lives WHERE mode NOT IN ('drill', 'preview', 'reset')
)
SELECT day, count(*), sum(coalesce(score = 1, rating > 1)), sum(CAST(round(seconds * 1000) AS INTEGER)),
       sum(nth_of_day = 1 AND day > first_day), sum(nth_of_day = 1 AND day > first_day AND rating > 1),
       sum(nth = 1),
       (SELECT count(*) FROM answers WHERE mode = 'drill' AND answers.day = told.day)
FROM told GROUP BY day ORDER BY day
"""


def everything(rollup: Rollup) -> dict[str, object]:
    """All sums, without what the grouping wrote beside them."""
    tables = {name: rollup._file.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in TABLES}
    tables["cards"] = sorted(row[1:] for row in tables["cards"])  # the place depends on the packs
    return tables


def recount(store: Store) -> dict[str, object]:
    with Rollup(None) as fresh:
        fresh.catch_up(store)
        return everything(fresh)


class Life:
    """A learner's life by chance: answers in and out of order, undos, resets, practice, renamed cards."""

    def __init__(self, store: Store, seed: int) -> None:
        self.store = store
        self.chance = random.Random(seed)
        self.made: list[str] = []

    def go_on(self, steps: int) -> None:
        for _ in range(steps):
            act = self.chance.choices([self.answer, self.undo, self.rename], [12, 3, 1])[0]
            act()

    def answer(self) -> None:
        chance = self.chance
        at = datetime(2026, 3, 1, 12, tzinfo=UTC) + timedelta(hours=chance.randrange(24 * 60))
        id_ = f"{len(self.made):04d}-{chance.random()}"
        mode = chance.choices(
            [Mode.STUDY, Mode.QUIZ, Mode.DRILL, Mode.EXAM, Mode.PREVIEW, Mode.RESET], [10, 3, 2, 1, 1, 1]
        )[0]
        attempt = Attempt(
            id=id_, device="d", at=at, mode=mode, card=f"p/{chance.choice('abcdef')}",
            score=chance.choice([None, 0.0, 0.5, 1.0]), rating=chance.choice(list(Rating)),
            mistakes=tuple(chance.sample(["x:sign", "x:off", "y:sign"], chance.randrange(3))),
            seconds=chance.uniform(0, 90), moves_memory=chance.random() < 0.9,
        )  # fmt: skip
        self.store.append(attempt).result()
        self.made.append(id_)

    def undo(self) -> None:
        if self.made:
            self.store.undo(self.chance.choice(self.made)).result()

    def rename(self) -> None:
        pairs = {"p/a": "p/b", "p/old": "p/c", "p/d": "p/z"}
        kept = self.chance.sample(sorted(pairs), self.chance.randrange(len(pairs) + 1))
        self.store.follow({was: pairs[was] for was in kept}).result()


@given(st.integers(0, 2**32), st.lists(st.integers(1, 12), min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_sums_kept_up_to_date_are_those_of_a_full_recount(tmp_path_factory, seed, rounds) -> None:
    folder: Path = tmp_path_factory.mktemp("life")
    with Store.open(folder / "study.sqlite3", "d", study_days=Days(4, UTC)) as store:
        life = Life(store, seed)
        life.go_on(10)
        for steps in rounds:
            with Rollup.of(store, folder / "figures.sqlite3") as rollup:
                assert everything(rollup) == recount(store)
                assert [(day, *counts) for day, counts in rollup.days().items() if counts.attempts] == (
                    store.rows(BY_SQL)
                )
            life.go_on(steps)


def test_many_cards_are_counted_again_one_by_one_and_not_all(
    store: Store, attempt: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for nth in range(30):
        store.append(attempt(f"p/{nth}")).result()
    with Rollup.of(store, tmp_path / "figures.sqlite3"):
        pass
    monkeypatch.setattr(Counting, "_count_all", lambda *_: pytest.fail("counted from the beginning"))
    store.append(attempt("p/3", Rating.AGAIN, days=4)).result()
    with Rollup.of(store, tmp_path / "figures.sqlite3") as rollup:
        assert everything(rollup)["days"] == [
            ("2026-03-02", 30, 30, 150_000, 0, 0, 30, 0),
            ("2026-03-06", 1, 0, 5_000, 1, 0, 0, 0),
        ]


def test_sums_of_another_log_are_thrown_away(
    store: Store, attempt: Make, tmp_path: Path, open_store: Callable[..., Store]
) -> None:
    cache = tmp_path / "figures.sqlite3"
    store.append(attempt("p/a")).result()
    store.append(attempt("p/b")).result()
    Rollup.of(store, cache).close()
    other = open_store(tmp_path / "other.sqlite3")
    other.append(attempt("p/c", Rating.AGAIN)).result()
    with Rollup.of(other, cache) as rollup:
        assert everything(rollup) == recount(other)


@pytest.mark.parametrize("found", [b"no database", b""])
def test_a_broken_file_is_made_anew(store: Store, attempt: Make, tmp_path: Path, found: bytes) -> None:
    cache = tmp_path / "figures.sqlite3"
    cache.write_bytes(found)
    store.append(attempt("p/a")).result()
    for _ in range(2):
        with Rollup.of(store, cache) as rollup:
            assert everything(rollup) == recount(store)
    assert cache.read_bytes().startswith(b"SQLite format 3")


def test_random_damage_to_the_file_changes_no_figure(store: Store, attempt: Make, tmp_path: Path) -> None:
    cache = tmp_path / "figures.sqlite3"
    for n in range(300):
        saved = store.append(attempt(f"p/{n % 90}", Rating(1 + n % 4), days=n / 7))
    saved.result()
    Rollup.of(store, cache).close()
    whole, expected = cache.read_bytes(), recount(store)
    for seed in range(60):
        chance = random.Random(seed)
        damaged = bytearray(whole)
        at = chance.randrange(len(whole) - 2048)
        damaged[at : at + 2048] = chance.randbytes(2048)
        cache.write_bytes(damaged)
        assert Rollup.read(store, cache, everything) == expected


def test_where_no_file_can_be_kept_the_figures_are_right_all_the_same(
    store: Store, attempt: Make, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    store.append(attempt("p/a")).result()
    with Rollup.of(store, tmp_path / "file" / "figures.sqlite3") as rollup:
        assert everything(rollup) == recount(store)


def test_without_an_answer_no_file_is_made(store: Store, tmp_path: Path) -> None:
    with Rollup.of(store, tmp_path / "cache" / "figures.sqlite3") as rollup:
        assert rollup.days() == {}
    assert not (tmp_path / "cache").exists()


def test_a_card_s_group_follows_the_packs(
    store: Store, index: CardIndex, attempt: Make, tmp_path: Path
) -> None:
    cache = tmp_path / "figures.sqlite3"
    store.append(attempt("p/kernel-1")).result()
    without = CardIndex(fingerprint="before that pack was there")
    for known, groups in ((without, []), (index, ["p/kernel"]), (without, []), (index, ["p/kernel"])):
        with Rollup.of(store, cache) as rollup:
            assert [group.concept for group in rollup.groups(known, TODAY, DEFAULT_WEIGHTS)] == groups
    store.append(attempt("p/epoch-1")).result()
    with Rollup.of(store, cache) as rollup:
        found = rollup.groups(index, TODAY, DEFAULT_WEIGHTS)
    assert {group.concept for group in found} == {"p/kernel", "p/epoch"}


def test_recall_is_foretold_as_the_fsrs_package_does(store: Store, attempt: Make, noon: datetime) -> None:
    scheduler, cards, foretold = oracle.Scheduler(enable_fuzzing=False), {}, []
    chance = random.Random(5)
    for day in range(0, 60, 3):
        for name in ("p/a", "p/b"):
            rating = chance.choice(list(Rating))
            now = noon + timedelta(days=day)
            card = cards.get(name, oracle.Card(card_id=1))
            if name in cards:
                foretold.append((scheduler.get_card_retrievability(card, now), rating is not Rating.AGAIN))
            cards[name], _log = scheduler.review_card(card, oracle.Rating(rating), now)
            store.append(attempt(name, rating, days=day)).result()
    with Rollup.of(store, None) as rollup:
        bins = rollup.bins()
    assert sum(count.reviews for count in bins.values()) == len(foretold) == 38
    for at, count in bins.items():
        those = [one for one in foretold if at / 20 <= one[0] < (at + 1) / 20 or (at == 19 and one[0] == 1)]
        assert count.reviews == len(those)
        assert count.remembered == sum(right for _, right in those)
        assert count.foretold / 10**9 == pytest.approx(sum(recall for recall, _ in those), abs=1e-7)


def test_mistakes_are_counted_by_card(store: Store, attempt: Make) -> None:
    for mistakes in (("a:x",), ("a:y", "a:x"), ()):
        store.append(attempt("p/a", mistakes=mistakes)).result()
    with Rollup.of(store, None) as rollup:
        assert rollup.slips(10) == [("p/a", "a:x", 2), ("p/a", "a:y", 1)]
    assert json.loads(store.rows("SELECT mistakes FROM attempts LIMIT 1")[0][0]) == ["a:x"]
