"""Ordering and matching by letters."""

import pytest

PACK = """
- id: steps
  kind: order
  concept: kernel
  question: Order!
  items: [first, second, third]
- id: ranges
  kind: match
  concept: kernel
  question: Match!
  pairs: [{left: one, right: uno}, {left: two, right: due}]
"""


@pytest.fixture
def play_pack(tiny_home, play):
    """The app over the tiny pack with two more cards."""
    path = tiny_home / "packs" / "tiny" / "convolution" / "more.yaml"
    path.write_text(PACK)
    return play


def letter_of(field, option):
    return "abcdefgh"[[each.id for each in field.options].index(option)]


async def test_items_are_numbered_by_their_letters(play_pack) -> None:
    async with play_pack(start="study") as player:
        await player.go_to("steps")
        (field,) = player.question.fields
        await player.press(letter_of(field, "a"), "enter")
        assert "Not every item has a number yet." in player.notices
        await player.press("backspace")
        assert "[1]" not in player.shown
        await player.press(*(letter_of(field, item) for item in "abc"), "enter")
        assert "✓ Right." in player.shown


async def test_a_wrong_order_shows_the_right_numbers(play_pack) -> None:
    async with play_pack(start="study") as player:
        await player.go_to("steps")
        (field,) = player.question.fields
        await player.press(*(letter_of(field, item) for item in "bac"), "enter")
        assert "[1]→2" in player.shown
        assert "Only two neighbours are swapped" in player.shown


async def test_lines_are_matched_by_letters_one_after_the_other(play_pack) -> None:
    async with play_pack(start="study") as player:
        await player.go_to("ranges")
        right = {"one": "a", "two": "b"}
        for field in player.question.fields:
            await player.press(letter_of(field, right[field.prompt.en]))
        await player.press("enter")
        assert "✓ Right." in player.shown


async def test_a_wrong_match_is_written_out_and_the_right_one_stands_in_sight(play_pack) -> None:
    async with play_pack(start="study") as player:
        await player.go_to("ranges")
        await player.press("a", "enter")
        assert "Not every line has its letter yet." in player.notices
        field = player.question.fields[0]
        given = field.options[0].text.en
        await player.press("a", "enter")
        assert "◐ Partly right: 1 of 2." in player.shown
        pairs = [row.strip() for row in player.rows if "→" in row]
        signs = {"one": "✓" if given == "uno" else "✗", "two": "✓" if given == "due" else "✗"}
        lefts = [each.prompt.en for each in player.question.fields]
        assert pairs[:2] == [f"{signs[left]} {left} → {given}" for left in lefts]
        assert {"• one → uno", "• two → due"} <= {*pairs}
        assert not any(row.strip().startswith("a ") for row in player.rows)  # the letters are done with


def marked(player) -> list[str]:
    """The rows of the page that the mark stands at."""
    return [row.split("▸")[1].strip() for row in player.rows[1:-1] if row.lstrip().startswith("▸")]


async def test_the_line_that_a_letter_will_be_given_to_is_marked_without_colour_too(play_pack) -> None:
    async with play_pack(start="study") as player:
        await player.go_to("ranges")
        first, second = (field.prompt.en for field in player.question.fields)
        assert marked(player) == [f"[ ] {first}"]
        await player.press("a")
        assert marked(player) == [f"[ ] {second}"]


async def test_the_item_under_the_cursor_is_marked_without_colour_too(play_pack) -> None:
    async with play_pack(start="study") as player:
        await player.go_to("steps")
        assert not marked(player)
        await player.press("down", "down")
        (row,) = marked(player)
        assert row.startswith("b [ ]")
