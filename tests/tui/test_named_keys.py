"""Sentences name the key that an action has now: the learner's own, and one that works where she is."""

from studyapp.domain.attempt import Mode
from studyapp.tui.cards.typed import AnswerInput
from studyapp.tui.named_keys import key_now


def test_without_an_app_it_is_the_key_that_we_gave() -> None:
    assert key_now("home.quiz") == "z"
    assert key_now("choice.up") == "↑"


def own_keys(home, **keys: str) -> None:
    lines = [f'"{id.replace("__", ".")}" = "{key}"' for id, key in keys.items()]
    home.joinpath("config.toml").write_text("\n".join(["[keys]", *lines, ""]))


async def test_home_names_her_keys(play, tiny_home) -> None:
    own_keys(tiny_home, home__study="v", home__go_on="y")
    async with play() as player:
        assert "Nothing answered yet: v begins." in player.shown
        await player.press("v", "f3", "enter", "escape")
        assert " — y goes on" in player.shown


async def test_home_names_her_keys_for_what_is_weak(play, tiny_home) -> None:
    own_keys(tiny_home, home__weakest="g")
    async with play() as player:
        await player.press("s", "f3", "enter", "escape")
        await player.until(lambda: "Weakest" in player.shown)
        assert "g Weakest: " in player.shown
        await player.press("g")
        assert player.app.screen.sitting.mode is Mode.DRILL


async def test_a_notice_names_her_key_and_while_she_types_one_that_is_not_typed(play, tiny_home) -> None:
    own_keys(tiny_home, card__undo="v,f12")
    async with play() as player:
        await player.press("s", "f3", "x")
        assert list(player.notices) == ["The card is suspended: it is not asked any more. v takes that back."]
        while not isinstance(player.app.focused, AnswerInput):
            await player.press(*(["f3"] if player.question.fields else []), "enter")
        await player.type("12")
        with player.app._context():
            assert key_now("card.undo") == "F12"


async def test_ratings_stand_with_her_keys(play, tiny_home) -> None:
    own_keys(tiny_home, rate__again="f12", rate__easy="v")
    async with play() as player:
        await player.press("s")
        while player.question.fields:
            await player.press("f3", "enter")
        assert "press Enter to see it" in player.shown
        await player.press("enter")
        assert "Press F12, 2, 3 or v." in player.shown
        assert "F12 Again" in player.shown
        assert "v Easy" in player.shown


async def test_ctrl_c_names_her_key_to_leave(play, tiny_home) -> None:
    own_keys(tiny_home, app__quit="ctrl+x")
    async with play() as player:
        await player.press("ctrl+c")
        assert list(player.notices) == ["Press ^x to leave; every answer is kept."]
