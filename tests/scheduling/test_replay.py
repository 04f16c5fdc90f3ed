"""Replaying at once, and going on by one answer, give to the last bit what answering one by one gives."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.grade import Rating
from studyapp.scheduling.fsrs import DEFAULT_WEIGHTS
from studyapp.scheduling.replay import RESET, Replayed, Rules, go_on, replay
from studyapp.scheduling.schedule import Policy, answer

FIRST = date(2026, 1, 1)

POLICIES = {
    "usual": Policy(),
    "strict": Policy(retention=0.97, learning_seconds=(30,), relearning_seconds=(60, 600)),
    "steps": Policy(retention=0.75, learning_seconds=(60, 300, 600), relearning_seconds=()),
    "plain": Policy(fuzz=False, learning_seconds=()),
    "short": Policy(longest_interval=9, easy_weekdays=(5, 6), relearning_seconds=()),
    "own": Policy(retentions=(("p", 0.8), ("q", 0.99)), easy_weekdays=(0, 1, 2, 3, 4)),
    "weights": Policy(weights=(*(w * 1.1 for w in DEFAULT_WEIGHTS[:-1]), 0.2)),
}

HISTORIES = st.lists(
    st.tuples(
        st.sampled_from([*POLICIES, "usual", "usual"]),
        st.one_of(st.integers(-3, 3), st.integers(0, 60), st.integers(0, 4000)),
        st.sampled_from([RESET, 1, 2, 2, 3, 3, 3, 3, 3, 4]),
    ),
    min_size=1,
    max_size=14,
)


@given(HISTORIES, st.sampled_from(["p/card", "q/other", "elsewhere/x"]))
@settings(max_examples=400, deadline=None)
def test_a_replay_gives_what_answering_one_by_one_gives(history, card) -> None:
    day, one_by_one, rows = FIRST, None, []
    gone_on: Replayed | None = None
    rules = {name: Rules(policy) for name, policy in POLICIES.items()}
    for nth, (policy, days, rating) in enumerate(history):
        day += timedelta(days=days)
        at = datetime(day.year, day.month, day.day, 12, nth, tzinfo=UTC)
        moment = at.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
        rows.append((f"id-{nth}", moment, day.isoformat(), rating, policy))
        if rating == RESET:
            one_by_one = gone_on = None
            continue
        gone_on = (
            go_on(card, gone_on, rating, day.toordinal(), rules[policy])
            if gone_on
            else replay(card, rows[-1:], rules.__getitem__)
        )
        one_by_one = answer(one_by_one, Rating(rating), card=card, at=at, day=day, policy=POLICIES[policy])
    replayed = replay(card, rows, rules.__getitem__)
    assert (replayed and replayed.standing(at)) == one_by_one
    assert replayed == gone_on


def test_long_runs_of_reviews_with_growing_and_shrinking_intervals_agree() -> None:
    rules = Rules(Policy(relearning_seconds=()))
    for seed in range(300):
        day, standing, rows = FIRST, None, []
        for nth in range(60):
            day += timedelta(days=(seed * 7 + nth * nth) % 11)
            at = datetime(day.year, day.month, day.day, 12, nth, tzinfo=UTC)
            rating = Rating(1 + (seed + nth * 13) % 4)
            standing = answer(standing, rating, card=f"p/{seed}", at=at, day=day, policy=rules.policy)
            rows.append(("id", at.isoformat(), day.isoformat(), int(rating), "known"))
            replayed = replay(f"p/{seed}", rows, lambda _: rules)
            assert replayed is not None
            assert replayed.standing(at) == standing
