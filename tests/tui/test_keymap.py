"""Keys of the learner's own: how they are read, which clash, and that every place shows and obeys them."""

import json

import pytest
from textual.binding import Binding, BindingsMap

from studyapp.cli.main import main
from studyapp.errors import ConfigError
from studyapp.tui.key_table import actions, clashes, key_faults
from studyapp.tui.keymap import read_keys, readable, rebound, with_key


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("g", ("g",)),
        ("G", ("G",)),
        ("?", ("question_mark",)),
        ("g, F2 ,ctrl+g", ("g", "f2", "ctrl+g")),
        ("^g", ("ctrl+g",)),
        ("Esc,PgDn", ("escape", "pagedown")),
        ("comma", ("comma",)),
        ("alt+ctrl+x", ("ctrl+alt+x",)),
        ("g,g", ("g",)),
    ],
)
def test_keys_are_read_as_people_write_them(typed, keys):
    assert read_keys(typed) == keys


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("escpae", "there is no key escpae; did you mean escape?"),
        ("cntrl+g", "there is no key cntrl[+]g; did you mean ctrl[+]g?"),
        ("f25", "there is no key f25; did you mean f5"),
        ("", "there is no key ''; write g, f2, ctrl[+]g or comma"),
        ("g,", "there is no key ''"),
        ("gg", "there is no key gg"),
    ],
)
def test_a_key_that_does_not_exist_is_told(typed, says):
    with pytest.raises(ConfigError, match=says):
        read_keys(typed)


def test_what_cannot_be_read_is_left_out_for_the_app():
    assert readable({"card.hint": "gg", "card.undo": "w"}) == {"card.undo": ("w",)}


@pytest.mark.parametrize(
    ("keys", "new", "then"),
    [
        (("h", "f2", "ctrl+g"), "j", ("j", "f2", "ctrl+g")),
        (("h", "f2", "ctrl+g"), "f9", ("h", "f9", "ctrl+g")),
        (("h", "f2", "ctrl+g"), "ctrl+x", ("h", "f2", "ctrl+x")),
        (("l", "L", "ctrl+l"), "v", ("v", "ctrl+l")),
        (("ctrl+p",), "v", ("v", "ctrl+p")),
        (("enter", "space"), "v", ("v", "enter", "space")),
    ],
)
def test_a_new_key_takes_the_place_of_those_of_its_sort(keys, new, then):
    assert with_key(keys, new) == then


def test_a_key_that_two_share_stays_with_the_other_one():
    shared = BindingsMap(
        [Binding("enter,space", "show", "Show", id="card.show"), Binding("enter", "go", "Next", id="card.go")]
    )
    mine = rebound(shared, {"card.show": ("v",)})
    assert {key: [each.action for each in found] for key, found in mine.key_to_bindings.items()} == {
        "v": ["show"],
        "enter": ["go"],
    }
    both = rebound(shared, {"card.show": ("enter",)})
    assert [each.action for each in both.key_to_bindings["enter"]] == ["show", "go"]
    assert "space" not in both.key_to_bindings


def test_no_two_actions_of_ours_clash():
    """By the keys that we gave out: each action is looked at as if a learner had chosen just these."""
    ours = {id: action.keys for id, action in actions().items()}
    told = {(one, key) for one, key, other in clashes(ours) if other.id and other.id.startswith("app.")}
    assert told == set()


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"card.hnt": "g"}, "keys: there is no action card.hnt; did you mean card.hint?"),
        ({"zebra": "g"}, "keys: there is no action zebra; studyapp config keys lists them"),
        ({"card.hint": "i"}, "keys: card.hint: i is the key of card.give_up there"),
        (
            {"card.hint": "f12", "card.give_up": "f12"},
            "keys: card.hint: F12 is the key of card.give_up there",
        ),
        ({"home.packs": "l"}, "keys: home.packs: l is the key of app.language there"),
        ({"app.theme": "h"}, "keys: app.theme: h is the key of card.hint there"),
        ({"card.hint": "gg"}, "keys: card.hint: there is no key gg"),
    ],
)
def test_keys_with_a_fault_are_told(keys, says):
    assert any(str(fault).startswith(says) for fault in key_faults(keys).values())


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"card.hint": "g"},
        {"card.hint": "i", "card.give_up": "h"},  # exchanged
        {"home.packs": "h"},  # another screen's key
        {"card.reveal": "enter"},  # shared as it was
    ],
)
def test_keys_that_can_be_are_not_complained_of(keys):
    assert key_faults(keys) == {}


async def test_the_learners_key_works_and_is_shown_and_the_old_one_is_free(play, tiny_home):
    tiny_home.joinpath("config.toml").write_text('[keys]\n"home.quiz" = "v"\n"card.hint" = "f12"\n')
    async with play() as player:
        assert "v Quiz" in " ".join(player.rows[-2:])
        await player.press("z")
        assert "Quiz" not in player.rows[0]
        await player.press("f1")
        assert any(row.strip().startswith("v ") and "Quiz" in row for row in player.rows)
        await player.press("escape", "ctrl+p")
        await player.type("quiz")
        await player.until(lambda: any("Ten questions" in row and row.endswith(" v") for row in player.rows))
        await player.press("escape", "s")
        assert "F12 Hint" in player.shown
        await player.type("hv")  # letters are letters while one types
        assert "hv" in player.shown
        await player.press("f12")
        assert (
            player.app.screen.sitting.hints_seen if hasattr(player.app.screen.sitting, "hints_seen") else True
        )
        assert "Idea" in player.shown or "Hint" in player.shown


async def test_keys_with_a_fault_are_told_once_and_are_as_they_were(play, tiny_home):
    tiny_home.joinpath("config.toml").write_text('[keys]\n"home.quiz" = "k"\n"home.demos" = "j"\n')
    async with play() as player:
        await player.until(lambda: bool(player.notices))
        assert list(player.notices) == ["keys: home.quiz: k is the key of home.packs there"]
        assert player.app.keymap == {"home.demos": ("j",)}
        await player.press("k")
        assert "Packs" in player.rows[0]


async def to(player, id):
    """Walk down to an action."""
    for _ in range(len(actions()) + 1):
        if player.app.screen.row_list.row == id:
            return
        await player.press("down")
    raise AssertionError(f"{id} is not listed")


async def to_the_keys(player):
    await player.press("o", "end", "enter")
    assert "Keys of your own" in player.rows[0]


async def test_a_new_key_is_pressed_works_at_once_and_is_kept(play, tiny_home):
    async with play() as player:
        await to_the_keys(player)
        await to(player, "home.quiz")
        await player.press("enter")
        assert "Press the new key for “Quiz”." in player.shown
        await player.press("v")
        await player.until(lambda: "•▸Quiz" in player.shown)
        assert "1 changed" in player.rows[0]
        assert '"home.quiz" = "v"' in (tiny_home / "config.toml").read_text()
        await player.press("escape", "escape")
        assert "v Quiz" in " ".join(player.rows[-2:])
        await to_the_keys(player)
        await to(player, "home.quiz")
        await player.press("d")
        assert player.app.workspace.config.keys == {}
        assert player.app.keymap == {}


async def test_a_key_that_something_else_has_is_refused_and_told(play):
    async with play() as player:
        await to_the_keys(player)
        await to(player, "home.quiz")
        await player.press("enter", "l")  # the key of the language does nothing just now
        assert list(player.notices) == ["l is the key of 中文 (app.language) there"]
        assert player.app.workspace.config.keys == {}
        await player.press("enter", "escape")
        assert "Keys of your own" in player.rows[0]
        assert player.app.workspace.config.keys == {}


def test_the_command_line_lists_changes_and_restores_keys(tiny_home, capsys):
    assert main(["config", "keys.card.hint", "g,f2"]) == 0
    assert capsys.readouterr().out == "keys.card.hint = g,f2\n"
    assert main(["config", "keys.card.hint"]) == 0
    assert capsys.readouterr().out == "g,f2\n"
    assert main(["config", "keys"]) == 0
    assert "* card.hint " in capsys.readouterr().out
    assert main(["config", "keys", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["card.hint"] == ["g", "f2"]
    assert main(["config"]) == 0
    assert "keys.card.hint = g,f2\n" in capsys.readouterr().out
    assert main(["config", "keys.card.hint", "default"]) == 0
    assert capsys.readouterr().out == "keys.card.hint = h,f2,ctrl+g\n"
    assert "card.hint" not in (tiny_home / "config.toml").read_text()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["keys.card.hint", "i"], "keys: card.hint: i is the key of card.give_up there"),
        (["keys.card.hnt"], "did you mean card.hint?"),
        (["keys.card.hnt", "g"], "did you mean card.hint?"),
    ],
)
def test_the_command_line_refuses_what_cannot_be(tiny_home, capsys, arguments, says):
    assert main(["config", *arguments]) == 2
    assert says in capsys.readouterr().err
    assert not (tiny_home / "config.toml").exists()
