"""Cramming: due or not, the weakest first, wrong ones again, and not a memory moved."""

import pytest

from studyapp.domain.attempt import Mode
from studyapp.domain.grade import Rating
from studyapp.errors import UnknownNameError
from studyapp.study.cram import Cram, in_order
from studyapp.study.phase import Phase
from studyapp.study.workspace import Workspace


def answer(session: Cram, rating: Rating) -> str:
    card = session.question.card.id
    if session.question.fields:
        session.give_up() if rating is Rating.AGAIN else session.grade(
            {field.name: "a" if field.options else "1" for field in session.question.fields}
        )
    else:
        session.reveal()
    session.rate(rating)
    session.advance()
    return card


def learn_everything(workspace: Workspace) -> None:
    session = workspace.session()
    while session.phase is not Phase.OVER:
        session.reveal() if not session.question.fields else session.grade(
            {field.name: "a" if field.options else "1" for field in session.question.fields}
        )
        session.rate(Rating.EASY)
        session.advance()


def test_a_cram_asks_cards_that_are_not_due_and_moves_no_memory(workspace: Workspace):
    learn_everything(workspace)
    before, planned = workspace.store.memories(), workspace.plan()
    session = workspace.cram(["tiny"])
    assert session.total == 5
    asked = {answer(session, Rating.GOOD) for _ in range(5)}
    assert session.phase is Phase.OVER
    assert len(asked) == 5
    assert workspace.store.memories() == before
    assert workspace.plan() == planned
    told = workspace.statistics().total, workspace.statistics().practised
    assert (told[0].attempts, told[1]) == (5, 5)
    modes = [attempt.mode for attempt in workspace.store.attempts()]
    assert modes == [Mode.STUDY] * 5 + [Mode.DRILL] * 5


def test_what_was_not_known_is_asked_again_until_it_is(workspace: Workspace):
    session = workspace.cram(["tiny"], cards=2)
    first = answer(session, Rating.AGAIN)
    assert session.total == 3
    second = answer(session, Rating.GOOD)
    assert second != first
    assert session.question.card.id == first
    answer(session, Rating.GOOD)
    assert session.phase is Phase.OVER
    assert session.summary().answered == 3
    assert not session.can_undo
    assert workspace.store.memories() == {}


def test_names_are_chapters_concepts_cards_or_packs(workspace: Workspace):
    everything = workspace.cards_named(["tiny"])
    assert len(everything) == 5
    assert workspace.cards_named(["conv-output-size"]) == ("tiny/conv-output-size",)
    assert workspace.cards_named(["tiny/gpu-hours", "conv-output-size"]) == (
        "tiny/gpu-hours",
        "tiny/conv-output-size",
    )
    chapter = workspace.cards_named(["training-loop"])
    assert chapter
    assert {*chapter} < {*everything}
    assert workspace.cards_named(["tiny/training-loop"]) == chapter
    with pytest.raises(UnknownNameError, match="did you mean training-loop"):
        workspace.cards_named(["training-lop"])


def test_the_weakest_come_first_and_those_never_seen_last(workspace: Workspace, clock):
    session = workspace.session()
    ids = []
    for rating in (Rating.EASY, Rating.HARD):
        ids.append(session.question.card.id)
        session.give_up() if session.question.fields and rating is Rating.HARD else None
        session.reveal()
        session.rate(rating)
        session.advance()
        clock.forward(days=1)
    standings = workspace.store.memories()
    today = workspace.store.days.of(clock())
    order = in_order(["tiny/new", *ids], standings, today, {card: card for card in ["tiny/new", *ids]})
    recall = {card: standings[card].retrievability(today) for card in ids}
    assert order == [*sorted(ids, key=recall.__getitem__), "tiny/new"]
