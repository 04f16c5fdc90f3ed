"""Flags, rests and notes in a workspace: what rests is not asked, and a card laid aside costs no answer."""

from collections.abc import Callable
from concurrent.futures import Future

import pytest

from studyapp.domain.attempt import Mode
from studyapp.domain.grade import Rating
from studyapp.domain.marks import NO_MARKS, Marks
from studyapp.errors import StudyError
from studyapp.study.phase import Phase
from studyapp.study.session import Session
from studyapp.study.workspace import Workspace
from tests.study.test_cram import learn_everything
from tests.study.test_undo import easy, undo

LAY_ASIDE = [Session.suspend, Session.bury]
LayAside = Callable[[Session], Future[None]]

ALL = {
    "tiny/epoch-cloze",
    "tiny/kernel-weights",
    "tiny/why-batches",
    "tiny/gpu-hours",
    "tiny/conv-output-size",
}


def asked(session: Session) -> str:
    assert session.question is not None
    return session.question.card.id


def lay_aside(session: Session, how: LayAside) -> str:
    """Lay the asked card aside; which it was."""
    card = asked(session)
    how(session)
    session.advance()
    return card


def test_marks_are_told_by_card_and_a_rest_that_is_over_is_none(workspace: Workspace, clock) -> None:
    marking = workspace.marking
    marking.flag("tiny/gpu-hours", True).result()
    marking.note("tiny/gpu-hours", "  seconds, not minutes \n").result()
    marking.bury("tiny/gpu-hours", marking.tomorrow).result()
    marked = Marks(flag=True, buried_until=marking.tomorrow, note="seconds, not minutes")
    assert marking.of("tiny/gpu-hours") == marked
    assert marking.of("tiny/epoch-cloze") == NO_MARKS
    clock.forward(days=1)
    assert marking.of("tiny/gpu-hours") == Marks(flag=True, note="seconds, not minutes")


@pytest.mark.parametrize("how", LAY_ASIDE)
@pytest.mark.parametrize("answered", [False, True])
def test_a_card_that_is_laid_aside_is_gone_and_no_answer_is_counted(
    workspace: Workspace, how: LayAside, answered: bool
) -> None:
    session = workspace.session()
    before = session.total
    if answered:
        session.give_up()
    gone = lay_aside(session, how)
    assert session.phase is Phase.ASKING
    assert session.total < before
    seen = set()
    while session.phase is not Phase.OVER:
        seen.add(easy(session))
    assert seen == ALL - {gone}
    assert workspace.store.memory(gone) is None
    assert [one.card for one in workspace.store.attempts(card=gone)] == []
    assert gone not in workspace.plan()
    assert workspace.overview().new == 0


def test_what_is_suspended_comes_back_by_taking_it_back_what_is_buried_on_the_next_day(
    workspace: Workspace, clock
) -> None:
    session = workspace.session()
    suspended, buried = lay_aside(session, Session.suspend), lay_aside(session, Session.bury)
    clock.forward(days=1)
    assert buried in workspace.plan()
    assert suspended not in workspace.plan()
    workspace.marking.suspend(suspended, False).result()
    assert suspended in workspace.plan()


@pytest.mark.parametrize("how", LAY_ASIDE)
def test_undo_takes_up_what_was_laid_aside_before_it_takes_back_an_answer(
    workspace: Workspace, how: LayAside
) -> None:
    session = workspace.session()
    first = easy(session)
    question = session.question
    laid = lay_aside(session, how)
    interrupted = asked(session)
    undo(session)
    assert session.question == question  # with the same numbers
    assert workspace.marking.of(laid) == NO_MARKS
    undo(session)
    assert asked(session) == first
    assert [easy(session), easy(session), easy(session)] == [first, laid, interrupted]
    again = lay_aside(session, how)
    assert again not in {first, laid, interrupted}


def test_a_card_that_was_laid_aside_at_the_end_can_be_taken_up_again(workspace: Workspace) -> None:
    session = workspace.session(cards=1)
    card = lay_aside(session, Session.suspend)
    assert session.phase is Phase.OVER
    assert session.can_undo
    undo(session)
    assert (asked(session), session.phase) == (card, Phase.ASKING)


def test_a_card_put_to_rest_elsewhere_is_not_asked_on(workspace: Workspace) -> None:
    session = workspace.session()
    card = asked(session)
    assert not session.look_again()
    workspace.marking.suspend(card, True).result()
    assert session.look_again()
    assert asked(session) != card
    undo(session)
    assert asked(session) == card
    assert workspace.marking.of(card) == NO_MARKS


def test_a_card_reset_elsewhere_while_it_is_asked_is_answered_as_a_new_one(
    workspace: Workspace, clock
) -> None:
    learn_everything(workspace)
    clock.forward(days=60)
    session = workspace.session()
    card = asked(session)
    workspace.reset([card])
    assert not session.look_again()
    easy(session)
    standing = workspace.store.memory(card)
    assert standing is not None
    assert standing.repetitions == 1


def test_a_card_to_come_that_was_suspended_meanwhile_is_passed_over(workspace: Workspace) -> None:
    session = workspace.session()
    later = workspace.plan()[1]
    workspace.marking.suspend(later, True).result()
    seen = set()
    while session.phase is not Phase.OVER:
        seen.add(easy(session))
    assert seen == ALL - {later}


def test_a_quiz_and_a_cram_leave_out_the_suspended_and_ask_the_buried(workspace: Workspace) -> None:
    marking = workspace.marking
    marking.suspend("tiny/gpu-hours", True).result()
    marking.bury("tiny/kernel-weights", marking.tomorrow).result()
    quizzed = {question.card.id for question in workspace.quiz(10, chance=1).questions}
    assert quizzed == {"tiny/epoch-cloze", "tiny/kernel-weights", "tiny/conv-output-size"}
    cram = workspace.cram(["tiny"])
    seen = set()
    while cram.phase is not Phase.OVER:
        seen.add(easy(cram))
    assert seen == ALL - {"tiny/gpu-hours"}
    assert asked(workspace.cram(["gpu-hours"])) == "tiny/gpu-hours"  # who names it wants it
    marking.suspend("tiny/epoch-cloze", True).result()
    with pytest.raises(StudyError, match="all of these cards are suspended"):
        workspace.cram(["epoch"])


def test_a_card_laid_aside_in_a_cram_comes_no_more_in_it(workspace: Workspace) -> None:
    cram = workspace.cram(["tiny"])
    card = asked(cram)
    cram.give_up()
    cram.rate(Rating.AGAIN)
    cram.advance()
    while asked(cram) != card:
        easy(cram)
    lay_aside(cram, Session.bury)
    assert cram.phase is Phase.OVER
    assert [one.mode for one in workspace.store.attempts(card=card)] == [Mode.DRILL]


@pytest.mark.parametrize("how", LAY_ASIDE)
def test_what_was_laid_aside_before_a_pause_is_taken_up_by_undo_after_it(learner, how: LayAside) -> None:
    with learner() as workspace:
        workspace.load_packs()
        session = workspace.session()
        first = easy(session)
        question = session.question
        lay_aside(session, how)
        waiting = asked(session)
        session.pause().result()
        session.advance()
        assert workspace.put_by(session, {})
    workspace = learner()
    (paused,) = workspace.paused()
    session = workspace.take_up(paused)
    assert isinstance(session, Session)
    assert asked(session) == waiting
    undo(session)
    assert session.question == question
    assert workspace.marking.of(asked(session)) == NO_MARKS
    undo(session)
    assert asked(session) == first


def test_undo_passes_over_what_was_taken_back_elsewhere(workspace: Workspace) -> None:
    session = workspace.session()
    first = easy(session)
    laid = lay_aside(session, Session.suspend)
    workspace.marking.suspend(laid, False).result()
    undo(session)
    assert asked(session) == first
