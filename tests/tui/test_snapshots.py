"""How the main views look: small and wide, dark and light, English and Chinese.

After a change that is meant: `pytest tests/tui/test_snapshots.py --snapshot-update`. Then look at them.
"""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from studyapp import i18n
from studyapp.tui.app import StudyApp

SMALL, WIDE = (80, 24), (120, 40)
LOOKS = {
    "small-dark-en": (SMALL, "dark", "en"),
    "small-light-zh": (SMALL, "light", "zh"),
    "wide-dark-zh": (WIDE, "dark", "zh"),
    "wide-light-en": (WIDE, "light", "en"),
}
TWO = ("small-dark-en", "wide-dark-zh")

PROBLEM, CHOICE, CLOZE = "tiny/conv-output-size", "tiny/kernel-weights", "tiny/epoch-cloze"


async def home(player) -> None:
    pass


async def asking(player) -> None:
    await player.press("enter", "f2")
    await player.type("(24-x")


async def wrong(player) -> None:
    await player.press("enter")
    await player.type(str(float(player.question.variant.mistakes["output"]["no_floor"])))
    await player.press("enter")


async def choice(player) -> None:
    await player.press("enter", "f3", "enter", "b", "enter")


async def summary(player) -> None:
    await choice(player)
    await player.press("escape")


async def result(player) -> None:
    await player.press("z", "f3", "enter", "escape")


async def help_page(player) -> None:
    await player.press("enter", "f1")


async def palette(player) -> None:
    await player.press("enter", "ctrl+p")
    await player.until(lambda: "F3" in player.shown)


async def demo(player) -> None:
    await player.press("m")
    choose = player.app.screen.query_one("DemoList")
    choose.highlighted = choose.get_option_index("minibatch-loop")
    await player.press("enter")
    await player.until(lambda: "6/6" in player.shown)


VIEWS = [(view, look) for view in (home, asking, wrong, demo) for look in LOOKS] + [
    (view, look) for view in (choice, summary, result, help_page, palette) for look in TWO
]


@pytest.fixture
def painted(learner, monkeypatch, snap_compare, player_of) -> Callable[..., bool]:
    """Compare a view with its picture."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()

    def compare(view, look: str) -> bool:
        size, theme, language = LOOKS[look]
        i18n.use(language)
        workspace = learner()
        workspace.config = replace(workspace.config, theme=theme)
        plan, shown = workspace._plan, (PROBLEM, CHOICE, CLOZE)
        monkeypatch.setattr(workspace, "_plan", lambda now: replace(plan(now), new=shown, queue=shown))
        quiz = workspace.quiz
        monkeypatch.setattr(workspace, "quiz", lambda: quiz(chance=1))

        async def play(pilot) -> None:
            await view(await player_of(pilot).ready())
            await pilot.pause()

        return snap_compare(StudyApp(workspace), terminal_size=size, run_before=play)

    return compare


@pytest.mark.parametrize(("view", "look"), VIEWS, ids=[f"{view.__name__}-{look}" for view, look in VIEWS])
def test_the_view_looks_as_it_did(painted, view, look) -> None:
    assert painted(view, look)
