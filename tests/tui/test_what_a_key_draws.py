"""What a key lays out and draws anew: only what it changes. Counted, not timed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.screen import Screen
from textual.widget import Widget

from studyapp.tui.widgets import card_look
from studyapp.tui.widgets.card_look import CardLook
from studyapp.tui.widgets.notice_line import NoticeLine
from tests.tui.conftest import Player

LONG_AFTER = 3600.0
"""Seconds; a test is over by then."""


class Watch:
    """Notes what is laid out, and what is drawn anew, from key to key."""

    def __init__(self, player: Player) -> None:
        self.player = player
        self.layouts = 0
        self.drawn: set[str] = set()
        """The classes of what asked to be drawn."""
        screen = player.app.screen
        screen.screen_layout_refresh_signal.subscribe(screen, self._laid_out, immediate=True)

    def _laid_out(self, _screen: object) -> None:
        self.layouts += 1

    async def press(self, *keys: str) -> None:
        """Press these keys; what was noted before is forgotten."""
        await self.player.settle()
        self.layouts, self.drawn = 0, set()
        await self.player.press(*keys)


@pytest.fixture
def watch(play, monkeypatch):
    """`async with watch("browse") as (player, seen)`: a place, and what its keys draw anew."""
    monkeypatch.setattr(card_look, "A_REST", LONG_AFTER)  # no look at a card comes while a key is counted
    watches: list[Watch] = []
    refresh = Widget.refresh

    def noted(widget, *regions, **how):
        # Home, below, may still fill in what it read: Textual then asks the screen above for those regions.
        if not (regions and isinstance(widget, Screen)):
            for watch in watches:
                watch.drawn.add(type(widget).__name__)
        return refresh(widget, *regions, **how)

    @asynccontextmanager
    async def watching(start: str, size=(120, 40)) -> AsyncIterator[tuple[Player, Watch]]:
        async with play(size=size, start=start) as player:
            if start == "browse":
                await player.until(lambda: "cards" in player.rows[0])
                player.app.screen._look._rested()  # what is under the cursor at first
                await player.until(lambda: player.app.screen._look.peek is not None)
            # What threads bring would be drawn at some key or other.
            await player.until(lambda: all(worker.is_finished for worker in player.app.workers))
            watches.append(Watch(player))
            monkeypatch.setattr(Widget, "refresh", noted)
            yield player, watches[0]

    return watching


async def test_the_keyboard_goes_to_the_list_and_back_and_only_what_tells_so_is_drawn(watch) -> None:
    async with watch("browse") as (player, seen):
        rows = player.app.screen._list
        for key in ("enter", "slash"):
            before = rows.drawn
            await seen.press(key)
            assert seen.drawn == {"SearchLine", "LongList", "QueryHints", "KeyBar"}
            assert seen.layouts == 0
            assert rows.drawn - before == 1  # the one under the cursor


async def test_a_letter_lays_nothing_out(watch) -> None:
    async with watch("browse") as (_player, seen):
        await seen.press("a")  # every card has one
        assert seen.drawn == {"SearchLine", "LongList", "QueryHints"}
        assert seen.layouts == 0
        await seen.press("d")  # no longer
        assert seen.drawn >= {"TitleBar"}
        assert seen.layouts == 0


async def test_down_draws_two_rows(watch) -> None:
    async with watch("browse") as (player, seen):
        await seen.press("enter")
        before = player.app.screen._list.drawn
        await seen.press("down")
        assert seen.drawn == {"LongList"}
        assert seen.layouts == 0
        assert player.app.screen._list.drawn - before == 2


async def test_where_there_is_room_a_flag_and_its_notice_move_nothing(watch) -> None:
    async with watch("browse") as (player, seen):
        await seen.press("enter")
        places = [widget.region for widget in player.app.screen.query("*")]
        for key, told in (("f", "flagged"), ("f", "flag is gone"), ("f", "flagged"), ("down", "")):
            before = player.app.screen._list.drawn
            await seen.press(key)
            assert told in "".join(player.notices)
            assert seen.layouts == 0
            assert seen.drawn <= {"LongList", "CardPreview", "NoticeLine"}
            assert player.app.screen._list.drawn - before <= 2
        assert [widget.region for widget in player.app.screen.query("*")] == places


async def test_in_a_low_window_a_notice_takes_a_row_only_while_it_is_there(watch) -> None:
    async with watch("browse", size=(80, 24)) as (player, seen):
        await seen.press("enter")
        line = player.app.screen.query_one(NoticeLine)
        look = player.app.screen.query_one(CardLook)
        assert line.region.height == 0
        with_all = look.region.height
        await seen.press("f")
        assert (line.region.height, look.region.height) == (1, with_all - 1)
        await seen.press("down")
        assert (line.region.height, look.region.height) == (0, with_all)


async def test_rows_that_say_what_they_said_are_not_put_together_again(watch) -> None:
    async with watch("browse") as (player, seen):
        await seen.press("enter", "s", "s", "s", "s")
        rows = player.app.screen._list
        drawn, before = rows.drawn, rows.put_together
        await seen.press("s", "s", "s", "s")
        assert rows.drawn > drawn
        assert rows.put_together == before


async def test_rows_follow_the_theme_and_the_width(watch) -> None:
    async with watch("browse") as (player, seen):
        rows = player.app.screen._list
        await seen.press("enter")
        colour = next(iter(rows.render_line(3))).style.bgcolor
        await seen.press("t")
        assert next(iter(rows.render_line(3))).style.bgcolor != colour
        await player.pilot.resize_terminal(100, 40)
        await player.settle()
        assert rows.render_line(3).cell_length == rows.size.width


async def test_what_the_palette_is_asked_for_lays_nothing_out(watch) -> None:
    async with watch("home") as (player, _seen):
        await player.press("ctrl+p")
        await player.until(lambda: player.app.screen.is_prepared)
        seen = Watch(player)
        await seen.press("b")
        assert "Browse" in player.shown
        assert seen.layouts == 0


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_notice_that_takes_a_row_is_one_layout(watch, size) -> None:
    async with watch("study", size=size) as (player, seen):
        await player.go_to("conv-output-size")
        await seen.press("enter")  # nothing is typed yet
        assert "Nothing is filled in yet" in "".join(player.notices)
        assert seen.layouts == 1
