"""Taking answers back: without end, over restarts, to the very question that was answered."""

from collections.abc import Callable

from studyapp.domain.attempt import Mode
from studyapp.study.phase import Phase
from studyapp.study.session import Session
from studyapp.study.workspace import Workspace
from tests.study.sittings import easy


def give_up(session: Session) -> None:
    session.give_up()
    session.rate()
    session.advance()


def undo(session: Session) -> None:
    session.undo()
    session.advance()


def test_undo_goes_back_to_the_same_question(workspace: Workspace):
    session = workspace.session()
    asked = session.question
    typed = {field.name: "3" for field in asked.fields}
    easy(session)
    interrupted = session.question
    undo(session)
    assert (session.question.card, session.question.seed) == (asked.card, asked.seed)
    assert session.question.prompt == asked.prompt
    assert session.phase is Phase.ASKING
    assert session.answers == ()
    assert list(workspace.store.attempts()) == []
    assert workspace.store.memory(asked.card.id) is None
    assert session.typed.keys() == typed.keys()
    easy(session)
    assert session.question.card == interrupted.card
    assert session.question.prompt == interrupted.prompt


def test_undo_has_no_end(workspace: Workspace):
    session = workspace.session()
    order = []
    while session.question:
        order.append(easy(session))
    assert session.phase is Phase.OVER
    back = []
    while session.can_undo:
        undo(session)
        back.append(session.question.card.id)
    assert back == order[::-1]
    assert workspace.overview().new == 5
    again = []
    while session.question:
        again.append(easy(session))
    assert again == order


def test_undo_survives_a_restart(learner: Callable[..., Workspace]):
    with learner() as before:
        session = before.session()
        asked = session.question
        easy(session)
        session.leave()
        session.advance()
    workspace = learner()
    assert workspace.overview().new == 4
    session = workspace.session()
    assert session.total == 8
    undo(session)
    assert session.question.card.id == asked.card.id
    assert session.question.prompt == asked.prompt
    assert session.total == 10
    assert workspace.overview().new == 5


def test_undoing_forgets_that_the_card_was_to_come_back(workspace: Workspace, clock):
    session = workspace.session()
    first = session.question.card.id
    give_up(session)
    undo(session)
    assert session.question.card.id == first
    clock.forward(minutes=2)
    easy(session)
    asked = []
    while session.question:
        asked.append(easy(session))
    assert first not in asked


def test_the_second_answer_to_a_card_is_taken_back_before_the_first(workspace: Workspace):
    session = workspace.session(cards=1)
    give_up(session)
    give_up(session)
    assert workspace.store.memory(session.question.card.id).repetitions == 2
    undo(session)
    assert workspace.store.memory(session.question.card.id).repetitions == 1
    undo(session)
    assert workspace.store.memory(session.question.card.id) is None
    assert session.total == 2


def test_undo_before_advancing_takes_back_what_was_just_saved(workspace: Workspace):
    session = workspace.session()
    first = session.question.card.id
    session.give_up()
    session.rate()
    undo(session)
    assert session.question.card.id == first
    assert list(workspace.store.attempts()) == []


def test_the_answer_to_a_card_whose_pack_is_gone_can_be_taken_back(
    learner: Callable[..., Workspace], home, tmp_path
):
    with learner() as before:
        easy(before.session())
    (home / "packs" / "tiny").rename(tmp_path / "elsewhere")
    workspace = learner()
    session = workspace.session()
    assert session.phase is Phase.OVER
    undo(session)
    assert session.phase is Phase.OVER
    assert list(workspace.store.attempts(modes=[Mode.STUDY])) == []


def test_a_session_takes_its_own_answers_back_before_those_of_another_window(
    learner: Callable[..., Workspace],
):
    here, there = learner().session(), learner().session()
    mine = easy(here)
    easy(there)
    theirs = easy(there)
    undo(here)
    assert here.question.card.id == mine
    undo(here)
    assert here.question.card.id == theirs
