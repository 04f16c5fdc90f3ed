"""A learner who types lines, for tests."""

from collections.abc import Callable
from io import StringIO

from studyapp.domain.grade import Rating
from studyapp.plain.console import Console
from studyapp.plain.session import run_session
from studyapp.study.upcoming import Upcoming
from studyapp.study.workspace import Workspace
from studyapp.text.numbers import show


def study(workspace: Workspace, *typed: str, first: str = "conv-output-size") -> str:
    """Go through a session that begins with one card, typing these lines; what was said."""
    session = workspace.session()
    others = [card for card in workspace.plan() if card != f"tiny/{first}"]
    session._upcoming = Upcoming([f"tiny/{first}", *others])
    session._move_on()
    return spoken(lambda console: run_session(session, console), typed)


def spoken(run: Callable[[Console], None], typed: tuple[str, ...]) -> str:
    """What was said while these lines were typed."""
    output = StringIO()
    run(Console(StringIO("".join(f"{line}\n" for line in typed)), output))
    return output.getvalue()


def answer_of(workspace: Workspace, card: str = "conv-output-size", seed: int = 0) -> str:
    """The right answer to a problem, as it may be typed."""
    (answer,) = workspace.library.card(f"tiny/{card}").ask(1, seed).variant.answers.values()
    return show(answer, 12)


def attempts(workspace: Workspace) -> list[tuple[str, Rating, str]]:
    """Every answer that was kept: card, rating, mode."""
    return [(a.card.removeprefix("tiny/"), a.rating, a.mode.value) for a in workspace.store.attempts()]
