"""A long walk through sessions by chance: whatever keys are pressed, nothing is lost, doubled or stuck."""

from collections.abc import Callable
from random import Random

import pytest

from studyapp.domain.attempt import Mode
from studyapp.domain.grade import Rating
from studyapp.study.phase import Phase
from studyapp.study.session import Session
from studyapp.study.workspace import Workspace


def step(session: Session, chance: Random) -> int:
    """Do one thing that a learner could do now; by how many the answers in the log grow."""
    if session.phase is Phase.ASKING:
        match chance.choice(["right", "wrong", "reveal", "hint", "undo"]):
            case "hint":
                session.hint()
            case "undo" if session.can_undo:
                session.undo()
                session.advance()
                return -1
            case "reveal":
                session.reveal()
            case kind:
                respond(session, right=kind == "right")
        return 0
    match chance.choice(["preset", "rating", "practise", "undo"]):
        case "practise" if session.can_practise:
            session.new_numbers()
        case "undo" if session.can_undo:
            session.undo()
            session.advance()
            return -1
        case _:
            session.rate(chance.choice(list(Rating)) if session.preset is None else None)
    session.advance()
    return 1


def respond(session: Session, *, right: bool) -> None:
    question = session.question
    if not question.fields:
        session.reveal()
    elif question.variant and right:
        session.grade({name: str(value) for name, value in question.variant.answers.items()})
    else:
        session.grade({field.name: "a" if field.options else "1" for field in question.fields})


@pytest.mark.parametrize("seed", range(4))
def test_a_walk_by_chance_loses_and_doubles_nothing(learner: Callable[..., Workspace], clock, seed: int):
    chance = Random(seed)
    kept = 0
    for _ in range(5):
        with learner() as workspace:
            session = workspace.session()
            for _ in range(60):
                if session.phase is Phase.OVER:
                    break
                kept += step(session, chance)
                assert 0 <= session.position <= session.total
                assert (session.question is None) == (session.phase is Phase.OVER)
                clock.forward(seconds=chance.randrange(200))
            kept += session.phase is Phase.ANSWERED and session.preset is not None
            session.leave()
            session.advance()
            attempts = list(workspace.store.attempts())
            assert len(attempts) == kept
            assert len({attempt.id for attempt in attempts}) == kept
            assert sum(a.mode is Mode.STUDY for a in attempts) >= len(session.answers)
            memories = workspace.store.memories()
            workspace.store.rebuild().result()
            assert workspace.store.memories() == memories
        clock.forward(hours=chance.randrange(60))
