"""Whole sessions on a real home, by a clock that is moved by hand.

The tiny pack has five cards: why-batches (basic), epoch-cloze, gpu-hours (problem), kernel-weights
(choice), conv-output-size (problem, two levels).
"""

from concurrent.futures import Future
from datetime import timedelta

import pytest

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating, Status
from studyapp.errors import DrawError, ResponseError, StoreError, StudyError
from studyapp.store.ids import new_id
from studyapp.study.phase import Phase
from studyapp.study.session import Session
from studyapp.study.workspace import Workspace
from studyapp.text.numbers import show

MINUTE, TEN_MINUTES = timedelta(minutes=1), timedelta(minutes=10)


def slug(session: Session) -> str:
    assert session.question is not None
    return session.question.card.id.removeprefix("tiny/")


def right_response(session: Session) -> dict[str, str]:
    question = session.question
    if question.variant:
        return {name: show(value, 12) for name, value in question.variant.answers.items()}
    return {"epoch-cloze": {"gap1": "epoch"}, "kernel-weights": {question.fields[0].name: "a"}}[slug(session)]


def answer(session: Session, *, right: bool = True, rating: Rating | None = None) -> None:
    """Answer whatever is asked, rate it, and go on."""
    if not session.question.fields:
        session.reveal()
        rating = rating or (Rating.GOOD if right else Rating.AGAIN)
    elif right:
        session.grade(right_response(session))
    else:
        session.grade({field.name: "b" if field.options else "7" for field in session.question.fields})
    session.rate(rating)
    session.advance()


def go_to(session: Session, wanted: str) -> None:
    """Answer easily until this card is asked."""
    while slug(session) != wanted:
        answer(session, rating=Rating.EASY)


def finish(session: Session) -> list[str]:
    asked = []
    while session.phase is not Phase.OVER:
        asked.append(slug(session))
        answer(session, rating=Rating.EASY)
    return asked


def test_every_card_of_the_plan_is_asked_once_when_all_is_easy(workspace: Workspace):
    planned = [card.removeprefix("tiny/") for card in workspace.plan()]
    session = workspace.session()
    assert session.total == 10  # a new card takes two answers: now, and once its ten minutes are over
    assert finish(session) == planned
    assert sorted(planned) == [
        "conv-output-size", "epoch-cloze", "gpu-hours", "kernel-weights", "why-batches",
    ]  # fmt: skip
    assert session.question is None
    assert session.position == session.total == 5


def test_an_answer_is_in_the_log_before_the_next_card_is_asked(workspace: Workspace):
    session = workspace.session()
    first = slug(session)
    session.give_up()
    session.rate()
    assert session.phase is Phase.SAVING
    assert slug(session) == first
    session.advance()
    (kept,) = workspace.store.attempts()
    assert (kept.card, kept.rating, kept.mode) == (f"tiny/{first}", Rating.AGAIN, Mode.STUDY)
    assert slug(session) != first


def test_what_an_attempt_keeps(workspace: Workspace, clock):
    session = workspace.session()
    go_to(session, "gpu-hours")
    variant = session.question.variant
    (minutes,) = {variant.mistakes["cost"][id] for id in variant.mistakes["cost"] if "minutes" in id}
    clock.forward(seconds=20)
    grade = session.grade({"cost": show(minutes, 12)})
    assert grade.parts["cost"].status is Status.INCORRECT
    session.rate()
    session.advance()
    kept = list(workspace.store.attempts())[-1]
    assert kept.givens == variant.givens
    assert kept.response == {"cost": show(minutes, 12)}
    assert kept.mistakes == ("cost:hours.minutes",)
    assert kept.score == 0
    assert kept.rating is Rating.AGAIN
    assert kept.seconds == pytest.approx(20, abs=0.1)
    assert kept.moves_memory


def test_time_spent_on_the_feedback_is_not_time_spent_on_the_answer(workspace: Workspace, clock):
    session = workspace.session()
    go_to(session, "epoch-cloze")
    clock.forward(seconds=5)
    session.grade({"gap1": "epoch"})
    clock.forward(seconds=60)
    session.rate()
    session.advance()
    assert session.answers[-1].attempt.seconds == pytest.approx(5, abs=0.1)


def test_a_clock_that_is_set_back_gives_no_negative_time(workspace: Workspace, clock):
    session = workspace.session()
    clock.forward(hours=-1)
    answer(session)
    assert session.answers[-1].attempt.seconds == 0


def test_a_forgotten_card_comes_back_in_the_same_session(workspace: Workspace, clock):
    session = workspace.session()
    first = slug(session)
    answer(session, right=False, rating=Rating.AGAIN)
    assert session.total == 1 + 2 + 4 * 2  # it begins its two steps anew
    clock.forward(minutes=1)
    asked = slug(session)
    answer(session, rating=Rating.EASY)
    assert asked != first
    assert slug(session) == first


def test_a_forgotten_card_comes_early_when_nothing_else_is_left(workspace: Workspace):
    session = workspace.session(cards=1)
    first = slug(session)
    answer(session, right=False, rating=Rating.AGAIN)
    assert slug(session) == first
    answer(session, rating=Rating.EASY)
    assert session.phase is Phase.OVER


def test_after_good_a_new_card_comes_back_in_ten_minutes(workspace: Workspace):
    session = workspace.session()
    intervals = session.intervals()
    # FSRS's learning steps: again in one minute, good in ten; easy leaves them for days.
    assert intervals[Rating.AGAIN] == MINUTE
    assert intervals[Rating.GOOD] == TEN_MINUTES
    assert intervals[Rating.EASY] >= timedelta(days=1)


def test_an_unreadable_response_costs_nothing(workspace: Workspace):
    session = workspace.session()
    go_to(session, "conv-output-size")
    with pytest.raises(ResponseError):
        session.read("output", "three")
    assert session.grade({"output": "three"}).parts["output"].status is Status.UNREADABLE
    assert session.phase is Phase.ASKING
    assert session.preset is None
    session.grade(right_response(session))
    assert session.preset is Rating.GOOD


def test_the_first_response_counts(workspace: Workspace):
    session = workspace.session()
    go_to(session, "kernel-weights")
    name = session.question.fields[0].name
    assert not session.grade({name: "b"}).correct
    assert not session.grade({name: "a"}).correct
    assert session.preset is Rating.AGAIN


def test_a_hint_sets_good_down_to_hard(workspace: Workspace):
    session = workspace.session()
    go_to(session, "epoch-cloze")
    assert session.hints_left == 1
    assert session.hint().en == "It begins with an e."
    assert session.hint() is None
    session.grade({"gap1": "epoch"})
    assert session.preset is Rating.HARD


def test_a_self_rated_card_has_no_preset(workspace: Workspace):
    session = workspace.session()
    go_to(session, "why-batches")
    session.reveal()
    assert session.phase is Phase.ANSWERED
    assert session.preset is None
    with pytest.raises(ValueError, match="rated once it is answered"):
        session.rate()


def test_giving_up_shows_the_working_and_counts_as_again_whatever_is_chosen(workspace: Workspace):
    session = workspace.session()
    go_to(session, "conv-output-size")
    revealed = session.give_up()
    assert [step.name for step in revealed.working] == ["extent", "output"]
    session.rate(Rating.EASY)
    session.advance()
    kept = session.answers[-1].attempt
    assert (kept.rating, kept.score) == (Rating.AGAIN, 0)


def test_rating_twice_saves_once(workspace: Workspace):
    session = workspace.session()
    session.give_up()
    assert session.rate() is session.rate()
    session.advance()
    session.advance()
    assert len(list(workspace.store.attempts())) == 1


def test_after_its_minutes_a_session_asks_nothing_new(workspace: Workspace, clock):
    session = workspace.session(minutes=5)
    clock.forward(minutes=6)
    answer(session)
    assert session.phase is Phase.OVER
    assert session.total == 1


def test_leaving_saves_what_was_graded_but_not_rated(workspace: Workspace):
    session = workspace.session()
    go_to(session, "epoch-cloze")
    session.grade({"gap1": "epoch"})
    session.leave()
    session.advance()
    assert session.phase is Phase.OVER
    kept = list(workspace.store.attempts())[-1]
    assert (kept.card, kept.rating) == ("tiny/epoch-cloze", Rating.GOOD)
    assert session.summary().answered == len(list(workspace.store.attempts()))


def test_leaving_an_open_question_saves_nothing(workspace: Workspace):
    session = workspace.session()
    session.leave()
    session.advance()
    assert session.phase is Phase.OVER
    assert list(workspace.store.attempts()) == []


def test_the_summary_counts_what_was_right_and_names_slips(workspace: Workspace, clock):
    session = workspace.session()
    go_to(session, "conv-output-size")
    answered = len(session.answers)
    mistakes = session.question.variant.mistakes["output"]
    clock.forward(seconds=30)
    session.grade({"output": show(mistakes["no_floor"], 12)})
    session.rate()
    session.leave()
    session.advance()
    summary = session.summary()
    assert summary.answered == answered + 1
    assert summary.right == answered
    assert summary.seconds == pytest.approx(30, abs=0.2)
    (slip,) = summary.slips
    assert "output:no_floor" in slip.mistakes
    assert slip.count == 1
    assert "rounding" in slip.say.en
    assert summary.next_due is not None


def test_a_session_without_due_cards_is_over_at_once(workspace: Workspace):
    finish(workspace.session())
    session = workspace.session()
    assert session.phase is Phase.OVER
    assert session.total == 0
    with pytest.raises(ValueError, match="no question"):
        session.rate(Rating.GOOD)


def test_nothing_to_undo_is_said(workspace: Workspace):
    session = workspace.session()
    assert not session.can_undo
    with pytest.raises(StudyError, match="no answer left to take back"):
        session.undo()


def fail_to_save(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def append(attempt, seen):
        failed = Future()
        failed.set_exception(StoreError("The disk is full"))
        return failed

    monkeypatch.setattr(workspace.store, "append", append)


def test_if_saving_fails_the_question_stands_and_can_be_saved_again(workspace: Workspace, monkeypatch):
    session = workspace.session()
    asked = slug(session)
    session.give_up()
    with monkeypatch.context() as patch:
        fail_to_save(workspace, patch)
        session.rate()
        with pytest.raises(StoreError, match="disk is full"):
            session.advance()
    assert (slug(session), session.phase) == (asked, Phase.ANSWERED)
    assert session.answers == ()
    session.rate()
    session.advance()
    assert slug(session) != asked
    assert len(list(workspace.store.attempts())) == 1


def test_what_cannot_be_drawn_is_passed_over_and_told_at_the_end(workspace: Workspace, monkeypatch):
    card = workspace.library.card("tiny/conv-output-size")

    def ask(self, level=1, seed=0):
        raise DrawError("the problem has nothing to draw")

    monkeypatch.setattr(type(card), "ask", ask)
    session = workspace.session()
    assert sorted(finish(session)) == ["epoch-cloze", "kernel-weights", "why-batches"]
    assert [str(error) for error in session.summary().unaskable] == ["the problem has nothing to draw"] * 2


def test_a_session_of_few_cards_counts_those_that_come_back_among_them(workspace: Workspace):
    session = workspace.session()
    for _ in range(3):
        answer(session, right=False, rating=Rating.AGAIN)
    session.leave()
    session.advance()
    assert workspace.session().total == 2 * 5
    assert workspace.session(cards=3).total == 2 * 3
    assert workspace.session(cards=1).total == 2


@pytest.mark.parametrize(("seconds", "preset"), [(20, Rating.GOOD), (40, Rating.HARD), (700, Rating.GOOD)])
def test_a_problem_that_took_far_longer_than_usual_is_preset_hard(
    workspace: Workspace, clock, seconds: int, preset: Rating
):
    for nth in range(3):
        at = clock()
        workspace.store.append(
            Attempt(
                id=new_id(at), device="d", at=at, mode=Mode.DRILL, card="tiny/gpu-hours", seed=nth,
                score=1.0, rating=Rating.GOOD, seconds=10.0,
            )
        ).result()  # fmt: skip
    session = workspace.session()
    go_to(session, "gpu-hours")
    clock.forward(seconds=seconds)
    session.grade(right_response(session))
    assert session.preset is preset
    session.rate(Rating.EASY)  # and she may overrule it
    session.advance()
    assert session.answers[-1].attempt.rating is Rating.EASY
