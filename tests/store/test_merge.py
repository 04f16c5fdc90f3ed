"""Union of histories: in any order, any number of times, the same log, digests and memory."""

import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.domain.marks import Mark
from studyapp.errors import StoreError
from studyapp.export.jsonl import read, write
from studyapp.scheduling.days import Days
from studyapp.scheduling.schedule import Policy
from studyapp.store import scratch
from studyapp.store.digests import altered_days
from studyapp.store.ids import new_id
from studyapp.store.merge import Merged
from studyapp.store.parameters import policy_row
from studyapp.store.store import Store

Make = Callable[..., Attempt]
Open = Callable[..., Store]

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
POLICIES = [Policy(), Policy(retention=0.8, fuzz=False)]

MARKS = [
    (Mark.FLAG, True), (Mark.FLAG, False), (Mark.SUSPEND, True), (Mark.SUSPEND, False),
    (Mark.BURY, date(2026, 3, 3)), (Mark.BURY, None), (Mark.NOTE, "½"),
]  # fmt: skip

EVENTS = st.lists(
    st.tuples(
        st.sampled_from([0, 1, 2]),  # the device
        st.sampled_from(["p/a", "p/b", "p/was-a"]),
        st.sampled_from([*Rating, None, *MARKS]),  # None takes back an earlier answer, of whichever device
        st.sampled_from([Mode.STUDY, Mode.STUDY, Mode.QUIZ, Mode.DRILL, Mode.RESET]),
        st.integers(-86400, 20 * 86400),  # seconds since the event before: now and then a clock set back
        st.integers(0, 1),  # the policy
    ),
    max_size=24,
)


def exported(store: Store) -> str:
    target = io.StringIO()
    write(store, target)
    return target.getvalue()


def taken_in(store: Store, text: str) -> Merged:
    return read(store, io.StringIO(text), "history.jsonl")


def derived(path: Path) -> list[list[tuple[object, ...]]]:
    """Memory to the bit, and digests."""
    with closing(sqlite3.connect(path)) as file:
        return [
            file.execute("SELECT *, hex(stability), hex(difficulty) FROM memory ORDER BY card").fetchall(),
            file.execute("SELECT * FROM digests ORDER BY kind, day").fetchall(),
        ]


@given(EVENTS, st.lists(st.integers(0, 2), min_size=3, max_size=7), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_union_gives_one_result_in_any_order_any_number_of_times(
    tmp_path_factory: pytest.TempPathFactory, events, more, chance
) -> None:
    folder = tmp_path_factory.mktemp("union")
    devices = [Store.open(folder / f"{n}.sqlite3", f"d{n}", study_days=Days(4, UTC)) for n in range(3)]
    everything = Store.open(folder / "all.sqlite3", "all", study_days=Days(4, UTC))
    for store in (*devices, everything):
        store.follow({"p/was-a": "p/a"}).result()
    at, made = START, []
    for device, card, rating, mode, seconds, policy in events:
        at += timedelta(seconds=seconds)
        if rating is None and made:
            undone = made[chance.randrange(len(made))]
            taken_in(devices[device], exported(everything))  # it must know the answer that it takes back
            devices[device].undo(undone.id, at).result()
            taken_in(everything, exported(devices[device]))
            continue
        if isinstance(rating, tuple):
            devices[device].mark(card, *rating, at).result()
            taken_in(everything, exported(devices[device]))
            continue
        made.append(
            Attempt(
                id=new_id(at), device=f"d{device}", at=at, mode=mode, card=card,
                rating=rating or Rating.GOOD, seconds=1.5,
            )
        )  # fmt: skip
        for store in (devices[device], everything):
            store.policy = POLICIES[policy]
            store.append(made[-1]).result()
    histories = [exported(store) for store in devices]
    expected = exported(everything), derived(everything.path)
    marked = everything.marks()
    order = [0, 1, 2, *more]
    for target in ("x", "y", None):
        chance.shuffle(order)
        store = devices[0] if target is None else Store.open(folder / f"{target}.sqlite3", target)
        if target:
            store.follow({"p/was-a": "p/a"}).result()
        for one in order:
            taken_in(store, histories[one])
        assert (exported(store), derived(store.path)) == expected
        assert store.marks() == marked
        with store.snapshot() as file:
            assert list(altered_days(file)) == []
        before = derived(store.path)
        store.rebuild().result()
        assert derived(store.path) == before
        store.close()
    for store in (*devices[1:], everything):
        store.close()


def test_an_export_taken_in_gives_the_same_export(
    store: Store, attempt: Make, open_store: Open, tmp_path: Path
) -> None:
    store.append(
        attempt("p/卡", givens={"x": 7}, response={"output": '3½ \\ " \n'}, score=0.1 + 0.2)
    ).result()
    gone = attempt("p/b", seconds=1e-7, mistakes=("output:sign",), level=3, seed=2**62)
    store.append(gone).result()
    store.undo(gone.id).result()
    other = open_store(tmp_path / "other.sqlite3")
    assert taken_in(other, exported(store)) == Merged(attempts=2, tombstones=1, known=0, differing=())
    assert exported(other) == exported(store)
    assert list(other.attempts()) == list(store.attempts())
    assert other.memories() == store.memories()
    assert taken_in(other, exported(store)) == Merged(attempts=0, tombstones=0, known=2, differing=())


def test_two_exports_in_one_file_are_one_history(
    store: Store, attempt: Make, open_store: Open, tmp_path: Path
) -> None:
    store.append(attempt("p/a")).result()
    second = open_store(tmp_path / "second.sqlite3")
    second.append(attempt("p/b")).result()
    third = open_store(tmp_path / "third.sqlite3")
    both = exported(store) + "\n" + exported(second) + exported(store)
    assert taken_in(third, both) == Merged(attempts=2, tombstones=0, known=0, differing=())


def test_an_answer_that_differs_is_told_and_what_is_here_is_kept(store: Store, attempt: Make) -> None:
    one = attempt("p/a", Rating.GOOD)
    store.append(one).result()
    before = exported(store)
    forged = before.replace('"rating": 3', '"rating": 1')
    assert taken_in(store, forged) == Merged(attempts=0, tombstones=0, known=1, differing=(one.id,))
    assert exported(store) == before


def test_an_undo_may_come_before_the_answer_it_takes_back(
    store: Store, attempt: Make, open_store: Open, tmp_path: Path
) -> None:
    one = attempt("p/a")
    store.append(one).result()
    store.undo(one.id).result()
    told = exported(store).splitlines(keepends=True)
    other = open_store(tmp_path / "other.sqlite3")
    taken_in(other, told[-1])
    taken_in(other, "".join(told[:-1]))
    assert exported(other) == "".join(told)
    assert other.memories() == {}


def test_a_card_answered_on_another_machine_after_it_was_answered_here_is_replayed_in_order(
    store: Store, attempt: Make, open_store: Open, tmp_path: Path
) -> None:
    other = open_store(tmp_path / "other.sqlite3")
    together = open_store(tmp_path / "together.sqlite3")
    for days, where in ((0, store), (3, other), (9, store), (30, other)):
        one = attempt("p/a", Rating.GOOD, days=days)
        for one_store in (where, together):
            one_store.append(one).result()
    taken_in(store, exported(other))
    assert store.memory("p/a") == together.memory("p/a")


GOOD_LINE = {
    "kind": "attempt", "id": "a1", "device": "d", "at": "2026-03-02T12:00:00.000000Z", "day": "2026-03-02",
    "mode": "study", "card": "p/a", "level": 1, "seed": 0, "givens": {}, "response": {}, "score": None,
    "mistakes": [], "rating": 3, "seconds": 1.0, "moves_memory": True, "parameters": "",
}  # fmt: skip


@pytest.mark.parametrize(
    "case",
    [
        ("{", "not valid JSON"),
        ("[1]", "not an object"),
        ('{"kind": "attempt", "seconds": NaN}', "not valid JSON"),
        ("[" * 100_000, "not valid JSON"),
        ('{"kind": "answer"}', "its kind is none of"),
        ('{"kind": "attempt"}', "other fields"),
        (json.dumps(GOOD_LINE | {"more": 1}), "other fields"),
        (json.dumps(GOOD_LINE | {"at": "2026-03-02 12:00"}), "its time is not one in UTC"),
        (json.dumps(GOOD_LINE | {"at": "2026-13-02T12:00:00.000000Z"}), "its time is not one in UTC"),
        (json.dumps(GOOD_LINE | {"day": "2026-02-30"}), "its day is none"),
        (json.dumps(GOOD_LINE | {"mode": "dream"}), "its mode is not known"),
        (json.dumps(GOOD_LINE | {"rating": 5}), "its rating"),
        (json.dumps(GOOD_LINE | {"rating": True}), "its rating"),
        (json.dumps(GOOD_LINE | {"seed": 2**63}), "a value that it cannot have"),
        (json.dumps(GOOD_LINE | {"card": "p/\x1b[2J"}), "a value that it cannot have"),
        (json.dumps(GOOD_LINE | {"seconds": -1.0}), "a value that it cannot have"),
        (json.dumps(GOOD_LINE | {"seconds": 1e308}), "a value that it cannot have"),
        (json.dumps(GOOD_LINE | {"seconds": 99999999999.5}), "a value that it cannot have"),
        (json.dumps(GOOD_LINE | {"device": "\ud800"}), "a value that it cannot have"),
        (json.dumps(GOOD_LINE | {"day": "9999-12-31"}), "its day is none"),
        (json.dumps(GOOD_LINE | {"at": "9999-12-31T12:00:00.000000Z"}), "its time is not one in UTC"),
        (json.dumps(GOOD_LINE | {"givens": {"x": {"part": "1/3"}}}), "a value that it cannot have"),
        (json.dumps(GOOD_LINE | {"givens": {"x": {"fraction": "1/0"}}}), "a value that it cannot have"),
        ('{"kind": "tombstone", "attempt": "a1"}', "a tombstone has other fields"),
        ('{"kind": "mark", "id": "m1"}', "a mark has other fields"),
        ('{"kind": "parameters", "hash": "0", "body": {}}', "not those that their hash"),
    ],
)
def test_a_line_that_is_none_is_told_by_its_number_and_nothing_is_taken_in(
    store: Store, attempt: Make, open_store: Open, tmp_path: Path, case: tuple[str, str]
) -> None:
    line, told = case
    store.append(attempt("p/a")).result()
    other = open_store(tmp_path / "other.sqlite3")
    with pytest.raises(StoreError, match=f"history.jsonl, line 3: .*{told}.*nothing was taken in"):
        taken_in(other, exported(store) + line + "\n")
    assert exported(other) == ""
    assert taken_in(other, exported(store)).attempts == 1  # and it can go on


@pytest.mark.parametrize(
    "changed",
    [
        {"retention": 0.0}, {"retention": "0.9"}, {"retention": 1e-300}, {"retention": 1.5},
        {"weights": []}, {"weights": [0.0] * 21}, {"weights": [1e300] * 21}, {"weights": ["a"] * 21},
        {"learning_seconds": [-5]}, {"learning_seconds": 5}, {"learning_seconds": [10**15]},
        {"relearning_seconds": [60] * 200}, {"longest_interval": 0}, {"longest_interval": "x"},
        {"fuzz": "yes"},
        {"retentions": [["p", 0.0]]}, {"retentions": [["p"]]}, {"easy_weekdays": [9]}, {"newer": 1},
    ],
)  # fmt: skip
def test_parameters_under_which_nothing_can_be_scheduled_are_refused(
    store: Store, changed: dict[str, object]
) -> None:
    """Once in the log they would stay, and every rebuilding would break off at them."""
    body = json.loads(policy_row(Policy())[1]) | changed
    text = json.dumps(body, sort_keys=True)
    line = {"kind": "parameters", "hash": blake2b(text.encode(), digest_size=16).hexdigest(), "body": body}
    with pytest.raises(StoreError, match="line 1: under these parameters nothing can be scheduled"):
        taken_in(store, json.dumps(line) + "\n")
    assert store.rows("SELECT count(*) FROM parameters") == [(0,)]


def test_an_answer_without_its_parameters_is_refused(
    store: Store, attempt: Make, open_store: Open, tmp_path: Path
) -> None:
    store.append(attempt("p/a")).result()
    other = open_store(tmp_path / "other.sqlite3")
    with pytest.raises(StoreError, match="without the parameters"):
        taken_in(other, exported(store).splitlines(keepends=True)[1])
    assert exported(other) == ""


def test_many_answers_are_taken_in_with_triggers_and_indexes_left_as_they_were(
    store: Store, attempt: Make, open_store: Open, tmp_path: Path, database: Path
) -> None:
    lines = []
    store.append(attempt("p/a")).result()
    parameters, template = exported(store).splitlines()
    row = json.loads(template)
    for n in range(3000):
        day = (START + timedelta(hours=n)).date().isoformat()
        more = {
            "id": f"id-{n:05}",
            "card": f"p/{n % 400}",
            "day": day,
            "at": f"{day}T{n % 24:02}:00:00.000000Z",
        }
        lines.append(json.dumps(row | more, ensure_ascii=False))
    other = open_store(tmp_path / "other.sqlite3")
    schema = other.rows("SELECT type, name, sql FROM sqlite_schema ORDER BY name")
    assert taken_in(other, "\n".join([parameters, *lines]) + "\n").attempts == 3000
    assert other.rows("SELECT type, name, sql FROM sqlite_schema ORDER BY name") == schema
    assert other.rows("PRAGMA integrity_check") == [("ok",)]
    assert other.rows("PRAGMA foreign_key_check") == []
    assert len(other.memories()) == 400
    before = derived(other.path)
    other.rebuild().result()
    assert derived(other.path) == before


def test_a_negative_zero_is_taken_in_as_the_zero_that_the_file_keeps(store: Store, attempt: Make) -> None:
    store.append(attempt("p/a")).result()
    parameters, template = exported(store).splitlines()
    line = json.dumps(json.loads(template) | {"id": "new", "score": -0.0, "seconds": -0.0})
    taken_in(store, f"{parameters}\n{line}\n")
    with store.snapshot() as file:
        assert list(altered_days(file)) == []


def test_an_id_that_comes_twice_in_a_history_is_taken_in_once_and_told_where_it_differs(
    store: Store, attempt: Make, open_store: Open, tmp_path: Path
) -> None:
    store.append(attempt("p/a")).result()
    parameters, template = exported(store).splitlines()
    ids = [f"id-{n:05}" for n in range(2500)]
    lines = [template.replace(json.loads(template)["id"], id) for id in ids]
    again = [lines[7], lines[2100], lines[9].replace('"rating": 3', '"rating": 1')]
    other = open_store(tmp_path / "other.sqlite3")
    text = "\n".join([parameters, *lines[:2200], *again, *lines[2200:]]) + "\n"
    assert taken_in(other, text) == Merged(attempts=2500, tombstones=0, known=0, differing=("id-00009",))
    with other.snapshot() as file:
        assert list(altered_days(file)) == []
    assert taken_in(other, text) == Merged(attempts=0, tombstones=0, known=2500, differing=("id-00009",))
    with other.snapshot() as file:
        assert list(altered_days(file)) == []


def test_a_disk_that_is_full_while_a_history_is_gathered_is_told_and_leaves_all_as_it_was(
    store: Store, attempt: Make, open_store: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(60):
        store.append(attempt(f"p/{n}", response={"output": "½" * 400})).result()
    other = open_store(tmp_path / "other.sqlite3")
    with monkeypatch.context() as less:
        less.setattr(scratch, "_MADE_BY", (*scratch._MADE_BY, "PRAGMA scratch.max_page_count = 12"))
        with pytest.raises(StoreError, match="the disk is full"):
            taken_in(other, exported(store))
    connection = other._writer._connection  # type: ignore[union-attr]
    assert connection.execute("PRAGMA ignore_check_constraints").fetchone() == (0,)
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert exported(other) == ""
    assert taken_in(other, exported(store)).attempts == 60
