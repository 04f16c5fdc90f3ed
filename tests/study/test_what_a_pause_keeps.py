"""What of a paused session is dropped: what changed, was answered elsewhere, or cannot be read."""

import json
from shutil import rmtree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.errors import StoreError
from studyapp.store.ids import new_id
from tests.study.sittings import answer, go_on, pause


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
