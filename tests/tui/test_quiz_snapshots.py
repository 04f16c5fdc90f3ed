"""How quizzes and drills look: choosing one, its result, a question of it; a drill, its chooser and its end.

After a change that is meant: `pytest tests/tui/test_quiz_snapshots.py --snapshot-update`. Then look at them.
"""

import pytest

from studyapp.tui.places import Go

LOOKS = ("small-dark-en", "small-light-zh", "wide-dark-zh", "wide-light-en")


async def setup(player) -> None:
    await player.press("z", "2", "0", "down", "right", "down", "down", "space", "down", "down", "space")


async def answered(player, slug: str, *, right: bool) -> None:
    """Type the answer to a problem, or that of its first mistake."""
    variant = player.question.variant
    ((part, answer),) = variant.answers.items()
    wrong = next(iter(variant.mistakes[part].values()))
    await player.type(str(float(answer if right else wrong)))
    await player.press("enter")


async def result(player) -> None:
    await player.press("z", "enter")
    for _ in range(player.app.screen.sitting.total):
        if player.question.variant is None:
            await player.press(*(["f3"] if player.slug == "epoch-cloze" else ["a", "enter"]))
        else:
            await answered(player, player.slug, right=player.slug == "gpu-hours")
        await player.press("enter")
    await player.press("down")


async def opened(player) -> None:
    await result(player)
    at = [answer.question.card.id for answer in player.app.screen.result.answers].index(
        "tiny/conv-output-size"
    )
    await player.press(*["down"] * at, "enter")


async def drilling(player) -> None:
    player.app.screen.post_message(Go("drill", problem="tiny/conv-output-size"))
    await player.settle()
    for right in (True, True, False):
        await answered(player, "conv-output-size", right=right)
        await player.press("enter")
    await player.type("12")


async def drilled(player) -> None:
    await drilling(player)
    await player.press("f7")


async def chooser(player) -> None:
    await drilled(player)
    await player.press("escape", "r")
    await player.until(lambda: "gpu-hours" in player.shown)


VIEWS = [(view, look) for view in (setup, result, opened, drilling, drilled, chooser) for look in LOOKS]


@pytest.mark.parametrize(("view", "look"), VIEWS, ids=[f"{view.__name__}-{look}" for view, look in VIEWS])
def test_the_view_looks_as_it_did(painted, view, look) -> None:
    assert painted(view, look)
