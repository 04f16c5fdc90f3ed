"""The palette: any action, place, concept, demonstration or card by its name."""

from types import SimpleNamespace

import pytest

from studyapp.errors import StudyError
from studyapp.tui.app import StudyApp
from studyapp.tui.commands.cards import Cards
from studyapp.tui.commands.command import MOST, rank, words_of
from studyapp.tui.palette import Palette


def offered(player) -> list[str]:
    return [command.id for command in player.app.screen._commands]


async def opened(player, typed="") -> list[str]:
    await player.press("ctrl+p")
    await player.until(lambda: isinstance(player.app.screen, Palette) and player.app.screen.is_prepared)
    await player.type(typed)
    return offered(player)


@pytest.mark.parametrize(
    ("typed", "nearest_first"),
    [
        ("pad", ["Padding", "Same padding", "Unpadded stack", "Rings of zeros; padding"]),
        ("dont", ["I don’t know", "I don't know it"]),
        ("填充", ["填充", "步长与填充"]),
    ],
)
def test_what_begins_as_typed_is_nearest(typed, nearest_first):
    ranks = [rank(words_of(typed), *text.split("; ")) for text in nearest_first]
    assert None not in ranks
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)


def test_every_word_must_stand_somewhere():
    assert rank(words_of("same pad"), "Same padding") is not None
    assert rank(words_of("same kernel"), "Same padding") is None
    assert rank(words_of("same kernel"), "Same padding", "Of a KERNEL") is not None


async def test_before_anything_is_typed_it_offers_what_works_here_and_every_place(play):
    async with play(start="study") as player:
        ids = await opened(player)
        assert ids[0].startswith("action:")
        assert {"place:quiz", "place:demos", "place:browse"} < set(ids)
        assert not [id for id in ids if id.startswith(("card:", "concept:", "demo:"))]


async def test_a_place_that_is_a_key_here_is_offered_once(play):
    async with play() as player:
        await opened(player, "quiz")
        labels = [command.label for command in player.app.screen._commands]
        assert labels.count("Quiz") == 1


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ten questions", "action:home.quiz:go('quiz')"),
        ("kernel", "concept:tiny/kernel"),
        ("卷积核", "concept:tiny/kernel"),
        ("why-batches", "card:tiny/why-batches"),
        ("noisy hardware", "card:tiny/why-batches"),
        ("硬件", "card:tiny/why-batches"),
        ("receptive field", "demo:receptive-field"),
    ],
)
async def test_each_kind_of_thing_is_found_by_its_name(play, typed, first):
    async with play() as player:
        assert (await opened(player, typed))[0] == first


async def test_what_only_moves_something_comes_after_what_one_looks_for(play):
    async with play(start="settings") as player:
        found = [id for id in await opened(player) if id.startswith("action:")]
        labels = [command.label for command in player.app.screen._commands][: len(found)]
        assert labels.index("Help") < labels.index("Up")


async def test_a_place_is_opened_from_anywhere(play):
    async with play(start="study") as player:
        await opened(player, "see and find")
        await player.press("enter")
        await player.until(lambda: "Browse" in player.rows[0])


async def test_a_card_is_opened_among_its_neighbours(play):
    async with play() as player:
        await opened(player, "epoch-cloze")
        await player.press("enter")
        await player.until(lambda: "5 cards" in player.shown)
        assert player.app.screen._card.id == "tiny/epoch-cloze"
        assert player.app.screen._list.has_focus


async def test_a_concept_is_opened_with_its_cards(play):
    async with play() as player:
        await opened(player, "output size")
        await player.press("enter")
        await player.until(lambda: "1 of 5" in player.rows[0])
        assert player.app.screen._found == ["tiny/conv-output-size"]


async def test_a_demonstration_is_opened(play):
    async with play() as player:
        await opened(player, "receptive field")
        await player.press("enter")
        await player.until(lambda: type(player.app.screen).__name__ == "DemoScreen")


async def test_what_was_chosen_last_comes_first_the_next_time(play):
    async with play() as player:
        for typed in ("kernel", "why-batches"):
            await opened(player, typed)
            await player.press("enter")
            await player.until(lambda: type(player.app.screen).__name__ == "BrowseScreen")
            await player.press("escape")
        assert (await opened(player))[:2] == ["card:tiny/why-batches", "concept:tiny/kernel"]
        await player.press("escape", "l")
        assert not [id for id in await opened(player) if id.startswith("card:")]


async def test_the_arrows_walk_and_escape_does_nothing(play):
    async with play() as player:
        await opened(player)
        await player.press("down", "down", "up")
        assert player.app.screen._list.cursor == 1
        await player.press("pagedown", "pageup", "pageup")
        assert player.app.screen._list.cursor == 0
        await player.press("escape")
        assert "Today" in player.rows[0]


def test_however_many_cards_fit_only_a_few_are_made(workspace, monkeypatch):
    said = dict(workspace.library.said)
    for number in range(10_000):
        said[f"tiny/card-{number}"] = said["tiny/why-batches"]
    workspace.library.__dict__["said"] = said
    monkeypatch.setattr(type(workspace), "listed", said.keys())
    cards = Cards(SimpleNamespace(post_message=print), workspace)
    cards.prepare()
    found = cards.find(words_of("hardware"))
    assert len(found) == cards.made == MOST


def test_a_card_whose_question_says_it_comes_before_one_that_says_it_elsewhere(workspace):
    cards = Cards(SimpleNamespace(post_message=print), workspace)
    cards.prepare()
    assert [command.id for command in cards.find(words_of("hour"))] == ["card:tiny/gpu-hours"]
    found = [command.id for command in cards.find(words_of("size"))]
    assert found.index("card:tiny/conv-output-size") < found.index("card:tiny/why-batches")


async def test_what_belongs_to_a_pack_that_is_off_is_not_offered(learner, play):
    past = learner()
    past.change(packs_off="tiny")
    past.store.close()
    async with play() as player:
        found = await opened(player, "kernel")
        assert {id.partition(":")[0] for id in found} == {"demo"}


async def test_packs_that_cannot_be_read_leave_the_rest(learner, monkeypatch, player_of):
    workspace = learner()

    def fail():
        raise StudyError("the packs cannot be read")

    monkeypatch.setattr(workspace, "load_packs", fail)
    app = StudyApp(workspace)
    async with app.run_test(notifications=True) as pilot:
        player = player_of(pilot)
        await player.until(lambda: bool(list(player.notices)))
        found = await opened(player, "receptive field")
        assert found == ["demo:receptive-field"]
