"""How the progress screen looks, with three months behind the learner and with none."""

import pytest

from tests.tui.pasts import three_months
from tests.tui.test_snapshots import FOUR, TWO


async def shown(player, page: str) -> None:
    await player.press("p", page)
    await player.until(lambda: "▸" in player.shown)


def page(number: int):
    async def view(player) -> None:
        await shown(player, str(number))

    return view


PAGES = [
    *((number, look) for number in (1, 5) for look in FOUR),
    *((number, look) for number in (3, 7, 8) for look in TWO),
    *((number, look) for number in (2, 4, 9) for look in ("small-light-zh",)),
]


@pytest.mark.parametrize(("number", "look"), PAGES)
def test_the_page_looks_as_it_did(painted, number: int, look: str) -> None:
    assert painted(page(number), look, three_months)


@pytest.mark.parametrize("look", TWO)
def test_an_empty_home_looks_kind(painted, look: str) -> None:
    assert painted(page(1), look)
