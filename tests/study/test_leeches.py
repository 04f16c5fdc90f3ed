"""Leeches: found by lapses and by slips, told with a remedy, at the right moments."""

from datetime import timedelta

import pytest

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.store.ids import new_id
from studyapp.study.leeches import is_leech
from studyapp.study.phase import Phase
from studyapp.study.workspace import Workspace

GPU = "tiny/gpu-hours"


def put(workspace: Workspace, card: str, rating: Rating, at, mistakes: tuple[str, ...] = ()) -> None:
    workspace.store.append(
        Attempt(
            id=new_id(at), device=workspace.store.device, at=at, mode=Mode.STUDY, card=card,
            rating=rating, seconds=5.0, mistakes=mistakes,
        )
    ).result()  # fmt: skip


def forget(workspace: Workspace, card: str, clock, times: int) -> None:
    """Learn it, then forget it so often, each time after it had gone into review again."""
    put(workspace, card, Rating.EASY, clock())
    for _ in range(times):
        clock.forward(days=10)
        put(workspace, card, Rating.AGAIN, clock())
        put(workspace, card, Rating.EASY, clock() + timedelta(minutes=10))


def test_a_card_that_was_forgotten_often_is_a_leech_with_what_it_builds_on(workspace: Workspace, clock):
    workspace.load_packs()
    forget(workspace, GPU, clock, 5)
    assert workspace.leeches() == ()
    forget(workspace, "tiny/why-batches", clock, 1)
    clock.forward(days=10)
    put(workspace, GPU, Rating.AGAIN, clock())
    (leech,) = workspace.leeches()
    assert (leech.card, leech.lapses, leech.why) == (GPU, 6, "forgotten 6 times")
    assert "studyapp reset tiny/gpu-hours" in leech.remedy


def test_a_leech_that_is_well_known_at_last_is_none_any_more(workspace: Workspace, clock):
    workspace.load_packs()
    forget(workspace, GPU, clock, 6)
    assert len(workspace.leeches()) == 1
    while workspace.store.memory(GPU).memory.stability < 21:
        clock.forward(days=workspace.store.memory(GPU).interval)
        put(workspace, GPU, Rating.EASY, clock())
    assert workspace.leeches() == ()


def test_a_slip_that_keeps_coming_makes_a_leech_until_the_card_is_right(workspace: Workspace, clock):
    workspace.load_packs()
    for mistakes in ((), ("cost:minutes",), ("cost:other",), ("cost:minutes",)):
        put(workspace, GPU, Rating.AGAIN if mistakes else Rating.GOOD, clock(), mistakes)
        clock.forward(days=1)
    assert workspace.leeches() == ()  # twice is no habit
    put(workspace, GPU, Rating.AGAIN, clock(), ("cost:minutes",))
    (leech,) = workspace.leeches()
    assert (leech.card, leech.slip, leech.count) == (GPU, "cost:minutes", 3)
    assert leech.why == "cost:minutes in 3 of the last 5 answers"
    assert "studyapp cram tiny/gpu-hours" in leech.remedy
    clock.forward(days=1)
    put(workspace, GPU, Rating.GOOD, clock())
    assert workspace.leeches() == ()


@pytest.mark.parametrize(
    ("lapses", "told"), [(5, False), (6, True), (7, False), (8, False), (9, True), (12, True), (13, False)]
)
def test_it_is_told_at_the_limit_and_after_half_as_many_more(lapses: int, told: bool) -> None:
    assert is_leech(lapses, 6) is told


def test_a_session_tells_the_leech_that_it_met_and_undo_takes_it_back(workspace: Workspace, clock):
    workspace.load_packs()
    forget(workspace, GPU, clock, 5)
    clock.forward(days=10)
    session = workspace.session()
    while session.question.card.id != GPU:
        session.give_up()
        session.rate()
        session.advance()
    session.give_up()
    session.rate()
    session.advance()
    assert [leech.card for leech in session.summary().leeches] == [GPU]
    session.undo()
    session.advance()
    assert session.phase is Phase.ASKING
    assert session.summary().leeches == ()
