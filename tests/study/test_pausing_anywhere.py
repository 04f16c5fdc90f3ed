"""However often a session is paused, its log is the same."""

from contextlib import ExitStack
from pathlib import Path
from shutil import copytree

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from studyapp.domain.grade import Rating
from studyapp.home import Home
from studyapp.study.session import Session
from studyapp.study.sitting import Sitting
from studyapp.study.workspace import open_workspace
from tests.study.sittings import answer, go_on, pause, right, wrong

PACKS = Path(__file__).parents[1] / "data" / "packs"

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
        known = {card: standing._replace(last_at=None, due_at=None)
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
