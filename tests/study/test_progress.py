"""What the progress screen shows: gathered once, sums over days that leave none out and count none twice."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.domain.grade import Rating
from studyapp.store.statistics import Tally
from studyapp.study.phase import Phase
from studyapp.study.progress import spans, weekly
from studyapp.study.workspace import Workspace

TODAY = date(2026, 11, 21)
DAYS = st.dictionaries(
    st.integers(0, 364).map(lambda ago: TODAY - timedelta(ago)),
    st.integers(1, 50).map(lambda count: Tally(attempts=count, reviews=count, seconds=60 * count)),
)


def answer_all(workspace: Workspace, rating: Rating = Rating.EASY) -> None:
    session = workspace.session()
    while session.phase is not Phase.OVER:
        session.give_up() if rating is Rating.AGAIN and session.question.fields else session.reveal()
        session.rate(rating)
        session.advance()
        if rating is Rating.AGAIN:
            return


@given(DAYS, st.sampled_from([(30, 30), (90, 12), (365, 12)]))
def test_columns_hold_every_answer_of_their_days_once(by_day, shown) -> None:
    days, count = shown
    columns = spans(by_day, TODAY, days)
    assert len(columns) == count
    first = columns[0][0]
    within = sum(tally.attempts for day, tally in by_day.items() if first <= day <= TODAY)
    assert sum(tally.attempts for _day, tally in columns) == within
    assert (TODAY - first).days + 1 in {30, 84, 360}


@given(DAYS)
def test_weeks_are_counted_back_from_today(by_day) -> None:
    weeks = weekly(by_day, TODAY, 2)
    assert [ago for ago, _tally in weeks] == [1, 0]
    for ago, tally in weeks:
        days = [TODAY - timedelta(7 * ago + back) for back in range(7)]
        assert tally.attempts == sum(by_day[day].attempts for day in days if day in by_day)


def test_an_empty_home_is_empty(workspace) -> None:
    progress = workspace.progress()
    assert progress.is_empty
    assert progress.unmet == 5
    assert progress.slips == progress.leeches == ()


def test_concepts_stand_under_their_chapters_the_least_known_begun_first(workspace) -> None:
    answer_all(workspace, Rating.AGAIN)
    progress = workspace.progress()
    assert [chapter.title.en for chapter in progress.chapters] == ["The training loop", "Convolution"]
    found = {group.id for chapter in progress.chapters for group in chapter.concepts}
    assert found == {group.id for group in progress.told.by_concept if group.cards}
    for chapter in progress.chapters:
        order = [(not group.seen, group.mastery) for group in chapter.concepts]
        assert order == sorted(order)
    assert progress.unmet == 4


def test_a_slip_is_said_as_its_pack_says_it(workspace) -> None:
    session = workspace.session()
    while session.question.card.id != "tiny/gpu-hours":
        session.give_up() if session.question.fields else session.reveal()
        session.rate(Rating.AGAIN)
        session.advance()
    minutes = session.question.variant.answers["cost"] * 60
    session.grade({"cost": str(float(minutes))})
    session.rate().result()
    (slip,) = [said for said in workspace.progress().slips if said.slip.card == "tiny/gpu-hours"]
    assert "minutes" in slip.say.en
    assert slip.slip.count == 1
    assert slip.concept.en


def test_it_is_kept_until_the_next_answer(workspace, clock, monkeypatch) -> None:
    first = workspace.progress()
    assert workspace.progress() is first
    answer_all(workspace, Rating.AGAIN)
    second = workspace.progress()
    assert second is not first
    assert second.told.total.attempts == 1
    workspace.store.undo(workspace.store.last_attempt().id).result()
    assert workspace.progress().told.total.attempts == 0
    third = workspace.progress()
    clock.forward(days=1)
    assert workspace.progress() is not third


@pytest.mark.parametrize("days", [30, 90, 365])
def test_the_last_column_ends_today(days: int) -> None:
    columns = spans({TODAY: Tally(attempts=3)}, TODAY, days)
    assert columns[-1][1].attempts == 3
