"""Same problem, new numbers; and which numbers and level a card is asked with."""

import pytest

from studyapp.domain.attempt import Mode
from studyapp.domain.grade import Rating
from studyapp.scheduling.fsrs import Memory
from studyapp.study.level import level_for
from studyapp.study.phase import Phase
from studyapp.study.session import Session
from studyapp.study.workspace import Workspace


def at_problem(workspace: Workspace, name: str = "tiny/conv-output-size") -> Session:
    session = workspace.session()
    while session.question.card.id != name:
        session.give_up()
        session.rate()
        session.advance()
    return session


def wrong(session: Session) -> None:
    session.grade({field.name: "1" for field in session.question.fields})


def answer_easily(session: Session) -> None:
    """Answer so that the card does not come back in this session, whatever kind it is."""
    fields = session.question.fields
    session.grade({f.name: "a" if f.options else "1" for f in fields}) if fields else session.reveal()
    session.rate(Rating.EASY)
    session.advance()


def practise(session: Session) -> None:
    session.new_numbers()
    session.advance()


def test_practice_asks_the_same_problem_with_other_numbers_and_moves_no_memory(workspace: Workspace):
    session = at_problem(workspace)
    first = session.question
    position = session.position
    assert not session.can_practise
    wrong(session)
    assert session.can_practise
    practise(session)
    assert session.practising
    assert session.question.card == first.card
    assert session.question.variant.givens != first.variant.givens
    assert session.intervals() == {}
    remembered = workspace.store.memory(first.card.id)
    session.grade({"output": str(session.question.variant.answers["output"])})
    session.rate()
    session.advance()
    assert not session.practising
    assert session.position == position + 1
    assert workspace.store.memory(first.card.id) == remembered
    modes = [attempt.mode for attempt in workspace.store.attempts(card=first.card.id)]
    assert modes == [Mode.STUDY, Mode.DRILL]
    assert session.summary().practised == 1
    assert len(session.answers) == position


def test_practice_has_no_end_and_no_numbers_twice(workspace: Workspace):
    session = at_problem(workspace)
    met = [session.question.variant.givens]
    for _ in range(5):
        wrong(session)
        practise(session)
        met.append(session.question.variant.givens)
    assert all(met.index(givens) == place for place, givens in enumerate(met))


def test_undoing_practice_returns_to_it_and_then_to_the_card(workspace: Workspace):
    session = at_problem(workspace)
    first = session.question
    wrong(session)
    practise(session)
    practised = session.question
    wrong(session)
    session.rate()
    session.advance()
    session.undo()
    session.advance()
    assert session.practising
    assert session.question.variant == practised.variant
    session.undo()
    session.advance()
    assert not session.practising
    assert session.question.variant == first.variant
    assert session.summary().practised == 0


def test_undoing_practice_leaves_the_forgotten_card_to_come_back(workspace: Workspace):
    session = at_problem(workspace)
    problem = session.question.card
    wrong(session)
    practise(session)
    wrong(session)
    session.rate()
    session.advance()
    session.undo()
    session.advance()
    wrong(session)
    session.rate()
    session.advance()
    still_asked = []
    while session.question:
        still_asked.append(session.question.card)
        answer_easily(session)
    assert problem in still_asked


def test_only_an_answered_problem_can_be_practised(workspace: Workspace):
    session = at_problem(workspace, "tiny/epoch-cloze")
    session.grade({"gap1": "epoch"})
    assert not session.can_practise
    with pytest.raises(ValueError, match="only a problem that is answered"):
        session.new_numbers()


def test_a_learner_meets_no_variant_twice(workspace: Workspace, clock):
    met = []
    for _ in range(8):
        session = at_problem(workspace)
        met.append(session.question.variant.givens)
        session.give_up()
        session.rate()
        session.leave()
        session.advance()
        clock.forward(days=1)
    assert all(met.index(givens) == place for place, givens in enumerate(met))


def test_the_same_history_gives_the_same_numbers(workspace: Workspace):
    first, second = at_problem(workspace).question, at_problem(workspace).question
    assert first.variant == second.variant


def standing(stability: float, state: str = "REVIEW"):
    from datetime import UTC, date, datetime

    from studyapp.scheduling.schedule import Standing, State

    return Standing(
        memory=Memory(stability, 5.0), state=State[state], step=None, due_at=None, due_day=date(2026, 12, 1),
        interval=10, last_at=datetime(2026, 11, 21, tzinfo=UTC), last_day=date(2026, 11, 21),
        first_day=date(2026, 11, 1), repetitions=5, lapses=0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("stability", "levels", "expected"),
    [
        (6.9, (1, 2, 3), 1),
        (7, (1, 2, 3), 2),
        (21, (1, 2, 3), 3),
        (300, (1, 2, 3), 3),
        (300, (1,), 1),
        (30, (1, 4), 1),
    ],
)
def test_the_level_grows_with_the_memory(stability, levels, expected):
    assert level_for(standing(stability), levels) == expected


def test_what_is_new_or_being_learnt_is_asked_at_the_first_level():
    assert level_for(None, (1, 2)) == 1
    assert level_for(standing(100, "RELEARNING"), (1, 2)) == 1


def test_a_well_known_problem_is_asked_at_level_two(workspace: Workspace, clock):
    session = at_problem(workspace)
    assert session.question.level == 1
    session.grade({"output": str(session.question.variant.answers["output"])})
    session.rate(Rating.EASY)
    session.advance()
    session.leave()
    session.advance()
    clock.forward(days=60)
    # Easy at first gives a stability of 8.3 days (w3 of FSRS-6): more than a week.
    assert at_problem(workspace).question.level == 2
    assert session.phase is Phase.OVER
