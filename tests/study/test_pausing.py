"""Pausing and going on: the same question, the same numbers, the same way on, whatever lies between."""

import json
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import copytree, rmtree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.card import Allowance
from studyapp.domain.grade import Rating
from studyapp.errors import StoreError
from studyapp.home import Home
from studyapp.store.ids import new_id
from studyapp.study.cram import Cram
from studyapp.study.drill import Drill
from studyapp.study.phase import Phase
from studyapp.study.quiz import Quiz
from studyapp.study.session import Session
from studyapp.study.sitting import Sitting
from studyapp.study.workspace import Workspace, open_workspace
from studyapp.text.numbers import show

PACKS = Path(__file__).parents[1] / "data" / "packs"


def right(sitting: Sitting) -> dict[str, str]:
    question = sitting.question
    if question.variant:
        return {name: show(value, 12) for name, value in question.variant.answers.items()}
    return {field.name: "a" if field.options else "epoch" for field in question.fields}


def wrong(sitting: Sitting) -> dict[str, str]:
    return {field.name: "b" if field.options else "7" for field in sitting.question.fields}


def answer(sitting: Sitting, response: dict[str, str] | None = None) -> None:
    sitting.grade(response or right(sitting)) if sitting.question.fields else sitting.reveal()
    sitting.rate(sitting.preset or Rating.GOOD)
    sitting.advance()


def pause(workspace: Workspace, sitting: Sitting, typed: dict[str, str] | None = None) -> bool:
    sitting.pause().result()
    sitting.advance()
    return workspace.put_by(sitting, typed)


def go_on(workspace: Workspace) -> Sitting | None:
    (paused,) = workspace.paused()
    return workspace.take_up(paused)


# What is the same afterwards


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


# What is dropped


def test_nothing_is_kept_where_nothing_was_done_yet(workspace) -> None:
    assert not pause(workspace, workspace.session())
    assert not pause(workspace, workspace.quiz(), {"output": ""})
    assert workspace.paused() == ()
    assert not workspace.home.paused.exists()


def test_another_study_day_begins_anew(workspace, clock) -> None:
    session = workspace.session()
    answer(session)
    pause(workspace, session)
    clock.forward(hours=20)
    assert workspace.paused() == ()
    assert workspace.overview().paused == ()


def test_what_another_terminal_answered_meanwhile_is_left_out(learner, clock) -> None:
    here, there = learner(), learner()
    session = here.session()
    answer(session)
    waiting, total = session.question.card.id, session.total
    pause(here, session, {"x": "y"})
    at = clock()
    there.store.append(
        Attempt(id=new_id(at), device="there", at=at, mode=Mode.STUDY, card=waiting, rating=Rating.EASY,
                seconds=4)
    ).result()  # fmt: skip
    session = go_on(here)
    assert session.question.card.id != waiting
    assert session.typed == {}
    assert session.total == total - 2  # a new card would have come twice


def test_only_one_terminal_takes_it_up(learner) -> None:
    here, there = learner(), learner()
    session = here.session()
    answer(session)
    pause(here, session)
    (seen,) = there.paused()
    assert here.take_up(seen) is not None
    assert there.take_up(seen) is None


def test_two_that_were_paused_both_wait_the_later_one_first(workspace, clock) -> None:
    session, quiz = workspace.session(), workspace.quiz(chance=1)
    answer(session)
    pause(workspace, session)
    clock.forward(minutes=1)
    answer(quiz)
    pause(workspace, quiz)
    assert [paused.kind for paused in workspace.paused()] == ["quiz", "study"]


def test_cards_of_a_pack_that_is_gone_are_left_out(learner, tiny_home, clock) -> None:
    with learner() as workspace:
        workspace.load_packs()
        session = workspace.session()
        answer(session)
        pause(workspace, session)
    rmtree(tiny_home / "packs" / "tiny")
    with learner() as workspace:
        workspace.load_packs()
        (paused,) = workspace.paused()
        assert workspace.take_up(paused) is None
        assert len(list(workspace.store.attempts())) == 1


def test_a_card_whose_numbers_are_drawn_otherwise_now_is_asked_anew(learner, tiny_home, clock) -> None:
    with learner() as workspace:
        workspace.load_packs()
        session = workspace.session()
        while session.question.card.id != "tiny/gpu-hours":
            answer(session)
        pause(workspace, session, {"cost": "12"})
    for file in (tiny_home / "packs" / "tiny").rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("price: [1.5, 2, 3]", "price: [11, 12, 13]"), encoding="utf-8")
    workspace = learner()
    session = go_on(workspace)
    assert session.typed == {}
    if session.question.card.id == "tiny/gpu-hours":
        assert session.question.variant.givens["price"] > 10


@pytest.mark.parametrize(
    "spoilt",
    ["", "{}", "[]", "nonsense", '{"format": 1}', '{"format": 99, "kind": "study"}'],
)
def test_a_file_that_cannot_be_read_is_nothing_to_go_on_with(workspace, spoilt: str) -> None:
    session = workspace.session()
    answer(session)
    pause(workspace, session)
    (file,) = workspace.home.paused.iterdir()
    file.write_text(spoilt, encoding="utf-8")
    assert workspace.paused() == ()


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_the_file_ends_in_no_crash(workspace, data) -> None:
    session = workspace.session()
    if session.question is None:  # of the examples before
        return
    run = {**(session.keep({"output": "1"}) or {})}
    run = json.loads(json.dumps(run, default=str))
    path = data.draw(
        st.lists(st.sampled_from([*run, *run["turn"], *run["turn"]["question"], "back", "queue"]))
    )
    value = data.draw(st.sampled_from([None, 7, -1.5, "x", [], {}, [1], [None], {"a": 1}, ["tiny/no"], True]))
    inner = run
    for key in path:
        if isinstance(inner, dict) and key in inner:
            inner[key], inner = (value, None) if key == path[-1] else (inner[key], inner[key])
    about = {
        "kind": "study", "at": workspace.clock().isoformat(), "day": "2026-11-21", "scope": [],
        "position": 1, "total": 1,
    }  # fmt: skip
    workspace.home.paused.mkdir(exist_ok=True)
    file = workspace.home.paused / "one.json"
    file.write_text(json.dumps({"format": 1, **about, "run": run}), encoding="utf-8")
    (paused,) = workspace.paused()
    sitting = workspace.take_up(paused)
    assert sitting is None or sitting.question is not None
    assert workspace.paused() == ()


def test_a_full_disk_is_told_and_the_answers_are_kept(workspace, monkeypatch) -> None:
    session = workspace.session()
    answer(session)
    workspace.home.paused.write_text("a file in the way of the folder")
    with pytest.raises(StoreError, match=r"your answers are kept"):
        pause(workspace, session)
    assert len(list(workspace.store.attempts())) == 1


def test_only_the_newest_few_are_kept(workspace, clock) -> None:
    for _ in range(12):
        quiz = workspace.quiz()
        pause(workspace, quiz, {"output": "1"})
        clock.forward(minutes=1)
    assert len(workspace.paused()) == len(list(workspace.home.paused.iterdir())) == 8


def test_what_waits_since_yesterday_goes_with_the_next_pause(workspace, clock) -> None:
    session = workspace.session()
    answer(session)
    pause(workspace, session)
    (yesterday,) = workspace.home.paused.iterdir()
    clock.forward(days=1)
    session = workspace.session()
    answer(session)
    pause(workspace, session)
    (today,) = workspace.home.paused.iterdir()
    assert today != yesterday


# How long a session is


def test_the_settings_say_how_long_a_session_is_where_nobody_says_otherwise(workspace, clock) -> None:
    workspace.config = replace(workspace.config, session_cards=2)
    assert workspace.session().total == 4  # two new cards, each asked twice
    assert workspace.session(cards=1).total == 2
    workspace.config = replace(workspace.config, session_cards=0, session_minutes=5)
    session = workspace.session()
    clock.forward(minutes=6)
    answer(session)
    assert session.phase is Phase.OVER


def test_a_session_ends_after_this_question_where_that_is_wanted(workspace) -> None:
    session = workspace.session()
    answer(session)
    session.is_last = True
    assert session.total == session.position == 2
    answer(session)
    assert session.phase is Phase.OVER
    session.undo()
    session.advance()
    assert session.total > 2  # who takes the last answer back goes on as before


def test_ten_more_minutes_or_cards(workspace, clock) -> None:
    session = workspace.session(minutes=5)
    session.lengthen()
    assert round(session.seconds_left) == 900
    session = workspace.session(cards=1)
    assert (session.total, session.can_lengthen) == (2, True)
    session.lengthen()
    assert (session.total, session.can_lengthen) == (10, False)
    assert not workspace.session().can_lengthen


def test_the_time_left_is_told_by_what_questions_usually_take(workspace, clock) -> None:
    assert workspace.session().seconds_left is None
    session = workspace.session()
    for _ in range(12):
        clock.forward(seconds=30)
        answer(session, wrong(session))
    assert round(workspace.store.usual_seconds()) == 30
    session.undo()
    session.advance()
    left = session.total - session.position + 1
    assert session.seconds_left == left * workspace.store.usual_seconds()


# However often it is paused


STEPS = st.lists(
    st.sampled_from(
        ["right", "wrong", "hint", "give up", "undo", "again", "bury", "pause", "restart", "last"]
    ),
    min_size=3,
    max_size=16,
)


def play(folder: Path, clock, steps: list[str], *, pausing: bool, quiz: bool) -> list[object]:
    """Do these steps in a home of its own, with or without the pauses; the log without its times."""
    copytree(PACKS / "tiny", folder / "packs" / "tiny")
    with ExitStack() as opened:
        workspace = opened.enter_context(open_workspace(home=Home.under(folder), clock=clock))
        workspace.load_packs()
        sitting = workspace.quiz(chance=5) if quiz else workspace.session()
        for step in steps:
            if sitting.question is None:
                break
            typed = {field.name: "1" for field in sitting.question.fields}
            if step in {"pause", "restart"}:
                if not pausing or not pause(workspace, sitting, typed):
                    continue
                if step == "restart":
                    workspace.close()
                    workspace = opened.enter_context(open_workspace(home=Home.under(folder), clock=clock))
                    workspace.load_packs()
                sitting = go_on(workspace)
                assert sitting.typed == typed
                continue
            clock.forward(seconds=20)
            act(sitting, step)
        left = [sitting.position, sitting.total, sitting.question and sitting.question.prompt]
        log = [
            (one.mode, one.card, one.level, one.seed, dict(one.givens), dict(one.response), one.score,
             one.mistakes, one.rating, one.moves_memory, round(one.seconds))
            for one in workspace.store.attempts()
        ]  # fmt: skip
        known = {card: replace(standing, last_at=None, due_at=None)
                 for card, standing in workspace.store.memories().items()}  # fmt: skip
        return [left, log, known]


def act(sitting: Sitting, step: str) -> None:
    match step:
        case "hint":
            sitting.hint()
        case "give up":
            sitting.give_up()
            sitting.rate(None if sitting.preset else Rating.AGAIN)
            sitting.advance()
        case "undo":
            if sitting.can_undo:
                sitting.undo()
                sitting.advance()
        case "again":
            sitting.grade(right(sitting)) if sitting.question.fields else sitting.reveal()
            if sitting.can_practise and sitting.preset:
                sitting.new_numbers()
            else:
                sitting.rate(sitting.preset or Rating.GOOD)
            sitting.advance()
        case "bury":
            if isinstance(sitting, Session):
                sitting.bury()
                sitting.advance()
        case "last":
            if isinstance(sitting, Session):
                sitting.is_last = True
        case _:
            answer(sitting, right(sitting) if step == "right" else wrong(sitting))


@given(steps=STEPS, quiz=st.booleans())
@example(steps=["right", "again", "pause", "undo", "restart", "undo", "pause", "right", "right"], quiz=False)
@example(steps=["wrong", "wrong", "undo", "undo", "restart", "right", "pause", "right"], quiz=False)
@example(steps=["hint", "pause", "right"], quiz=False)
@example(steps=["right", "bury", "restart", "undo"], quiz=False)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_log_is_the_same_however_often_one_pauses(tiny_home, tmp_path_factory, steps, quiz) -> None:
    from tests.conftest import Clock

    plain, paused = (
        play(tmp_path_factory.mktemp("home"), Clock(), steps, pausing=pausing, quiz=quiz)
        for pausing in (False, True)
    )
    assert paused == plain


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
