"""How a card's sheet looks: small and wide, dark and light, English and Chinese.

After a change that is meant: `pytest tests/tui/test_card_snapshots.py --snapshot-update`. Then look at them.
"""

import pytest

from tests.tui.test_card import CARD, give_a_past, opened
from tests.tui.test_snapshots import FOUR, TWO


def marked(workspace) -> None:
    """A past, a flag and a note."""
    give_a_past(workspace)
    workspace.marking.flag(CARD, True).result()
    workspace.marking.note(CARD, "Round down last: 向下取整是最后一步。\nStride first.").result()


async def sheet(player) -> None:
    await opened(player)


async def sheet_further_down(player) -> None:
    await opened(player)
    await player.press("pagedown")


async def new_card(player) -> None:
    await opened(player, "tiny/why-batches")
    await player.press("x")


async def note(player) -> None:
    await opened(player)
    await player.press("e")


async def answer_with_note(player) -> None:
    """A card with a flag and a note, answered; the notice of the flag is gone again."""
    await player.press("enter")
    card = player.question.card.id
    player.app.workspace.marking.note(card, "Round down last: 向下取整是最后一步。").result()
    await player.press("f3", "f")
    await player.until(lambda: "⚑" in player.rows[0])
    await player.press("pageup")


VIEWS = (
    [(sheet, look) for look in FOUR]
    + [(view, look) for view in (sheet_further_down, note, answer_with_note) for look in TWO]
    + [(new_card, "small-light-zh")]
)


@pytest.mark.parametrize(("view", "look"), VIEWS, ids=[f"{view.__name__}-{look}" for view, look in VIEWS])
def test_the_view_looks_as_it_did(painted, view, look) -> None:
    assert painted(view, look, marked)
