"""Pausing and going on: the same question, the same numbers, the same way on, whatever lies between."""

from datetime import timedelta

from studyapp.domain.attempt import Mode
from studyapp.domain.card import Allowance
from studyapp.domain.grade import Rating
from studyapp.study.cram import Cram
from studyapp.study.drill import Drill
from studyapp.study.phase import Phase
from studyapp.study.quiz import Quiz
from studyapp.study.session import Session
from studyapp.study.workspace import Workspace
from tests.study.sittings import answer, go_on, pause, right, wrong


def test_it_goes_on_at_the_same_question_with_what_was_typed_and_the_hints_taken(learner, clock) -> None:
    with learner() as workspace:
        workspace.load_packs()
        session = workspace.session()
        while session.question.card.id != "tiny/gpu-hours":
            answer(session)
        session.hint()
        clock.forward(seconds=40)
        before = (session.question.prompt, session.position, session.total, session.hints_left)
        assert pause(workspace, session, {"cost": "12*"})
        assert (workspace.paused()[0].position, workspace.paused()[0].total) == before[1:3]
    clock.forward(hours=3)
    workspace = learner()
    assert workspace.overview().paused[0].kind == "study"
    session = go_on(workspace)
    assert (session.question.prompt, session.position, session.total, session.hints_left) == before
    assert session.typed == {"cost": "12*"}
    assert len(session.hints_taken) == 1
    assert workspace.paused() == ()
    clock.forward(seconds=20)
    session.grade(right(session))
    assert session.preset is Rating.HARD  # for the hint, which was not forgotten
    session.rate().result()
    # Forty seconds before and twenty after; the three hours between are nobody's.
    assert round(workspace.store.last_attempt().seconds) == 60


def test_what_is_graded_and_not_rated_is_saved_as_preset_and_the_next_question_waits(
    workspace, clock
) -> None:
    session = workspace.session()
    session.grade(right(session))
    pause(workspace, session)
    assert [one.rating for one in workspace.store.attempts()] == [Rating.GOOD]
    waiting = session.question.card.id
    assert go_on(workspace).question.card.id == waiting


def test_a_card_that_was_revealed_and_not_rated_is_still_revealed(workspace, clock) -> None:
    session = workspace.session()
    while session.question.fields:
        answer(session)
    clock.forward(seconds=30)
    session.reveal()
    pause(workspace, session)
    clock.forward(hours=1)
    session = go_on(workspace)
    assert session.phase is Phase.ANSWERED
    assert session.question.card.id == "tiny/why-batches"
    session.rate(Rating.GOOD).result()
    session.advance()
    assert round(workspace.store.last_attempt().seconds) == 30


def test_tries_that_were_used_up_stay_used_up(workspace, clock, monkeypatch) -> None:
    monkeypatch.setattr(Session, "allowance", Allowance(tries=3))
    session = workspace.session()
    session.grade(wrong(session))
    missed = session.missed
    pause(workspace, session, wrong(session))
    session = go_on(workspace)
    assert (session.missed, session.tries_left, session.typed) == (missed, 1, wrong(session))


def test_undo_goes_back_across_the_pause_and_comes_to_the_same_question_again(workspace) -> None:
    session = workspace.session()
    first = session.question
    answer(session, wrong(session))
    second = session.question.card.id
    pause(workspace, session)
    session = go_on(workspace)
    session.undo()
    session.advance()
    assert (session.question.card.id, session.question.prompt) == (first.card.id, first.prompt)
    answer(session)
    assert session.question.card.id == second


def test_undo_takes_back_this_sessions_answer_though_another_window_answered_meanwhile(
    learner, clock
) -> None:
    here, there = learner(), learner()
    session = here.session()
    mine = session.question.card.id
    answer(session)
    pause(here, session)
    elsewhere = there.session()
    answer(elsewhere)
    session = go_on(here)
    session.undo()
    session.advance()
    assert session.question.card.id == mine
    assert len(list(here.store.attempts())) == 1


def test_a_card_that_was_laid_aside_before_the_pause_is_taken_up_again_by_undo(workspace) -> None:
    session = workspace.session()
    laid = session.question
    session.bury().result()
    session.advance()
    pause(workspace, session, {"x": "1"})
    session = go_on(workspace)
    session.undo()
    session.advance()
    assert (session.question.card.id, session.question.prompt) == (laid.card.id, laid.prompt)
    assert not session.marks.buried_until


def test_a_card_that_was_suspended_meanwhile_is_left_out(workspace) -> None:
    session = workspace.session()
    answer(session)
    waiting, total = session.question.card.id, session.total
    pause(workspace, session)
    session.marking.suspend(waiting, True).result()
    session = go_on(workspace)
    assert session.question.card.id != waiting
    assert session.total == total - 2


def test_the_summary_at_the_end_tells_of_what_was_before_the_pause(workspace) -> None:
    session = workspace.session()
    answer(session, wrong(session))
    pause(workspace, session)
    session = go_on(workspace)
    answer(session)
    summary = session.summary()
    assert (summary.answered, summary.right) == (2, 1)


def test_the_minutes_of_a_session_stand_still_while_it_is_paused(workspace, clock) -> None:
    session = workspace.session(minutes=10)
    clock.forward(minutes=8)
    answer(session)
    pause(workspace, session)
    clock.forward(hours=2)
    session = go_on(workspace)
    assert round(session.seconds_left) == 120
    clock.forward(minutes=3)
    answer(session)
    assert session.phase is Phase.OVER


def test_a_quiz_keeps_its_questions_and_its_result(workspace) -> None:
    quiz = workspace.quiz(chance=3)
    asked = [question.prompt for question in quiz.questions]
    answer(quiz, wrong(quiz))
    pause(workspace, quiz)
    quiz = go_on(workspace)
    assert isinstance(quiz, Quiz)
    assert [question.prompt for question in quiz.questions] == asked
    assert (quiz.position, quiz.total) == (2, 4)
    while quiz.question:
        answer(quiz)
    result = quiz.result()
    assert (result.right, result.total) == (3, 4)
    assert {one.mode for one in workspace.store.attempts()} == {Mode.QUIZ}


def test_cramming_asks_again_what_was_not_known_before_the_pause(workspace) -> None:
    cram = workspace.cram(["training-loop"])
    missed = cram.question.card.id
    cram.give_up()
    cram.rate()
    cram.advance()
    pause(workspace, cram)
    cram = go_on(workspace)
    assert isinstance(cram, Cram)
    asked = []
    while cram.question:
        asked.append(cram.question.card.id)
        answer(cram)
    assert asked[-1] == missed


def test_a_pause_costs_no_time_of_the_day_plan(workspace, clock) -> None:
    """What comes back within minutes comes at its time, before what is left of the queue."""
    session = workspace.session()
    first = session.question.card.id
    answer(session, wrong(session))
    pause(workspace, session)
    clock.forward(minutes=2)
    session = go_on(workspace)
    answer(session)
    assert session.question.card.id == first
    assert timedelta(minutes=2) <= clock.time - workspace.store.memory(first).last_at


def test_a_drill_goes_on_with_its_level_its_row_and_its_aim(workspace: Workspace):
    drill = workspace.drill(["tiny/conv-output-size"])
    slip = drill.question.variant.mistakes["output"]["no_floor"]
    for _ in range(2):
        answer(drill, {"output": str(float(slip))})
        slip = drill.question.variant.mistakes["output"].get("no_floor", slip)
    answer(drill)
    asked, ladder, aim, before = drill.question, drill.ladder, drill.aim, drill.summary()
    assert pause(workspace, drill, {"output": "3+"})
    again = go_on(workspace)
    assert isinstance(again, Drill)
    assert (again.question, again.ladder, again.aim) == (asked, ladder, aim)
    assert again.aim is not None
    assert again.typed == {"output": "3+"}
    assert again.summary() == before
    answer(again)
    answer(drill)
    assert again.ladder == drill.ladder


def test_a_drill_of_which_nothing_is_left_is_not_gone_on_with(workspace: Workspace):
    drill = workspace.drill(["tiny/conv-output-size"])
    answer(drill)
    assert pause(workspace, drill)
    workspace.marking.suspend("tiny/conv-output-size", True).result()
    assert go_on(workspace) is None
