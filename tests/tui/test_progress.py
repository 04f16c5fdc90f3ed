"""The progress screen: every figure whole in sight, in words and as a plot; lists lead to practice."""

import pytest

from studyapp.errors import StoreError
from studyapp.tui.places import Go
from studyapp.tui.screens.home import HomeScreen
from studyapp.tui.screens.progress import ProgressScreen
from studyapp.tui.widgets.day_columns import draw_columns
from tests.tui.pasts import three_months

TITLES = (
    "What you remember",
    "Foretold and recalled",
    "What comes back",
    "How far your cards have come",
    "What you answered",
    "What time it took",
    "How well you know each concept",
    "What goes wrong most often",
    "What repetition alone does not teach",
)


@pytest.fixture
def past(learner) -> None:
    """Three months of answers, before the app is opened."""
    with learner() as workspace:
        workspace.load_packs()
        three_months(workspace)


async def counted(player) -> None:
    await player.until(lambda: isinstance(player.app.screen, ProgressScreen) and "▸" in player.shown)


async def test_every_figure_has_its_page_and_its_sentence(play, past) -> None:
    async with play() as player:
        await player.press("p")
        await counted(player)
        for at, title in enumerate(TITLES):
            await player.press(str(at + 1))
            assert f"▸ {title}" in player.shown
        await player.press("1")
        assert "You asked for 90 %; you recall " in player.shown
        assert "asked for" in player.shown
        await player.press("right")
        assert f"▸ {TITLES[1]}" in player.shown
        assert "foretold, %" in player.shown
        await player.press("left", "left")  # round the end
        assert f"▸ {TITLES[-1]}" in player.shown
        await player.press("escape")
        assert isinstance(player.app.screen, HomeScreen)


async def test_a_wide_window_shows_two_that_belong_together(play, past) -> None:
    async with play(size=(120, 40), start="progress") as player:
        await counted(player)
        assert f"▸ {TITLES[0]}" in player.shown
        assert TITLES[1] in player.shown
        await player.press("2")
        assert f"▸ {TITLES[1]}" in player.shown
        assert TITLES[0] in player.shown
        await player.press("9")
        assert TITLES[7] not in player.shown
        await player.pilot.resize_terminal(80, 24)
        await player.press("1")
        assert TITLES[1] not in player.shown


async def test_an_empty_home_is_told_what_will_be_here(play) -> None:
    async with play(start="progress") as player:
        await counted(player)
        for at, title in enumerate(TITLES):
            await player.press(str(at + 1))
            assert title in player.shown
            assert "ou" in player.rows[5]  # "you will see", kindly, right below the title
        assert "Drill" not in player.shown
        assert "365" not in player.shown


async def test_days_are_shown_over_a_month_a_quarter_and_a_year(play, past) -> None:
    async with play(start="progress", page=5) as player:
        await counted(player)
        assert "The last 30 days, a day each" in player.shown
        await player.press("space")
        assert "The last 90 days, a week each" in player.shown
        await player.press("6")
        assert "The last 90 days, a week each" in player.shown
        await player.press("space", "space")
        assert "The last 30 days, a day each" in player.shown


async def test_from_a_concept_one_practises_and_browses(play, past, monkeypatch) -> None:
    asked = []
    async with play(start="progress", page=7) as player:
        await counted(player)
        monkeypatch.setattr(
            type(player.app), "on_go", lambda self, event: asked.append((event.place, dict(event.options)))
        )
        first = player.app.screen._chosen.concept
        await player.press("r", "b", "down", "r")
        second = player.app.screen._chosen.concept
        assert first != second
        assert asked == [
            ("drill", {"concept": first}),
            ("browse", {"query": f"concept:{first}"}),
            ("drill", {"concept": second}),
        ]


async def test_a_slip_is_in_words_and_leads_to_its_cards(play, past, monkeypatch) -> None:
    asked = []
    async with play(start="progress", page=8) as player:
        await counted(player)
        assert "×" in player.shown
        assert "Those look like minutes instead of hours." in player.shown
        while player.app.screen._chosen.card != "tiny/gpu-hours":
            await player.press("down")
        monkeypatch.setattr(
            type(player.app), "on_go", lambda self, event: asked.append((event.place, dict(event.options)))
        )
        await player.press("b", "r", "c")
        assert asked == [
            ("browse", {"query": "slip:hours.minutes"}),
            ("drill", {"card": "tiny/gpu-hours"}),
            ("card", {"card": "tiny/gpu-hours"}),
        ]
        assert any(row.startswith("  ▸ ") and "×" in row for row in player.rows)  # not by colour alone


async def test_the_cursor_stays_in_the_list_and_in_sight(play, past) -> None:
    async with play(size=(80, 15), start="progress", page=7) as player:
        await counted(player)
        panel = player.app.screen._panel
        await player.press(*["down"] * 20)
        assert panel.cursor == panel.choices() - 1
        assert panel.cursor in panel.drawn
        await player.press("pageup", "pageup", "pageup")
        assert panel.cursor == 0
        assert panel.cursor in panel.drawn


async def test_tabs_and_rows_can_be_clicked(play, past) -> None:
    async with play(start="progress") as player:
        await counted(player)
        tabs = next(row for row in player.rows if "7 Concepts" in row)
        await player.pilot.click("Tabs", offset=(tabs.index("7 Concepts") + 1, 0))
        await player.pilot.pause()
        assert f"▸ {TITLES[6]}" in player.shown
        panel = player.app.screen._panel
        wanted = panel.drawn.index(2)
        await player.pilot.click("#panel", offset=(4, panel.shown_from + wanted))
        await player.pilot.pause()
        assert panel.cursor == 2


async def test_coming_back_counts_what_was_answered_meanwhile(play, past) -> None:
    async with play(start="progress", page=5) as player:
        await counted(player)
        before = player.app.screen._panel.progress.told.total.attempts
        player.app.screen.post_message(Go("study"))
        await player.until(lambda: hasattr(player.app.screen, "sitting"))
        await player.press("f3", "enter") if player.question.fields else await player.press("enter", "1")
        await player.press("escape")
        await player.until(
            lambda: (
                isinstance(player.app.screen, ProgressScreen)
                and player.app.screen._panel.progress.told.total.attempts == before + 1
            )
        )


async def test_the_language_changes_on_the_spot(play, past) -> None:
    async with play(start="progress") as player:
        await counted(player)
        await player.press("3")
        assert "if you forget none" in player.shown
        await player.press("l")
        assert "若不遗忘" in player.shown


async def test_a_file_that_cannot_be_read_is_told(play, monkeypatch) -> None:
    async with play() as player:
        monkeypatch.setattr(
            type(player.app.workspace), "progress", lambda self: (_ for _ in ()).throw(StoreError("worn out"))
        )
        await player.press("p")
        await player.until(lambda: any("worn out" in notice.lower() for notice in player.notices))


# Columns over days


def test_columns_are_as_high_as_their_share_of_the_greatest() -> None:
    rows = [
        line.plain for line in draw_columns([8, 4, 0, 1], ["a", "", "", "d"], 20, 6, lambda v: f"{v:.0f}")
    ]
    # Four rows of eight eighths: 8 fills all, 4 half of them, 1 is four eighths of the lowest.
    filled = [sum(row[3 + 4 * at] == "█" for row in rows[:4]) for at in range(4)]
    assert filled == [4, 2, 0, 0]
    assert rows[0].startswith("8 │")
    assert rows[3].startswith("0 │")
    assert rows[3][3 + 4 * 3] == "▄"
    assert rows[5].split() == ["a", "d"]


def test_a_day_with_hardly_anything_still_shows() -> None:
    rows = [line.plain for line in draw_columns([1000, 1], ["", ""], 20, 8, lambda v: f"{v:.0f}")]
    assert "▁" in rows[5]


def test_columns_never_leave_their_room() -> None:
    for width in (12, 30, 76):
        for count in (1, 7, 30, 53, 200):
            labels = [f"{at} Nov" for at in range(count)]
            rows = draw_columns([float(at) for at in range(count)], labels, width, 9, lambda v: f"{v:.0f}")
            assert len(rows) == 9
            assert max(row.cell_length for row in rows) <= width
