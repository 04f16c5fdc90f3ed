"""The weakest concept: by hand, and the same one wherever it is told."""

import pytest

from studyapp.domain.grade import Rating
from studyapp.store.known import Known
from studyapp.study import judging
from studyapp.study.weakness import strength, weakest
from studyapp.study.workspace import Workspace

WORN = Known(cards=4, seen=4, expected=1.0, learning=0, attempts=8, right=8)
UNLUCKY = Known(cards=4, seen=1, expected=1.0, learning=1, attempts=1, right=0)
UNMET = Known(cards=4, seen=0, expected=0.0, learning=0, attempts=0, right=0)


def test_one_wrong_answer_weighs_less_than_a_concept_long_forgotten() -> None:
    assert strength(WORN) == pytest.approx(1 / 4 * 9 / 10)
    assert strength(UNLUCKY) == pytest.approx(1 * 1 / 3)
    assert weakest({"p/unlucky": UNLUCKY, "p/worn": WORN}) == "p/worn"


def test_what_was_not_met_is_not_weak() -> None:
    assert weakest({"p/unmet": UNMET, "p/unlucky": UNLUCKY}) == "p/unlucky"
    assert weakest({"p/unmet": UNMET}) is None


def test_of_equals_the_same_is_told_in_whatever_order_they_come() -> None:
    assert weakest({"p/b": WORN, "p/a": WORN}) == weakest({"p/a": WORN, "p/b": WORN}) == "p/a"


def test_home_progress_and_drill_tell_of_the_same_concept(workspace: Workspace) -> None:
    session = workspace.session()
    while session.question is not None and session.position < 12:
        wrong = session.question.card.concept == "tiny/output-size"
        session.give_up() if session.question.fields else session.reveal()
        session.rate(Rating.AGAIN if wrong else Rating.EASY)
        session.advance()
    groups = workspace.statistics().by_concept
    assert any(group.shaky for group in groups)
    told = {group.id: group for group in groups}
    weak = weakest(workspace.glance().concepts)
    assert weak == weakest({id: group.known for id, group in told.items()}) is not None
    assert told[weak].name.en in judging.of_mastery(groups)
    glanced = workspace.glance().concepts
    assert {id: known.mastery for id, known in glanced.items()} == pytest.approx(
        {id: told[id].mastery for id in glanced}
    )
