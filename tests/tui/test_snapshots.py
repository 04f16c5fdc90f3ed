"""How the main views look: small and wide, dark and light, English and Chinese.

After a change that is meant: `pytest tests/tui/test_snapshots.py --snapshot-update`. Then look at them.
"""

import pytest

FOUR = ("small-dark-en", "small-light-zh", "wide-dark-zh", "wide-light-en")
TWO = ("small-dark-en", "wide-dark-zh")


async def home(player) -> None:
    pass


async def asking(player) -> None:
    await player.press("enter", "f2")
    await player.type("(24-x")


async def wrong(player) -> None:
    await player.press("enter")
    await player.type(str(float(player.question.variant.mistakes["output"]["no_floor"])))
    await player.press("enter")


async def paused(player) -> None:
    await player.press("enter", "f3", "enter", "f2")
    await player.type("x")
    await player.press("escape")


async def choice(player) -> None:
    await player.press("enter", "f3", "enter", "b", "enter")


async def summary(player) -> None:
    await choice(player)
    await player.press("escape", ".")


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


VIEWS = [(view, look) for view in (home, asking, wrong, demo) for look in FOUR] + [
    (view, look) for view in (paused, choice, summary, help_page, palette) for look in TWO
]


@pytest.mark.parametrize(("view", "look"), VIEWS, ids=[f"{view.__name__}-{look}" for view, look in VIEWS])
def test_the_view_looks_as_it_did(painted, view, look) -> None:
    assert painted(view, look)
