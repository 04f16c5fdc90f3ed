"""How home looks with a past, and the three pages of the very first start."""

import pytest

from studyapp.tui.places import WELCOME, Go
from tests.tui.pasts import some_weeks

FOUR = ("small-dark-en", "small-light-zh", "wide-dark-zh", "wide-light-en")
TWO = ("small-dark-en", "wide-dark-zh")


async def home_with_a_past(player) -> None:
    pass


async def concept_at_hand(player) -> None:
    await player.press("down", "down", "right")


async def the_year(player) -> None:
    await player.press("pagedown")


async def language(player) -> None:
    player.app.screen.post_message(Go(WELCOME))
    await player.settle()


async def amount(player) -> None:
    await language(player)
    await player.press("enter", "down")


async def how_a_card_works(player) -> None:
    await language(player)
    await player.press("enter", "enter")


def learnt(workspace) -> None:
    workspace.load_packs()
    some_weeks(workspace)


VIEWS = [(view, look) for view in (home_with_a_past, language, amount, how_a_card_works) for look in FOUR] + [
    *((concept_at_hand, look) for look in TWO),
    (the_year, "small-light-zh"),
]


@pytest.mark.parametrize(("view", "look"), VIEWS, ids=[f"{view.__name__}-{look}" for view, look in VIEWS])
def test_the_view_looks_as_it_did(painted, view, look) -> None:
    prepare = {"prepare": learnt} if view in (home_with_a_past, concept_at_hand, the_year) else {}
    assert painted(view, look, **prepare)
