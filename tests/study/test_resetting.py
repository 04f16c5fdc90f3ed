"""Cards that begin anew, by name, and as they were again."""

from studyapp.domain.attempt import Mode
from studyapp.study.phase import Phase
from studyapp.study.workspace import Workspace
from tests.study.test_cram import learn_everything


def test_a_reset_makes_a_concept_new_and_touches_no_other_card(workspace: Workspace, clock):
    learn_everything(workspace)
    clock.forward(days=1)
    before = workspace.store.memories()
    done = workspace.reset(["conv-output-size"])
    assert done == ("tiny/conv-output-size",)
    after = workspace.store.memories()
    assert after.keys() == before.keys() - {*done}
    assert all(after[card] == before[card] for card in after)
    assert workspace.overview().new == 1
    assert workspace.statistics().total.attempts == 5  # what was answered still counts


def test_undo_brings_back_all_cards_of_the_last_reset_and_no_earlier_one(workspace: Workspace, clock):
    learn_everything(workspace)
    clock.forward(days=1)
    before = workspace.store.memories()
    workspace.reset(["gpu-hours"])
    clock.forward(minutes=1)
    assert len(workspace.reset(["tiny"])) == 4  # one is new already
    assert workspace.undo_reset() == 4
    assert workspace.store.memories().keys() == before.keys() - {"tiny/gpu-hours"}
    assert workspace.undo_reset() == 1
    assert workspace.store.memories() == before
    assert workspace.undo_reset() == 0


def test_undo_in_a_session_takes_an_answer_back_and_leaves_the_reset(workspace: Workspace, clock):
    learn_everything(workspace)
    clock.forward(days=1)
    workspace.reset(["gpu-hours"])
    session = workspace.session()
    session.undo()
    session.advance()
    assert session.phase is Phase.ASKING
    modes = [attempt.mode for attempt in workspace.store.attempts()]
    assert modes == [Mode.STUDY] * 4 + [Mode.RESET]
