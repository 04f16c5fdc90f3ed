"""The day's plan is what it is by definition, however few cards are looked at for it."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.domain.marks import Mark
from studyapp.domain.text import Text
from studyapp.scheduling.days import Days
from studyapp.scheduling.load import Limits
from studyapp.scheduling.queue import along_the_graph, by_concept, spread
from studyapp.scheduling.schedule import Policy, Standing
from studyapp.store import plan as planning
from studyapp.store.ids import new_id
from studyapp.store.index import CardIndex, IndexedCard, IndexedConcept
from studyapp.store.plan import Plan, plan
from studyapp.store.store import Store

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
CARDS = [f"{pack}/{place}" for pack in ("p", "q") for place in range(7)]
GONE = [f"p/gone-{place}" for place in range(4)] + [f"gone/{place}" for place in range(6)]
MARKS = [(Mark.SUSPEND, True), (Mark.SUSPEND, False), (Mark.BURY, date(2026, 2, 20)), (Mark.BURY, None)]

RATINGS = [*Rating, Rating.EASY, Rating.EASY]
"""Who finds a card easy has it in review at once."""
MODES = [Mode.STUDY, Mode.STUDY, Mode.STUDY, Mode.QUIZ, Mode.DRILL, Mode.RESET]
POLICIES = [Policy(), Policy(retentions=(("p", 0.7),), easy_weekdays=(0, 3), fuzz=False)]


def index() -> CardIndex:
    """Two packs; every third card is a problem, and concepts follow each other."""
    return CardIndex(
        fingerprint="some",
        concepts={
            f"{pack}/{at}": IndexedConcept(
                id=f"{pack}/{at}",
                name=Text("C", "念"),
                chapter="c",
                needs=(f"{pack}/{at - 1}",) if at else (),
            )
            for pack in ("p", "q")
            for at in range(3)
        },
        cards={
            card: IndexedCard(
                id=card, pack=card[0], chapter="c", concept=f"{card[:2]}{2 - place % 3}",
                kind="basic" if place % 3 else "problem",
            )
            for place, card in enumerate(CARDS)
        },
    )  # fmt: skip


def straightforward(store: Store, cards: CardIndex, now: datetime, limits: Limits) -> Plan:
    """The plan by looking at everything: each memory, each mark and the whole log."""
    today = store.days.of(now)
    resting = {card for card, marks in store.marks().items() if marks.rests(today)}
    memories = store.memories()
    asked = {card: memory for card, memory in memories.items() if card in cards.cards and card not in resting}
    steps = sorted(
        (memory.due_at, card)
        for card, memory in asked.items()
        if memory.due_at and memory.due_at <= store.days.ends(now)
    )
    late = [card for due_at, card in steps if due_at < store.days.begins(today)]
    review = sorted(
        (card for card, memory in asked.items() if memory.due_day and memory.due_day <= today),
        key=lambda card: (-forgotten(asked[card], today), card),
    )
    introduced = sum(memory.first_day == today for memory in memories.values())
    answered = {
        attempt.card
        for attempt in store.attempts(modes=(Mode.STUDY, Mode.QUIZ))
        if attempt.day == today and attempt.moves_memory
    }
    reviews = max(limits.reviews_per_day - max(len(answered) - introduced, 0), 0)
    due = [*late, *review]
    today_s, postponed = due[:reviews], due[reviews:]
    ready = [card for card in today_s if card in late]
    ready += [card for due_at, card in steps if store.days.begins(today) <= due_at <= now]
    review = [card for card in today_s if card in review]
    unseen = [card for card in cards.cards if card not in memories]
    begins = not postponed and today.weekday() not in limits.easy_weekdays
    concept_of = {card: indexed.concept for card, indexed in cards.cards.items()}
    new = along_the_graph(
        by_concept([card for card in unseen if card not in resting], concept_of),
        {concept.id: concept.needs for concept in cards.concepts.values()},
        {card.id for card in cards.cards.values() if card.kind == "problem"},
    )
    new = list(new)[: max(limits.new_per_day - introduced, 0)] if begins else []
    return Plan(
        review=tuple(review),
        ready=tuple(ready),
        soon={card: due_at for due_at, card in steps if due_at > now},
        new=tuple(new),
        postponed=len(postponed),
        queue=(*spread([*ready, *review], concept_of), *new),
        unseen=tuple(unseen),
    )  # fmt: skip


def forgotten(standing: Standing, today: date) -> float:
    """What orders cards as retrievability does."""
    return max((today - standing.last_day).days, 0) / standing.memory.stability


@pytest.fixture(autouse=True)
def few_are_looked_at() -> Iterator[None]:
    """So that a home of some cards has more that rest or are gone than a query takes in at first."""
    with patch.object(planning, "A_FEW", -1):
        yield


def studied(store: Store, chance: Random) -> datetime:
    """Answers and marks by chance; the moment of the last one."""
    at = START
    for _ in range(chance.randint(0, 50)):
        minutes = chance.choice([chance.randint(-30, 60), chance.randint(-1440, 4 * 1440)])
        at += timedelta(minutes=minutes)  # now and then a clock is set back
        attempt = Attempt(
            id=new_id(at),
            device="laptop",
            at=at,
            mode=chance.choice(MODES),
            card=chance.choice([*CARDS, *GONE]),
            rating=chance.choice(RATINGS),
            seconds=5.0,
        )
        store.append(attempt).result()
    for _ in range(chance.choice([0, 0, 3, 9])):
        store.mark(chance.choice(CARDS), *chance.choice(MARKS), at).result()
    return at


@given(st.integers(0, 1 << 64))
@settings(max_examples=40, deadline=None)
def test_the_plan_is_that_of_looking_at_everything(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    chance = Random(seed)
    path = tmp_path_factory.mktemp("plan") / "study.sqlite3"
    with Store.open(path, "laptop", policy=chance.choice(POLICIES), study_days=Days(4, UTC)) as store:
        last = studied(store, chance)
        for _ in range(8):
            later = chance.choice(
                [timedelta(minutes=chance.randint(0, 60)), timedelta(days=chance.randint(0, 30))]
            )
            now = last + later
            limits = Limits(
                new_per_day=chance.randint(0, 6),
                reviews_per_day=chance.randint(0, 12),
                easy_weekdays=chance.choice([(), (0, 1, 2), (5, 6)]),
            )
            assert_the_plan_is_as_defined(store, now, limits)


def assert_the_plan_is_as_defined(store: Store, now: datetime, limits: Limits) -> None:
    everything = straightforward(store, index(), now, limits)
    assert plan(store, index(), now, limits, look=True) == everything
    planned = plan(store, index(), now, limits)
    assert planned == everything._replace(postponed=None, unseen=None)


def test_a_step_that_ends_as_the_day_begins_is_one_of_the_day_s(
    store: Store, index: CardIndex, attempt: Callable[..., Attempt], noon: datetime
) -> None:
    begin = store.days.begins(noon.date())
    waits = Policy().learning_seconds[0]  # after Again
    at = begin - timedelta(seconds=waits)
    for card, early in (("p/epoch-1", 0), ("p/epoch-2", 1)):
        store.append(attempt(card, Rating.AGAIN, at=at - timedelta(seconds=early))).result()
    today = plan(store, index, noon, Limits(reviews_per_day=0), look=True)
    assert (today.ready, today.postponed) == (("p/epoch-1",), 1)
    assert plan(store, index, noon).ready == ("p/epoch-2", "p/epoch-1")
