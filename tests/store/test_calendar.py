"""What the log says of a day, and of a clock that was set back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.scheduling.days import Days
from studyapp.scheduling.load import Limits
from studyapp.store.agenda import agenda
from studyapp.store.calendar import clock_behind, reviewed_on
from studyapp.store.ids import new_id
from studyapp.store.index import CardIndex
from studyapp.store.store import Store

Make = Callable[..., Attempt]


def test_a_clock_that_was_set_back_is_told(store: Store, attempt: Make, noon: datetime) -> None:
    assert clock_behind(store, noon) is None
    store.append(attempt(days=3)).result()
    store.append(attempt(days=1)).result()  # answered after the clock was set back
    assert clock_behind(store, noon + timedelta(days=1)) == timedelta(days=2)
    assert clock_behind(store, noon + timedelta(days=3)) is None
    assert clock_behind(store, noon + timedelta(days=3, minutes=-1)) is None  # two clocks differ a little


def test_after_the_clock_was_set_back_a_card_is_answered_as_on_the_same_day(
    store: Store, attempt: Make, noon: datetime
) -> None:
    store.append(attempt("p/epoch-1", Rating.EASY, days=5)).result()
    before = store.memory("p/epoch-1")
    store.append(attempt("p/epoch-1", Rating.GOOD, days=5.01)).result()
    same_day = store.memory("p/epoch-1")
    assert before is not None
    assert same_day is not None
    # At the earlier time by the clock, the answer belongs before the other in the log's order: learnt two
    # days before, so the memory is worked anew and is that of answers in that order.
    store.append(attempt("p/epoch-1", Rating.GOOD, days=3)).result()
    after = store.memory("p/epoch-1")
    assert after is not None
    assert after.last_day == before.last_day
    assert after.retrievability(noon.date()) == 1  # no time has passed at a day before its last answer


def test_cards_answered_on_a_day_count_once_and_practice_and_resets_never(
    store: Store, attempt: Make, noon: datetime
) -> None:
    for made in (
        attempt("p/a", Rating.AGAIN),
        attempt("p/a", days=0.01),
        attempt("p/b", mode=Mode.QUIZ),
        attempt("p/c", mode=Mode.DRILL),
        attempt("p/d", Rating.AGAIN, mode=Mode.RESET),
        attempt("p/e", days=1),
    ):
        store.append(made).result()
    assert reviewed_on(store, noon.date()) == 2


def test_reviews_beyond_the_day_s_limit_wait_the_most_forgotten_come_today(
    store: Store, index: CardIndex, attempt: Make, noon: datetime
) -> None:
    for nth, card in enumerate(("p/epoch-1", "p/epoch-2", "p/kernel-1")):
        store.append(attempt(card, Rating.EASY, days=-40 + 5 * nth)).result()
    limits = Limits(new_per_day=10, reviews_per_day=2)
    today = agenda(store, index, noon, limits)
    # learnt alike, so the one that was learnt first is the most forgotten
    assert today.queue == ("p/epoch-1", "p/epoch-2")
    assert (today.due, today.postponed, today.new, today.questions) == (2, 1, 0, 2)
    store.append(attempt("p/epoch-1", days=0)).result()
    later = agenda(store, index, noon, limits)
    assert (later.queue, later.postponed, later.new) == (("p/epoch-2",), 1, 0)
    store.append(attempt("p/epoch-2", days=0)).result()
    assert agenda(store, index, noon, limits).queue == ()
    tomorrow = agenda(store, index, noon + timedelta(days=1), limits)
    assert tomorrow.queue[0] == "p/kernel-1"
    assert (tomorrow.postponed, tomorrow.new) == (0, 3)


def test_an_answer_across_the_nights_when_clocks_change_is_one_study_day_on(tmp_path: Path) -> None:
    # In Berlin clocks go forward on 29 March 2026 and back on 25 October 2026; each night is one night.
    berlin = ZoneInfo("Europe/Berlin")
    memories = []
    for evening in (
        datetime(2026, 3, 28, 23, 30),
        datetime(2026, 10, 24, 23, 30),
        datetime(2026, 6, 1, 23, 30),
    ):
        first = evening.replace(tzinfo=berlin)
        late = (evening + timedelta(hours=3)).replace(tzinfo=berlin)  # 02:30: not yet the next day
        morning = (evening + timedelta(hours=5)).replace(tzinfo=berlin)  # 04:30 on the wall: the next day
        with Store.open(tmp_path / f"{evening:%m}.sqlite3", "d", study_days=Days(4, berlin)) as store:
            for at, rating in ((first, Rating.GOOD), (late, Rating.GOOD), (morning, Rating.GOOD)):
                moment = at.astimezone(UTC)
                store.append(
                    Attempt(
                        id=new_id(moment), device="d", at=moment, mode=Mode.STUDY, card="p/c", rating=rating,
                        seconds=1.0,
                    )
                ).result()  # fmt: skip
            standing = store.memory("p/c")
        assert standing is not None
        assert (standing.last_day - standing.first_day).days == 1
        memories.append(standing.memory)
    assert memories[0] == memories[1] == memories[2]
