"""How packs, settings, keys and themes look. After a change that is meant: `--snapshot-update`, and look."""

from shutil import copytree

import pytest

from studyapp.tui.screens import own_keys as own_keys_screen
from studyapp.tui.themes import THEMES
from tests.conftest import PACKS

FOUR = ("small-dark-en", "small-light-zh", "wide-dark-zh", "wide-light-en")


@pytest.fixture(autouse=True)
def _packs(tiny_home, monkeypatch):
    """Three packs: one on and faulty, one that waits, one off; paths are told as seen from above the home."""
    monkeypatch.chdir(tiny_home.parent)
    for name, title in (("basics", "Basics of sorting"), ("history", "A little history")):
        pack = copytree(PACKS / "tiny", tiny_home / "packs" / name) / "pack.yaml"
        text = pack.read_text(encoding="utf-8").replace("id: tiny", f"id: {name}")
        pack.write_text(text.replace("A tiny pack", title), encoding="utf-8")
    cards = tiny_home / "packs" / "tiny" / "convolution" / "cards.yaml"
    cards.write_text(cards.read_text(encoding="utf-8").replace("no_floor", "no_flor"), encoding="utf-8")
    (tiny_home / "config.toml").write_text('on_request = "history"\npacks_off = "basics"\n')


async def packs(player) -> None:
    await player.press("k", "end", "up")


async def settings(player) -> None:
    await player.press("o", *["down"] * 9)  # desired retention


async def mistyped(player) -> None:
    await player.press("o", "down", "right", "down", "down", "enter")
    await player.type("1x")


@pytest.fixture(autouse=True)
def _few_keys(monkeypatch):
    """A picture of all keys would have to be drawn anew with every key that any screen gets."""
    shown = ("app.", "rate.", "card.hint", "card.give_up", "card.demo")
    few = {id: action for id, action in own_keys_screen.actions().items() if id.startswith(shown)}
    monkeypatch.setattr(own_keys_screen, "actions", lambda: few)


async def own_keys(player) -> None:
    await player.press("o", "end", "enter")
    while player.app.screen.row_list.row != "card.hint":
        await player.press("down")
    await player.press("enter", "j")
    player.app.clear_notifications()


def themed(name):
    """Home in one of the themes that the other pictures don't have."""

    async def home(player) -> None:
        player.app.paint(name)
        player.app.clear_notifications()  # about the faulty pack, with a path that changes

    home.__name__ = f"home_{name}"
    return home


VIEWS = [(view, look) for view in (packs, settings) for look in FOUR] + [
    *((mistyped, look) for look in ("small-light-zh", "wide-light-en")),
    *((own_keys, look) for look in ("small-dark-en", "wide-light-en")),
    *((themed(name), "small-dark-en") for name in THEMES if name not in {"dark", "light"}),
]


@pytest.mark.parametrize(("view", "look"), VIEWS, ids=[f"{view.__name__}-{look}" for view, look in VIEWS])
def test_the_view_looks_as_it_did(painted, view, look) -> None:
    assert painted(view, look)
