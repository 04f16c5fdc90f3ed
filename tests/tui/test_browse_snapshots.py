"""How Browse looks: small and wide, dark and light, English and Chinese.

After a change that is meant: `pytest tests/tui/test_browse_snapshots.py --snapshot-update`. Then look.
"""

from datetime import timedelta

import pytest

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.store.ids import new_id


def with_a_past(workspace) -> None:
    """Cards in every state: due, in review, being learnt, flagged, resting, new."""
    workspace.load_packs()
    past = (
        ("why-batches", Rating.EASY, 90),
        ("epoch-cloze", Rating.EASY, 2),
        ("gpu-hours", Rating.AGAIN, 0),
        ("kernel-weights", Rating.GOOD, 0.5),
    )
    for card, rating, days in past:
        at = workspace.clock() - timedelta(days=days)
        workspace.store.append(
            Attempt(
                id=new_id(at), device="here", at=at, mode=Mode.STUDY, card=f"tiny/{card}", rating=rating,
                seconds=5.0, mistakes=("cost:hours.minutes",) if card == "gpu-hours" else (),
            )
        ).result()  # fmt: skip
    workspace.marking.flag("tiny/gpu-hours", True).result()
    workspace.marking.note("tiny/gpu-hours", "3600 seconds are an hour").result()
    workspace.marking.suspend("tiny/kernel-weights", True).result()


async def opened(player) -> None:
    await player.press("b")
    await player.until(lambda: player.app.screen._look.peek is not None)


async def every_card(player) -> None:
    await opened(player)
    await player.press("down", "down", "down")
    await player.until(lambda: player.app.screen._look.peek.card == "tiny/gpu-hours")


async def typing(player) -> None:
    await opened(player)
    await player.type("a state:")
    await player.until(lambda: len(player.app.screen._found) == 5)


async def nothing_found(player) -> None:
    await opened(player)
    await player.type("kernel kind:clozy")
    await player.until(lambda: not player.app.screen._look._preview._card)


VIEWS = [
    *((every_card, look) for look in ("small-dark-en", "small-light-zh", "wide-dark-zh", "wide-light-en")),
    *((typing, look) for look in ("small-dark-en", "wide-dark-zh")),
    *((nothing_found, look) for look in ("small-light-zh", "wide-light-en")),
]


@pytest.mark.parametrize(("view", "look"), VIEWS, ids=[f"{view.__name__}-{look}" for view, look in VIEWS])
def test_browse_looks_as_it_did(painted, view, look) -> None:
    assert painted(view, look, with_a_past)
